#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// A compound file (OLE2, [MS-CFB]): what DOC, XLS and others are stored in. Reads in place; the
/// bytes outlive it. Every chain is followed for at most as many sectors as the file has.
class CompoundFile {
 public:
  /// Nothing when the header or the directory cannot be read.
  static std::optional<CompoundFile> open(std::string_view bytes);

  struct Stream {
    std::string name;  ///< ASCII; other characters are `?`.
    std::uint32_t start = 0;
    std::uint64_t size = 0;
    int type = 0;
  };
  /// The first stream of that name (no case), in whatever storage.
  const Stream* find(std::string_view name) const;
  /// Its bytes, as many as are there, at most `limit`.
  std::string read(const Stream& stream, std::size_t limit) const;

 private:
  std::string_view sector(std::uint32_t number) const;
  std::string chain(std::uint32_t start, std::size_t limit) const;
  std::string mini_chain(std::uint32_t start, std::size_t limit) const;
  void load_fat();
  void load_directory();

  std::string_view bytes_;
  std::size_t sector_size_ = 512;
  std::vector<std::uint32_t> fat_;
  std::string mini_fat_;
  std::string mini_stream_;
  std::uint32_t mini_cutoff_ = 4096;
  std::vector<Stream> streams_;
};

}  // namespace regwatch
