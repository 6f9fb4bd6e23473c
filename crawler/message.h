#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace regwatch {

/// Header fields in order. Names compare without case.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first value of that name.
std::optional<std::string> find_header(const Headers& headers, std::string_view name);

/// What to ask for, as data. A parser returns requests; only the crawler sends them.
struct Request {
  std::string method = "GET";
  std::string url;
  Headers headers;   ///< Beside those that the source and the client set.
  std::string body;  ///< Form-urlencoded where the method is POST.

  static Request get(std::string url);
  static Request post_form(std::string url, std::string form);
  /// A stable name of this request for memory of validators: method, url, body.
  std::string key() const;
};

/// Where the bytes of a response lie in the archive.
struct CaptureRef {
  std::string file;            ///< Name of the WARC file within the archive directory.
  std::uint64_t offset = 0;    ///< Of the record's gzip member, in bytes.
  std::string payload_sha256;  ///< Hex, of the payload as sent.
};

/// An answer, decoded. `body` has its content coding removed and its size limited.
struct Response {
  int status = 0;
  std::string url;            ///< Final address, after redirects.
  std::string requested_url;  ///< As asked for.
  Headers headers;            ///< Of the final response.
  std::string body;           ///< Empty on 304.
  std::string body_sha256;    ///< Hex, of `body`. Empty on 304.
  Instant fetched_at{};       ///< In replay the WARC-Date.
  bool truncated = false;     ///< Fewer bytes came than were announced, or the coding broke off.
  bool permanent_redirect = false;  ///< Every hop was 301 or 308, and there was one.
  bool rendered = false;  ///< `body` is a document as a browser made it, and not the bytes sent.
  std::uint64_t bytes_received = 0;   ///< On the wire, body only.
  std::optional<CaptureRef> capture;  ///< Absent where nothing was archived.

  bool not_modified() const { return status == 304; }
};

}  // namespace regwatch
