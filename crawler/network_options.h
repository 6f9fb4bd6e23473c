#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crawler/browser_options.h"
#include "crawler/message.h"

namespace regwatch {

/// How this installation behaves towards the network. The environment's proxy variables are not
/// obeyed.
struct NetworkOptions {
  std::string user_agent = "Mozilla/5.0 (compatible; regwatch/1.0)";
  std::optional<std::string> proxy;  ///< `http://host:port`, `https://…` or `socks5h://…`.

  /// Hosts that the operator wrote in the configuration and that may therefore lie on private
  /// addresses: `host:port`, or `host` for ports 80 and 443. See `operator_host()`.
  std::vector<std::string> operator_hosts;
  /// Ranges in CIDR notation that may be reached although they are private.
  std::vector<std::string> allow;

  std::size_t max_concurrent = 64;        ///< Requests under way, over all hosts.
  std::size_t per_host = 1;               ///< Requests under way, to one host.
  std::chrono::milliseconds pause{1000};  ///< Between two requests to one host; jittered by 30 %.
  bool robots = true;                     ///< Whether robots.txt is obeyed. Off for measuring only.

  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{120'000};  ///< Of one request, its answer included.
  std::chrono::seconds low_speed_time{30};           ///< Below low_speed_bytes so long: given up.
  long low_speed_bytes = 100;                        ///< Per second.

  int max_redirects = 10;
  int retries = 2;                            ///< After a failure that may pass.
  std::chrono::milliseconds backoff{1000};    ///< Before the first retry; then doubled.
  std::chrono::seconds max_retry_after{600};  ///< A longer Retry-After is not waited for.
  int breaker_failures = 4;                   ///< In a row, then a host is left alone
  std::chrono::seconds breaker_pause{300};    ///< for so long.
  int block_limit = 2;                        ///< Challenges or refusals in a row, then a host is
  std::chrono::seconds block_pause{1800};     ///< left alone for so long: the rest of a pass.
  /// Whether an answer is a challenge or a refusal in place of the page. The crawler reads no HTML:
  /// who does hands it in. Unset: by the status alone.
  std::function<bool(const Response&)> is_blocked;
  BrowserOptions browser;  ///< For sources that want one.
};

}  // namespace regwatch
