#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/message.h"

namespace regwatch {

/// How much work a record's gzip member is worth.
enum class Packing {
  stored,  ///< Deflate's stored blocks: what is compressed already.
  fast,    ///< Small heads.
  small,   ///< Text as it is.
};

/// Writes WARC records (ISO 28500, version 1.1), one gzip member each.
class RecordPacker {
 public:
  RecordPacker();
  ~RecordPacker();

  /// Appends a record to `out`. The block is given in pieces; Content-Length is added to `fields`.
  void pack(std::string& out, const Headers& fields, std::initializer_list<std::string_view> block,
            Packing packing);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A WARC file that grows. While it does it is named `<name>.open` and locked (flock), so that
/// another process can tell it from one that a dead process left. Not for two threads.
class WarcWriter {
 public:
  /// Creates `<directory>/<name>.open`. Fault::unwritable, also where either name exists already:
  /// see `exists`.
  static Result<WarcWriter> create(const std::string& directory, const std::string& name);
  static bool exists(const std::string& directory, const std::string& name);
  ~WarcWriter();  ///< Closes the descriptor; without close() the file stays `.open`.
  WarcWriter(WarcWriter&& other) noexcept;
  WarcWriter& operator=(WarcWriter&&) = delete;

  /// Appends whole members and returns where they begin. On failure (Fault::unwritable) the file is
  /// as it was before.
  Result<std::uint64_t> append(std::string_view members);
  /// Makes file and name durable, if anything was written since. Throws std::system_error.
  void sync();
  /// Makes all durable and takes the `.open` off the name. Throws std::system_error.
  void close();

  const std::string& name() const { return name_; }  ///< The final one.
  std::uint64_t size() const { return size_; }
  bool usable() const { return fd_ >= 0; }  ///< False after a failure that could not be undone.

 private:
  WarcWriter() = default;
  std::string directory_;
  std::string name_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  bool dirty_ = false;
  bool name_dirty_ = true;
};

/// Makes names that were created or changed in a directory durable. Throws std::system_error.
void sync_directory(const std::string& directory);

/// Ends what dead processes left in the directory: of each `.open` file that no process holds, the
/// whole records are kept, the torn tail is cut off, and the file gets its final name; one without
/// a whole record is removed. Files of living processes are not touched. Fault::unwritable.
Result<void> finish_abandoned_files(const std::string& directory);

}  // namespace regwatch
