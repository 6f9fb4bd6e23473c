#include "alerts/quiet_hours.h"

#include "alerts/wall_clock.h"
#include "base/text.h"

namespace regwatch {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// The end of the span that began on that day, where `now` lies in it.
std::optional<Instant> end_of_span(const QuietHours::Span& span, const std::string& zone,
                                   sys_days day, Instant now) {
  const Instant begin = instant_of(zone, day, span.begin);
  const sys_days last = span.end > span.begin ? day : day + days{1};
  const Instant end = instant_of(zone, last, span.end);
  return begin <= now && now < end ? std::optional(end) : std::nullopt;
}

}  // namespace

Result<QuietHours> QuietHours::parse(std::string_view text, const std::string& default_zone) {
  const std::string plain = collapse_spaces(text);
  const auto words = split(plain, ' ');
  const auto times = split(words[0], '-');
  const auto begin = time_of_day_named(times[0]);
  const auto end = times.size() == 2 ? time_of_day_named(times[1]) : std::nullopt;
  if (!begin || !end || words.size() > 2) {
    return Error{Fault::invalid, "'" + ellipsize(plain, 60) +
                                     "': '22:00-07:30' or '22:00-07:30 Asia/Shanghai' is expected"};
  }
  if (*begin == *end)
    return Error{Fault::invalid, "'" + plain + "' is all day: nothing would ever be told"};
  QuietHours quiet;
  quiet.span = Span{*begin, *end};
  quiet.zone = words.size() == 2 ? std::string(words[1]) : default_zone;
  if (auto checked = check_zone(quiet.zone); !checked) return checked.error();
  return quiet;
}

Result<void> QuietHours::add_days(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto day = weekday_named(name);
    if (!day) {
      return Error{Fault::invalid,
                   "'" + ellipsize(name, 40) + "' is no day: saturday, sunday, … is expected"};
    }
    days.set(day->c_encoding());
  }
  if (days.all()) return Error{Fault::invalid, "these are all days: nothing would ever be told"};
  return {};
}

std::optional<Instant> QuietHours::until(Instant now) const {
  std::optional<Instant> end;
  const auto reach = [&](Instant until) { end = now = until; };
  // Two steps a day at most: into the night, and over its midnight.
  for (int steps = 0; steps < 2 * 8; ++steps) {
    const sys_days today = local_day(zone, now);
    const Instant before = now;
    if (days.test(std::chrono::weekday{today}.c_encoding()))
      reach(instant_of(zone, today + std::chrono::days{1}, std::chrono::minutes{0}));
    for (const sys_days day : {today - std::chrono::days{1}, today}) {
      if (const auto over = span ? end_of_span(*span, zone, day, now) : std::nullopt) reach(*over);
    }
    if (now == before) break;
  }
  return end;
}

}  // namespace regwatch
