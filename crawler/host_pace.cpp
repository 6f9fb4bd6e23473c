#include "crawler/host_pace.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr double jitter_share = 0.3;
constexpr int max_doublings = 6;

HostPace::Millis jittered(HostPace::Millis span, double jitter) {
  return HostPace::Millis(static_cast<HostPace::Millis::rep>(
      static_cast<double>(span.count()) * (1 + jitter_share * std::clamp(jitter, -1.0, 1.0))));
}

}  // namespace

HostPace::Time HostPace::ready_at(Millis pause) const {
  if (!ever_ended_) return rest_until_;
  return std::max(rest_until_, last_end_ + jittered(std::max(pause, last_pause_), jitter_));
}

void HostPace::ended(Time now, Millis pause, double jitter) {
  ever_ended_ = true;
  last_end_ = now;
  last_pause_ = pause;
  jitter_ = jitter;
}

void HostPace::succeeded() {
  failures_ = 0;
  tripped_until_ = {};
}

void HostPace::failed(Time now, double jitter, std::string cause) {
  cause_ = std::move(cause);
  const int doublings = std::min(failures_, max_doublings);
  ++failures_;
  rest_until(now + jittered(options_->backoff * (1 << doublings), jitter));
  if (failures_ >= options_->breaker_failures) tripped_until_ = now + options_->breaker_pause;
}

void HostPace::served() { blocks_ = 0; }

void HostPace::blocked(Time now, const std::string& cause) {
  if (++blocks_ < options_->block_limit) return;
  trip(now + options_->block_pause,
       "blocked " + std::to_string(blocks_) + " times in a row, the last by " + cause);
}

void HostPace::rest_until(Time until) { rest_until_ = std::max(rest_until_, until); }

void HostPace::trip(Time until, std::string cause) {
  cause_ = std::move(cause);
  tripped_until_ = until;
}

std::optional<std::string> HostPace::breaker_cause(Time now) const {
  if (now >= tripped_until_) return std::nullopt;
  if (failures_ < options_->breaker_failures) return "left alone: " + cause_;
  return "left alone after " + std::to_string(failures_) +
         " failures in a row; the last: " + cause_;
}

bool shows_unwell_host(int status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

bool may_pass(int status) {
  return status >= 500 && status != 501 && status != 505 && status != 521;
}

bool is_status_of_a_block(int status) {
  return status == 412 || status == 418 || status == 429 || status == 521;
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Instant now) {
  value = trim(value);
  long long seconds = 0;
  const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (failure == std::errc::result_out_of_range) return std::chrono::seconds::max();
  if (failure == std::errc{} && end == value.data() + value.size() && seconds >= 0)
    return std::chrono::seconds(seconds);
  const auto date = parse_http_date(value);
  if (!date) return std::nullopt;
  return std::max(std::chrono::seconds(0), std::chrono::seconds(*date - now));
}

}  // namespace regwatch
