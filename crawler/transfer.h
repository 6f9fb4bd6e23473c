#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/url.h"
#include "crawler/beside.h"
#include "crawler/guard.h"
#include "crawler/message.h"
#include "crawler/network_options.h"

namespace regwatch {

/// One request to one address, complete: nothing is added to the headers but Host, Content-Length
/// and Connection.
struct HopRequest {
  std::string method = "GET";
  Url url;  ///< The fragment is not sent.
  Headers headers;
  std::string body;                     ///< Sent where the method is not GET.
  std::size_t max_body_bytes = 0;       ///< On the wire, before inflation.
  std::vector<std::string> tls_habits;  ///< Known ones only; see check_tls_habits().
  std::string extra_ca;                 ///< PEM file, trusted beside the system's.
  /// `driver`: a command to our browser's driver, straight and not through the proxy.
  Guard::Use use = Guard::Use::page;
  std::optional<std::chrono::milliseconds> time_limit;  ///< Of all of it; absent: total_timeout.
};

/// Why there is no answer.
struct HopFailure {
  Error error;
  bool may_pass = false;  ///< Another attempt later may succeed.
};

/// One answer, as it was sent. Redirects are answers.
struct HopAnswer {
  int status = 0;
  Headers headers;
  std::string head;         ///< Status line and fields as received, CRLF, an empty line last.
  std::string payload;      ///< Without chunking, still content-coded.
  bool truncated = false;   ///< Fewer bytes came than were announced.
  bool over_limit = false;  ///< payload was cut at max_body_bytes.
  std::string remote_ip;
  std::optional<HopFailure> failure;  ///< When set, nothing above counts.
};

/// Fault::invalid for a habit that nobody knows, or `extra-ca` without its file.
Result<void> check_tls_habits(const std::vector<std::string>& habits,
                              const std::optional<std::string>& extra_ca);

/// Path and query, as a request line has them.
std::string request_target(const Url& url);

/// Request line and fields as `TransferLoop` sends them, without Cookie and Authorization.
std::string request_head(const HopRequest& request);

/// Runs requests concurrently on one thread, over libcurl's multi interface. Connections and
/// handles are kept for the next request.
class TransferLoop {
 public:
  using Done = std::function<void(HopAnswer)>;

  /// Both must outlive it.
  TransferLoop(const NetworkOptions& options, const Guard& guard);
  ~TransferLoop();
  TransferLoop(const TransferLoop&) = delete;
  TransferLoop& operator=(const TransferLoop&) = delete;

  void start(HopRequest request, Done done);
  /// Requests under way.
  std::size_t active() const;
  /// Moves bytes, waits for at most so long when there are none to move, and calls the Done of what
  /// ended, which may start more. What Done throws passes through; the rest is delivered next time.
  /// The wait ends as well when `beside` (may be null) has something to do.
  void step(std::chrono::milliseconds max_wait, const Beside* beside = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace regwatch
