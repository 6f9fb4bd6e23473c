#include "alerts/schedule.h"

#include <cstdio>
#include <vector>

#include "alerts/wall_clock.h"
#include "base/text.h"

namespace regwatch {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

const char* const expected =
    "'at once', 'daily 08:30 Asia/Shanghai', 'workdays 08:30' or "
    "'weekly monday,thursday 08:30 Asia/Shanghai' is expected";

const std::bitset<7> monday_to_friday("0111110");

/// `monday,thursday`; none where a name is no day.
std::bitset<7> days_named(std::string_view names) {
  std::bitset<7> days;
  for (const auto name : split(names, ',')) {
    const auto day = weekday_named(name);
    if (!day) return {};
    days.set(day->c_encoding());
  }
  return days;
}

}  // namespace

Result<Schedule> Schedule::parse(std::string_view text) {
  std::vector<std::string> words;
  // A list may be written with spaces, as people do.
  const std::string plain = replace_all(collapse_spaces(text), ", ", ",");
  for (const auto word : split(plain, ' ')) words.emplace_back(word);
  const Error invalid{Fault::invalid, "'" + ellipsize(plain, 60) + "': " + expected};
  Schedule schedule;
  const std::string rhythm = ascii_lower(words[0]);
  if (rhythm == "at" && words.size() == 2 && iequals(words[1], "once")) return schedule;
  std::size_t at = 1;
  if (rhythm == "daily") {
    schedule.rhythm = Rhythm::daily;
  } else if (rhythm == "workdays") {
    schedule.rhythm = Rhythm::weekly;
    schedule.days = monday_to_friday;
  } else if (rhythm == "weekly" && words.size() > at) {
    schedule.rhythm = Rhythm::weekly;
    schedule.days = days_named(words[at++]);
    if (schedule.days.none()) return invalid;
  } else {
    return invalid;
  }
  const auto time = at < words.size() ? time_of_day_named(words[at]) : std::nullopt;
  if (!time || words.size() > at + 2) return invalid;
  schedule.time_of_day = *time;
  if (words.size() == at + 2) schedule.zone = words[at + 1];
  if (auto checked = check_zone(schedule.zone); !checked) return checked.error();
  return schedule;
}

bool Schedule::is_on(sys_days day) const {
  return rhythm != Rhythm::weekly || days.test(std::chrono::weekday{day}.c_encoding());
}

Instant Schedule::last_occurrence(Instant now) const {
  const sys_days today = local_day(zone, now);
  // A week back, and a day more because today's moment may still lie ahead.
  for (int back = 0; back <= 8; ++back) {
    const sys_days candidate = today - std::chrono::days{back};
    if (!is_on(candidate)) continue;
    const Instant moment = instant_of(zone, candidate, time_of_day);
    if (moment <= now) return moment;
  }
  return now - std::chrono::days{8};
}

Instant Schedule::next_occurrence(Instant now) const {
  const sys_days today = local_day(zone, now);
  for (int ahead = 0; ahead <= 8; ++ahead) {
    const sys_days candidate = today + std::chrono::days{ahead};
    if (!is_on(candidate)) continue;
    const Instant moment = instant_of(zone, candidate, time_of_day);
    if (moment > now) return moment;
  }
  return now + std::chrono::days{8};
}

std::string Schedule::str() const {
  if (rhythm == Rhythm::at_once) return "at once";
  char time[16];
  const std::chrono::hh_mm_ss clock{time_of_day};
  std::snprintf(time, sizeof time, " %02d:%02d ", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()));
  if (rhythm == Rhythm::daily) return "daily" + (time + zone);
  if (days == monday_to_friday) return "workdays" + (time + zone);
  std::vector<std::string> names;
  // A week begins on Monday.
  for (unsigned i = 1; i <= 7; ++i) {
    if (days.test(i % 7)) names.emplace_back(name_of(std::chrono::weekday{i % 7}));
  }
  return "weekly " + join(names, ",") + (time + zone);
}

}  // namespace regwatch
