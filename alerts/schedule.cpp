#include <date/tz.h>

#include <array>
#include <charconv>

#include "alerts/subscription.h"
#include "base/text.h"

namespace regwatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};

const char* const expected =
    "'at once', 'daily 08:30 Asia/Shanghai' or 'weekly monday 08:30 Asia/Shanghai' is expected";

std::optional<std::chrono::weekday> weekday_named(std::string_view name) {
  const std::string lower = ascii_lower(name);
  for (unsigned i = 0; i < weekdays.size(); ++i) {
    if (lower == weekdays[i] || lower == weekdays[i].substr(0, 3)) return std::chrono::weekday{i};
  }
  return std::nullopt;
}

std::optional<int> number(std::string_view text, int max) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 2 || read.ec != std::errc{} ||
      read.ptr != text.data() + text.size() || value < 0 || value > max) {
    return std::nullopt;
  }
  return value;
}

std::optional<minutes> time_named(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos || text.size() - colon != 3) return std::nullopt;
  const auto hour = number(text.substr(0, colon), 23);
  const auto minute = number(text.substr(colon + 1), 59);
  if (!hour || !minute) return std::nullopt;
  return std::chrono::hours{*hour} + minutes{*minute};
}

// The two zones that most installations use need no time zone database on the machine.
std::optional<seconds> fixed_offset(std::string_view zone) {
  if (zone == "Asia/Shanghai") return china_offset;
  if (zone == "UTC" || zone == "Etc/UTC") return seconds{0};
  return std::nullopt;
}

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
  if (const auto offset = fixed_offset(zone)) {
    return std::chrono::floor<days>(now + *offset);
  }
  const auto local = date::locate_zone(zone)->to_local(now);
  return sys_days{std::chrono::floor<days>(local.time_since_epoch())};
}

// That time of that day as an instant. Where clocks were put forward over it, the moment of the
// change; where they were put back over it, the first of the two.
Instant instant_of(const std::string& zone, sys_days day, minutes time_of_day) {
  const seconds local = day.time_since_epoch() + time_of_day;
  if (const auto offset = fixed_offset(zone)) return Instant{local - *offset};
  const date::local_seconds wall{local};
  const auto info = date::locate_zone(zone)->get_info(wall);
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return Instant{local - info.first.offset};
}

}  // namespace

Result<Schedule> Schedule::parse(std::string_view text) {
  std::vector<std::string> words;
  const std::string plain = collapse_spaces(text);
  for (const auto word : split(plain, ' ')) words.emplace_back(word);
  const Error invalid{Fault::invalid, "'" + ellipsize(plain, 60) + "': " + expected};
  Schedule schedule;
  const std::string rhythm = ascii_lower(words[0]);
  if (rhythm == "at" && words.size() == 2 && iequals(words[1], "once")) return schedule;
  std::size_t at = 1;
  if (rhythm == "daily") {
    schedule.rhythm = Rhythm::daily;
  } else if (rhythm == "weekly") {
    schedule.rhythm = Rhythm::weekly;
    const auto weekday = at < words.size() ? weekday_named(words[at]) : std::nullopt;
    if (!weekday) return invalid;
    schedule.day = *weekday;
    ++at;
  } else {
    return invalid;
  }
  const auto time = at < words.size() ? time_named(words[at]) : std::nullopt;
  if (!time || words.size() > at + 2) return invalid;
  schedule.time_of_day = *time;
  if (words.size() == at + 2) schedule.zone = words[at + 1];
  if (auto checked = check_zone(schedule.zone); !checked) return checked.error();
  return schedule;
}

Instant Schedule::last_occurrence(Instant now) const {
  const sys_days today = local_day(zone, now);
  // A week back, and a day more because today's moment may still lie ahead.
  for (int back = 0; back <= 8; ++back) {
    const sys_days candidate = today - days{back};
    if (rhythm == Rhythm::weekly && std::chrono::weekday{candidate} != day) continue;
    const Instant moment = instant_of(zone, candidate, time_of_day);
    if (moment <= now) return moment;
  }
  return now - days{8};
}

}  // namespace regwatch
