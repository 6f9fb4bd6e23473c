#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "base/time.h"

namespace regwatch {

/// The first capture of some payload bytes: what a `revisit` record refers to.
struct FirstCapture {
  std::string file;  ///< Final name within the archive directory.
  std::uint64_t offset = 0;
  std::string record_id;  ///< `urn:uuid:…`
  Instant date{};
  std::string uri;
};

/// Which payload bytes the archive holds, and where: `digests.idx` beside the WARC files.
///
/// The file is text, UTF-8, one line each, fields parted by tabs, appended to and never changed:
///
///     regwatch-digests 1                                   the first line
///     S <sha256 hex> <file> <offset> <record id> <date> <uri> .   a payload's first capture
///     F <file> <bytes> .                                   all payloads of that file are listed
///
/// A line without its final `.` is a torn one and means nothing. A WARC file without an F line of
/// its size is read again when the index is opened, so that a missing, short or stale index heals
/// itself; a line about a file that is gone, or about bytes behind its end, is dropped.
///
/// In memory an entry takes 24 bytes at a load of at most 3/4: 100,000 entries in 6.3 MB.
class DigestIndex {
 public:
  enum class Access { read_write, read_only };

  /// Reads the index of the directory and, when writing, brings it up to date with the WARC files.
  /// Fault::unwritable, or the fault of a WARC file that cannot be read.
  static Result<DigestIndex> open(const std::string& directory, Access access);
  ~DigestIndex();
  DigestIndex(DigestIndex&& other) noexcept;
  DigestIndex& operator=(DigestIndex&&) = delete;

  std::optional<FirstCapture> find(const Sha256Digest& digest) const;
  /// Remembers, unless the digest is known. False where it could not be written; it is then found
  /// again in the WARC file at the next opening.
  bool add(const Sha256Digest& digest, const FirstCapture& capture);
  /// States that every payload in the first `bytes` of the file is listed.
  bool cover(std::string_view file, std::uint64_t bytes);

  std::size_t size() const { return count_; }
  std::size_t memory_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  // Half of a digest tells 100,000 apart; the line in the file has all of it.
  struct Slot {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::uint64_t line =
        0;  // Where its line begins in the file; 0 is free, the title stands there.
  };
  struct Loaded;

  DigestIndex() = default;
  Result<void> load(Loaded& loaded);
  void load_line(std::string_view line, std::uint64_t at, Loaded& loaded);
  Result<void> read_uncovered(const Loaded& loaded);
  Result<void> start_anew();
  void insert(const Slot& slot);
  const Slot* lookup(std::uint64_t high, std::uint64_t low) const;
  std::optional<std::uint64_t> append(const std::string& line);

  std::string directory_;
  std::string path_;
  int fd_ = -1;
  bool ends_in_line_ = true;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace regwatch
