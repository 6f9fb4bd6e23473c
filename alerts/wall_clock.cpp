#include "alerts/wall_clock.h"

#include <date/tz.h>

#include <array>
#include <charconv>
#include <cstdio>

#include "base/text.h"

namespace regwatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};

std::optional<int> number(std::string_view text, int max) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 2 || read.ec != std::errc{} ||
      read.ptr != text.data() + text.size() || value < 0 || value > max) {
    return std::nullopt;
  }
  return value;
}

// The two zones that most installations use need no time zone database on the machine.
std::optional<seconds> fixed_offset(std::string_view zone) {
  if (zone == "Asia/Shanghai") return china_offset;
  if (zone == "UTC" || zone == "Etc/UTC") return seconds{0};
  return std::nullopt;
}

/// Since the epoch, as if the clock on the wall showed UTC.
seconds wall_time(const std::string& zone, Instant instant) {
  if (const auto offset = fixed_offset(zone)) return instant.time_since_epoch() + *offset;
  return date::locate_zone(zone)->to_local(instant).time_since_epoch();
}

}  // namespace

std::optional<minutes> time_of_day_named(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos || text.size() - colon != 3) return std::nullopt;
  const auto hour = number(text.substr(0, colon), 23);
  const auto minute = number(text.substr(colon + 1), 59);
  if (!hour || !minute) return std::nullopt;
  return std::chrono::hours{*hour} + minutes{*minute};
}

std::optional<std::chrono::weekday> weekday_named(std::string_view name) {
  const std::string lower = ascii_lower(name);
  for (unsigned i = 0; i < weekdays.size(); ++i) {
    if (lower == weekdays[i] || lower == weekdays[i].substr(0, 3)) return std::chrono::weekday{i};
  }
  return std::nullopt;
}

std::string_view name_of(std::chrono::weekday day) { return weekdays[day.c_encoding()]; }

Result<void> check_zone(const std::string& zone) {
  if (fixed_offset(zone)) return {};
  try {
    (void)date::locate_zone(zone);
    return {};
  } catch (const std::exception&) {
    return Error{Fault::invalid, "'" + zone +
                                     "' is no time zone this machine knows; a name such as "
                                     "Asia/Shanghai or Europe/Berlin is expected (package tzdata)"};
  }
}

sys_days local_day(const std::string& zone, Instant now) {
  return sys_days{std::chrono::floor<days>(wall_time(zone, now))};
}

Instant instant_of(const std::string& zone, sys_days day, minutes time_of_day) {
  const seconds local = day.time_since_epoch() + time_of_day;
  if (const auto offset = fixed_offset(zone)) return Instant{local - *offset};
  const date::local_seconds wall{local};
  const auto info = date::locate_zone(zone)->get_info(wall);
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return Instant{local - info.first.offset};
}

std::string format_wall_time(const std::string& zone, Instant instant) {
  const seconds wall = wall_time(zone, instant);
  const auto day = std::chrono::floor<days>(wall);
  const std::chrono::hh_mm_ss time{wall - day};
  char clock[32];
  std::snprintf(clock, sizeof clock, " %02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return format_date(CivilDate{sys_days{day}}) + clock;
}

}  // namespace regwatch
