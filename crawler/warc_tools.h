#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crawler/archive_reader.h"

namespace regwatch {

/// One record, as `archive list` prints it.
struct RecordLine {
  std::optional<Instant> date;
  std::string type;           ///< `response`
  std::optional<int> status;  ///< Of a response or revisit.
  std::string url;
  std::uint64_t length = 0;  ///< Of the block.
  std::string digest;        ///< As written; the payload's, else the block's. Empty where absent.
  std::string file;          ///< Path.
  std::uint64_t offset = 0;
};

/// The WARC files that a path means: itself, or those of a directory in order of name. A directory
/// without any gives none. Fault::missing.
Result<std::vector<std::string>> warc_files(const std::string& path);

/// Hands out every whole record of files and directories, in order; stops where `each` returns
/// false. Returns warnings (torn tails). Fault::missing or invalid.
Result<std::vector<std::string>> list_records(const std::vector<std::string>& paths,
                                              const std::function<bool(const RecordLine&)>& each);

struct ArchiveProblem {
  std::string file;
  std::uint64_t offset = 0;
  std::string what;
};
struct Verification {
  std::size_t files = 0;
  std::size_t records = 0;
  std::size_t digests = 0;    ///< Compared.
  std::size_t unchecked = 0;  ///< Absent, or of another algorithm than SHA-256.
  std::vector<ArchiveProblem> problems;
};
/// Checks every record: members and blocks whole, digests of block and payload, revisits that find
/// what they refer to within these files. Goes on with the next file after damage. Fault::missing.
Result<Verification> verify_archive(const std::vector<std::string>& paths);

/// The capture of an address that answers at an instant (the newest not later; unset: the newest),
/// by Replay's rules but without following redirects. Fault::not_captured.
Result<StoredCapture> extract_capture(const std::vector<std::string>& paths, const std::string& url,
                                      std::optional<Instant> at = std::nullopt);

}  // namespace regwatch
