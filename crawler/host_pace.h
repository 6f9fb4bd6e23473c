#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "crawler/network_options.h"

namespace regwatch {

/// When a host may be asked again: the pause after each request, the wait after a failure, and the
/// breaker. Knows no clock and no chance; both are handed in.
class HostPace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Millis = std::chrono::milliseconds;

  /// `options` must outlive it.
  explicit HostPace(const NetworkOptions& options) : options_(&options) {}

  /// The earliest moment for a request whose source wants that pause before it.
  Time ready_at(Millis pause) const;
  /// A request ended, however it ended. `jitter` in [-1, 1] moves the next pause by up to 30 %.
  void ended(Time now, Millis pause, double jitter);
  /// An answer that shows the host to be in health.
  void succeeded();
  /// No answer, or one by which the host says that it is not well. The host rests for
  /// options.backoff, doubled with each failure in a row. `cause` is for people.
  void failed(Time now, double jitter, std::string cause);
  /// The page that was asked for, or at least no block.
  void served();
  /// A challenge or a refusal in place of a page. options.block_limit of them in a row trip the
  /// breaker for options.block_pause: more requests would only make the ban longer.
  void blocked(Time now, const std::string& cause);
  /// Whether it is for blocks that the host is left alone.
  bool is_blocked() const { return blocks_ >= options_->block_limit; }
  /// `Retry-After`.
  void rest_until(Time until);
  /// Trips the breaker at once: the host itself asks to be left alone for longer than is waited.
  void trip(Time until, std::string cause);

  /// Why the host is left alone now; nothing when it may be asked. Behind the breaker's pause one
  /// request may try again.
  std::optional<std::string> breaker_cause(Time now) const;

 private:
  const NetworkOptions* options_;
  Time last_end_{};
  bool ever_ended_ = false;
  Millis last_pause_{0};
  double jitter_ = 0;
  Time rest_until_{};
  int failures_ = 0;
  int blocks_ = 0;
  Time tripped_until_{};
  std::string cause_;
};

/// A status by which a host says that it is not well.
bool shows_unwell_host(int status);
/// Whether asking again may bring another status. Not after 521, by which a challenge is served
/// (加速乐), nor after a 429 that does not say when to come back.
bool may_pass(int status);
/// A status that is no answer about the page but about us. A 401 or 403 may be one page's.
bool is_status_of_a_block(int status);

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or an HTTP-date read against `now`. Nothing when it
/// is neither; a date in the past is zero.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Instant now);

}  // namespace regwatch
