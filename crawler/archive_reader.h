#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "crawler/message.h"

namespace regwatch {

/// A capture read back.
struct StoredCapture {
  Response response;    ///< Content coding removed; `capture` set.
  std::string head;     ///< Status line and header fields as recorded.
  std::string payload;  ///< As sent, still content-coded.
  std::string record_id;
  std::string remote_ip;  ///< Empty: unknown.
  std::string made_by;    ///< What made a page that was never sent in these bytes; else empty.
};

/// Reads captures of an archive directory back, also while a process writes there. Never writes.
/// One thread.
class ArchiveReader {
 public:
  explicit ArchiveReader(std::string directory);
  ~ArchiveReader();

  /// The capture that a reference names; a revisit is answered with its own head and the bytes that
  /// it refers to. Fault::missing where file or record is gone, invalid where it is damaged or its
  /// payload is not the one that the reference names, too_large above `max_bytes` (decoded).
  Result<StoredCapture> read(const CaptureRef& ref, std::uint64_t max_bytes = 256u << 20);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The path of a WARC file of the directory: under its final name, or `.open` while it is written.
std::string archive_file_path(const std::string& directory, const std::string& name);

}  // namespace regwatch
