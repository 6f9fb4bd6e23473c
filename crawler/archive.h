#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/sha256.h"
#include "base/time.h"
#include "crawler/capture_sink.h"
#include "crawler/digest_index.h"
#include "crawler/message.h"
#include "crawler/warc_writer.h"

namespace regwatch {

struct ArchiveOptions {
  std::string directory;                      ///< Made where it is missing.
  std::string software = "regwatch";          ///< What the warcinfo record names.
  std::uint64_t max_file_bytes = 1ull << 30;  ///< A file that is larger is followed by another.
};

/// The archive of captures: WARC 1.1 files `regwatch-<UTC day>-<process>-<number>.warc.gz`, one
/// gzip member per record, with SHA-256 digests, and `digests.idx` (see DigestIndex).
///
/// An exchange becomes a `request` and a `response` record. Where the archive holds the payload's
/// bytes already, a `revisit` record with the head alone takes the response's place (profile
/// identical-payload-digest), as it does for a 304 (server-not-modified). Cookie and Authorization
/// never go into a request record, nor Transfer-Encoding into a response.
///
/// What a browser made is a `resource` record (ISO 28500 §6.4): its block is the document and no
/// message that was sent, so that it says nothing of the protocol. Who made it and the address that
/// was asked for, where another answered, stand in fields of our own.
///
/// Files are created with the first capture. One thread; several processes may share a directory.
class Archive : public CaptureSink {
 public:
  /// Finishes what dead processes left and reads the digest index. Fault::unwritable.
  static Result<std::unique_ptr<Archive>> open(ArchiveOptions options);
  ~Archive() override;  ///< Closes the file; a failure leaves it `.open` for the next start.
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  Result<CaptureRef> capture(const Exchange& exchange) override;
  void sync() override;

  const DigestIndex& digests() const { return index_; }

 private:
  Archive(ArchiveOptions options, DigestIndex index);
  Result<void> make_file_for(Instant at);
  Result<void> begin_file(const std::string& day);
  void close_file();
  void pack_request(const Exchange& exchange, const std::string& id, const std::string& answer_id);
  void pack_resource(const Exchange& exchange, const std::string& id, const Sha256Digest& digest);
  void pack_answer(const Exchange& exchange, const Headers& fields, bool with_payload);

  ArchiveOptions options_;
  DigestIndex index_;
  RecordPacker packer_;
  std::optional<WarcWriter> writer_;
  std::string day_;      // Of the file that is open: `20261124`.
  int next_number_ = 1;  // Of the next file of this process.
  bool listed_ = true;   // Every payload of the file is in the index.
  std::string members_;  // What one capture appends; kept for its room.
};

}  // namespace regwatch
