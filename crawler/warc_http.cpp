#include "crawler/warc_http.h"

#include <charconv>
#include <utility>

#include "base/text.h"
#include "crawler/inflate.h"

namespace regwatch {
namespace {

bool is_chunked(const Headers& headers) {
  return icontains(find_header(headers, "Transfer-Encoding").value_or(""), "chunked");
}

Result<DecodedPayload> inflate_payload(std::string_view payload, Coding coding,
                                       std::uint64_t max_bytes) {
  if (coding == Coding::gzip && payload.substr(0, 2) != "\x1F\x8B") {
    return DecodedPayload{std::string(payload), true};
  }
  Inflater inflater;
  auto inflated = inflater.inflate(payload, coding, max_bytes);
  if (inflated) return DecodedPayload{std::move(inflated->bytes), inflated->complete};
  const bool decoded_already = inflated.error().fault == Fault::broken && coding == Coding::deflate;
  if (decoded_already) return DecodedPayload{std::string(payload), true};
  return inflated.error();
}

bool is_of_the_web(const WarcRecord& record) {
  const std::string target = ascii_lower(record.target().substr(0, 8));
  return target.starts_with("http://") || target.starts_with("https://");
}

StoredMessage resource_message(const WarcRecord& record, std::string block) {
  StoredMessage message;
  message.head_text =
      "HTTP/1.1 200 OK\r\nContent-Type: " + record.field("Content-Type") + "\r\n\r\n";
  message.head = parse_http_head(message.head_text).value_or(HttpHead{});
  message.payload = std::move(block);
  message.truncated = !record.field("WARC-Truncated").empty();
  return message;
}

}  // namespace

bool holds_http(const WarcRecord& record) {
  const std::string type = record.type();
  if (type != "response" && type != "revisit" && type != "request") return false;
  const std::string media = ascii_lower(record.field("Content-Type"));
  return is_of_the_web(record) && (media.empty() || media.starts_with("application/http"));
}

bool holds_resource(const WarcRecord& record) {
  return record.type() == "resource" && is_of_the_web(record) &&
         !record.field(made_by_field).empty();
}

bool falls_short(const HttpHead& head, std::uint64_t payload_bytes) {
  const std::string length = find_header(head.headers, "Content-Length").value_or("");
  std::uint64_t announced = 0;
  const auto [end, fault] =
      std::from_chars(length.data(), length.data() + length.size(), announced);
  return !length.empty() && fault == std::errc{} && announced > payload_bytes;
}

Result<StoredMessage> read_message(WarcReader& reader, const WarcRecord& record,
                                   std::uint64_t max_bytes) {
  auto block = reader.block(max_bytes);
  if (!block) return block.error();
  if (holds_resource(record)) return resource_message(record, std::move(*block));
  auto head = parse_http_head(*block);
  if (!head) {
    return Error{Fault::invalid, reader.path() + ": record at byte " +
                                     std::to_string(record.position.offset) +
                                     ": an HTTP message expected, found '" +
                                     ellipsize(to_valid_utf8(block->substr(0, 160)), 40) + "'"};
  }
  StoredMessage message;
  message.head_text = block->substr(0, head->size);
  message.payload = std::move(*block).substr(head->size);
  message.truncated = !record.field("WARC-Truncated").empty() || !head->complete ||
                      !record.field("WARC-Segment-Number").empty();
  if (is_chunked(head->headers)) {
    auto plain = remove_chunking(message.payload);
    message.payload = std::move(plain.body);
    message.truncated = message.truncated || !plain.complete;
  } else if (record.type() == "response") {
    message.truncated = message.truncated || falls_short(*head, message.payload.size());
  }
  message.head = std::move(*head);
  return message;
}

Result<DecodedPayload> decode_payload(const Headers& headers, std::string_view payload,
                                      std::uint64_t max_bytes) {
  const std::string named = is_gzipped_unsaid(headers, payload)
                                ? "gzip"
                                : find_header(headers, "Content-Encoding").value_or("");
  auto codings = split(named, ',');
  // No server applies more than two.
  if (codings.size() > 4) return Error{Fault::broken, "content coding '" + named + "'"};
  DecodedPayload decoded{std::string(payload), true};
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    const std::string name = ascii_lower(trim(*coding));
    if (name.empty() || name == "identity" || decoded.bytes.empty()) continue;
    const bool gzip = name == "gzip" || name == "x-gzip";
    if (!gzip && name != "deflate") {
      if (is_valid_utf8(decoded.bytes)) continue;  // Text under the head of its coded form.
      return Error{Fault::broken, "content coding 'gzip' or 'deflate' expected, found '" +
                                      ellipsize(name, 40) + "'"};
    }
    const bool so_far = decoded.complete;
    auto inner = inflate_payload(decoded.bytes, gzip ? Coding::gzip : Coding::deflate, max_bytes);
    if (!inner) return inner.error();
    decoded = std::move(*inner);
    decoded.complete = decoded.complete && so_far;
  }
  if (decoded.bytes.size() > max_bytes) {
    return Error{Fault::too_large, "a body of at most " + std::to_string(max_bytes) +
                                       " bytes expected, found " +
                                       std::to_string(decoded.bytes.size())};
  }
  return decoded;
}

}  // namespace regwatch
