#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/message.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_record.h"

namespace regwatch {

/// An HTTP message as a record's block holds it.
struct StoredMessage {
  HttpHead head;
  std::string head_text;   ///< As recorded, with line ends and the empty line.
  std::string payload;     ///< As sent, content-coded; a recorded chunking is taken off.
  bool truncated = false;  ///< The record says so, or fewer bytes are there than announced.
};

/// True for records whose block is an HTTP message of the web: request, response or revisit.
bool holds_http(const WarcRecord& record);
/// True for a `resource` record of ours: a page without the message that it came in. read_message
/// gives it the head of a plain 200. Those of other tools are pictures of pages and the like.
bool holds_resource(const WarcRecord& record);
/// Fields of our own in a `resource` record: what made it (a browser), and the address that was
/// asked for where its target is the one that it led to.
inline constexpr std::string_view made_by_field = "Regwatch-Made-By";
inline constexpr std::string_view asked_address_field = "Regwatch-Asked-URI";

/// Reads the block of the reader's current record. Fault::invalid where it is no HTTP message or is
/// cut off, too_large above `max_bytes`.
Result<StoredMessage> read_message(WarcReader& reader, const WarcRecord& record,
                                   std::uint64_t max_bytes);

/// Fewer payload bytes than the head's Content-Length announced.
bool falls_short(const HttpHead& head, std::uint64_t payload_bytes);

struct DecodedPayload {
  std::string bytes;
  bool complete = true;  ///< False: the coding broke off.
};
/// Takes the content coding off. Some tools record decoded bytes under the head of the coded ones:
/// those are given back as they are. Fault::broken for a coding that is not known, too_large.
Result<DecodedPayload> decode_payload(const Headers& headers, std::string_view payload,
                                      std::uint64_t max_bytes);

}  // namespace regwatch
