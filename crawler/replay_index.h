#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "base/time.h"
#include "base/url.h"
#include "crawler/message.h"
#include "crawler/warc_http.h"
#include "crawler/warc_reader.h"

namespace regwatch {

/// Host, port where it is no default, and decoded path: http and https alike.
std::string place_key(const Url& url);
/// The place and the set of decoded parameters, order and repetition not counting.
std::string address_key(const Url& url);
/// A form body by its set of decoded parameters; any other body by its bytes.
Sha256Digest body_key(std::string_view body);

/// A response or revisit record of the captures.
struct Capture {
  std::size_t file = 0;
  WarcPosition position;
  Instant date{};
  std::string url;
  std::string method;                  ///< Of its request record; empty: unknown.
  std::optional<Sha256Digest> posted;  ///< body_key of its request record's body.
  std::optional<std::pair<std::size_t, WarcPosition>> request;
  int status = 0;
  /// It leads to its own address (http to https, say): any other capture is a better answer.
  bool leads_to_itself = false;
  bool revisit = false;
  bool is_resource = false;  ///< A page without its message: `url` is where it was in the end.
  std::optional<std::size_t> original;  ///< Of a revisit: the capture that has its payload.
  /// Of a 304: the capture that still held then, which is never a 304 itself.
  std::optional<std::size_t> unchanged_since;
};

/// Where the captures of WARC files lie, and which one answers a request.
class ReplayIndex {
 public:
  /// Reads the files through. Fault::missing or invalid.
  static Result<ReplayIndex> read(std::vector<std::string> files);

  const std::vector<std::string>& files() const { return files_; }
  const std::vector<Capture>& captures() const { return captures_; }
  const std::vector<std::string>& warnings() const { return warnings_; }
  std::optional<Instant> newest_date() const { return newest_; }

  /// The newest capture not later than `now` that answers the request, or nothing.
  const Capture* find(const Request& request, Instant now) const;
  /// Whether anything not later than `now` was captured at that host and path.
  bool has_place(const Url& url, Instant now) const;
  /// When the address was first captured, for a message.
  std::optional<Instant> first_capture(const Url& url) const;

 private:
  struct Links;
  Result<void> read_file(std::size_t file, Links& links);
  Result<void> add_request(WarcReader& reader, std::size_t file, const WarcRecord& record,
                           Links& links);
  void add_capture(std::size_t file, const WarcRecord& record, std::string_view beginning,
                   Links& links);
  void join_requests(const Links& links);
  void resolve_revisits(const Links& links);
  void sort_addresses();
  void resolve_unchanged(const std::vector<std::size_t>& oldest_first);
  void warn(std::string text);

  std::vector<std::string> files_;
  std::vector<Capture> captures_;
  std::vector<std::string> warnings_;
  std::optional<Instant> newest_;
  // Indexes of captures, oldest first.
  std::unordered_map<std::string, std::vector<std::size_t>> by_address_;
  std::unordered_map<std::string, Instant> first_at_place_;
};

}  // namespace regwatch
