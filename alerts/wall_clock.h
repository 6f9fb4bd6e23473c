#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

// Times of day in a zone, as a person writes and reads them.

/// `8:05`, `23:59`.
std::optional<std::chrono::minutes> time_of_day_named(std::string_view text);
/// `monday`, `Mon`.
std::optional<std::chrono::weekday> weekday_named(std::string_view name);
/// `monday`
std::string_view name_of(std::chrono::weekday day);

/// What is wrong with the name of a time zone, and what is expected.
Result<void> check_zone(const std::string& zone);

/// The day that a clock in the zone shows. The zone was checked.
std::chrono::sys_days local_day(const std::string& zone, Instant now);

/// That time of that day as an instant. Where clocks were put forward over it, the moment of the
/// change; where they were put back over it, the first of the two.
Instant instant_of(const std::string& zone, std::chrono::sys_days day,
                   std::chrono::minutes time_of_day);

/// `2026-09-18 08:30`, as a clock in the zone shows it.
std::string format_wall_time(const std::string& zone, Instant instant);

}  // namespace regwatch
