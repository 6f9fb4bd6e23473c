#pragma once

#include <bitset>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

/// When a subscription is to be left alone: a span of each day, and whole days of the week.
struct QuietHours {
  struct Span {
    std::chrono::minutes begin{0};
    std::chrono::minutes end{0};  ///< Not after `begin`: on the next day.
  };
  std::optional<Span> span;
  std::bitset<7> days;  ///< By weekday, Sunday first.
  std::string zone = "Asia/Shanghai";

  /// `22:00-07:30`, `22:00-07:30 Europe/Berlin`; `default_zone` where none is written.
  static Result<QuietHours> parse(std::string_view text, const std::string& default_zone);
  /// `saturday`, `sun`; not all seven.
  Result<void> add_days(const std::vector<std::string>& names);

  bool empty() const { return !span && days.none(); }
  /// The end of the quiet time that `now` lies in; unset: it lies in none. Quiet times that touch
  /// are one: a night before a quiet Saturday ends after the weekend.
  std::optional<Instant> until(Instant now) const;
};

}  // namespace regwatch
