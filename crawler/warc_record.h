#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "base/time.h"
#include "crawler/message.h"

namespace regwatch {

/// Where a record begins in a WARC file.
struct WarcPosition {
  std::uint64_t offset = 0;  ///< Byte of the file: of the gzip member, or of the record itself.
  std::uint64_t inner = 0;   ///< Inflated bytes of that member before the record; 0 in our files.
  bool operator==(const WarcPosition&) const = default;
};

/// The head of a WARC record (ISO 28500 §4), of version 1.0 or 1.1. The block is read elsewhere.
struct WarcRecord {
  std::string version;  ///< `1.1`
  Headers fields;
  std::uint64_t content_length = 0;
  WarcPosition position;

  std::string field(std::string_view name) const;  ///< Empty where absent.
  std::string type() const;                        ///< Lower case: `response`.
  std::string id() const;                          ///< `urn:uuid:…`, without angle brackets.
  std::string target() const;                      ///< WARC-Target-URI, without angle brackets.
  std::optional<Instant> date() const;
};

/// Reads a record's head from its lines, the version line first. Line ends are CRLF or LF alone, as
/// other tools write them. Fault::invalid says what was expected and found; the caller knows where.
Result<WarcRecord> parse_warc_head(std::string_view head);

/// `<urn:uuid:…>` to `urn:uuid:…`.
std::string strip_angles(std::string_view text);

/// `sha256:` and base 32 or hexadecimal. Nothing for another algorithm or a malformed value.
std::optional<Sha256Digest> parse_sha256_label(std::string_view label);
std::string sha256_label(const Sha256Digest& digest);  ///< `sha256:` and base 32.

/// A new `urn:uuid:` of version 4 (RFC 4122 §4.4). Throws where the machine has no randomness.
std::string make_record_id();

/// The head of an HTTP message that a record's block begins with.
struct HttpHead {
  std::string start_line;
  int status = 0;  ///< 0 for a request.
  std::string method;
  Headers headers;
  std::size_t size = 0;   ///< Bytes of the head; the body begins there.
  bool complete = false;  ///< False: the block ends within the head.
};
/// Reads as much as there is; nothing where the first line is no HTTP.
std::optional<HttpHead> parse_http_head(std::string_view block);

/// The head's lines without the named fields. Folded continuation lines go with their field.
std::string without_fields(std::string_view head, const std::vector<std::string_view>& names);

/// Takes a chunked transfer coding off (RFC 9112 §7.1), which some tools record as it came. Bytes
/// that are not chunked are given back as they are; `complete` tells whether the last chunk came.
struct Unchunked {
  std::string body;
  bool was_chunked = false;
  bool complete = true;
};
Unchunked remove_chunking(std::string_view body);

}  // namespace regwatch
