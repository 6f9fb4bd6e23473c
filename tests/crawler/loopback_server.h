#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch::testing {

/// One request as it came over the wire.
struct SeenRequest {
  std::string method;
  std::string target;  ///< Path and query.
  std::string head;    ///< Request line and fields, as sent.
  std::string body;
  std::chrono::steady_clock::time_point at;

  bool has_line(std::string_view line) const;  ///< A whole line of the head.
  bool has_field(std::string_view name) const;
};

/// What goes back: raw bytes, so that a test can break the protocol. The connection is closed
/// after.
struct RawReply {
  std::string bytes;
  std::chrono::milliseconds delay{0};  ///< Before the first byte.
  std::chrono::milliseconds hold{0};   ///< Between the last byte and closing.
};

/// An HTTP server on 127.0.0.1 and a port of its own, one thread per connection. The handler runs
/// on those threads, one at a time.
class LoopbackServer {
 public:
  using Handler = std::function<RawReply(const SeenRequest&)>;

  explicit LoopbackServer(Handler handler);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  int port() const;
  std::string host() const;  ///< `127.0.0.1:port`
  std::string url(std::string_view path) const;
  std::vector<SeenRequest> requests() const;
  /// How many requests for that target came.
  std::size_t count(std::string_view target) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `HTTP/1.1 200 OK` with Content-Length. `fields` are whole lines with CRLF.
RawReply page(std::string_view body, std::string_view fields = {});
RawReply status(std::string_view code_and_reason, std::string_view fields = {},
                std::string_view body = {});

std::string gzip_of(std::string_view bytes);
std::string zlib_of(std::string_view bytes);
std::string deflate_of(std::string_view bytes);

/// An address on which nobody listens.
std::string closed_port_url();

}  // namespace regwatch::testing
