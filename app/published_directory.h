#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/published_file.h"
#include "base/result.h"

namespace regwatch {

/// The directory that a web server shows, and what this program wrote there: a list in the
/// directory itself, `.regwatch-files`, by which it is known as ours. One process at a time.
///
/// A file appears complete or not at all (a temporary file, fsync, rename), keeps its time
/// and inode where the bytes are the same, and is removed when no pass wants it any more. What the
/// list does not name is somebody else's and stays. After the first failure nothing more is
/// written, removed or noted, so that the next pass does it all again.
class PublishedDirectory {
 public:
  /// Makes it where it is missing. Fault::unwritable, or Fault::invalid where there are files and
  /// no list of ours.
  static Result<PublishedDirectory> open(const std::filesystem::path& directory);

  /// Whether every file of the list is there.
  bool is_complete() const { return complete_; }
  bool holds(std::string_view name) const { return present_.contains(name); }
  std::optional<std::string> read(std::string_view name) const;

  void put(const PublishedFile& file);
  /// It was written before and stays as it is.
  void keep(std::string_view name) { wanted_.emplace(name); }

  /// What a producer noted when the last pass ended well, by a key of its own; empty: nothing.
  std::string note(std::string_view key) const;
  void set_note(std::string_view key, std::string value);

  /// Removes what was neither put nor kept, and writes the list.
  Result<void> finish();

  int written() const { return written_; }
  int removed() const { return removed_; }

 private:
  explicit PublishedDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<void> look_around();
  Result<void> write(const PublishedFile& file);
  Result<void> replace(const std::filesystem::path& target, std::string_view bytes);
  void read_list(std::string_view text);
  std::string list() const;
  void remove_stale();

  using Names = std::set<std::string, std::less<>>;
  std::filesystem::path directory_;
  Names present_;  ///< Files that are there, whoever made them.
  Names listed_;   ///< Files of the list.
  Names wanted_;   ///< Files that are put or kept in this pass.
  std::map<std::string, std::string, std::less<>> notes_;
  std::set<std::filesystem::path> changed_directories_;
  bool complete_ = false;
  std::optional<Error> failure_;
  int written_ = 0;
  int removed_ = 0;
};

}  // namespace regwatch
