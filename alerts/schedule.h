#pragma once

#include <bitset>
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

/// When a subscription is told: at once, daily at a time, or on days of the week at a time.
struct Schedule {
  enum class Rhythm { at_once, daily, weekly };
  Rhythm rhythm = Rhythm::at_once;
  std::chrono::minutes time_of_day{0};
  std::bitset<7> days;  ///< Of weekly, by weekday, Sunday first.
  std::string zone = "Asia/Shanghai";
  /// `at once`, `daily 08:30 Asia/Shanghai`, `weekly monday,thursday 08:30 Asia/Shanghai`,
  /// `workdays 08:30` (Monday to Friday). The zone may be left out.
  static Result<Schedule> parse(std::string_view text);
  /// The newest moment of this rhythm that is not after `now`. Not for at_once.
  Instant last_occurrence(Instant now) const;
  /// The first one after `now`. Not for at_once.
  Instant next_occurrence(Instant now) const;
  /// As it is written.
  std::string str() const;

 private:
  bool is_on(std::chrono::sys_days day) const;
};

}  // namespace regwatch
