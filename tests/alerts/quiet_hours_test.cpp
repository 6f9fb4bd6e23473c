#include "alerts/quiet_hours.h"

#include <catch2/catch.hpp>

#include "alerts/schedule.h"
#include "alerts/subscription.h"

namespace regwatch {
namespace {

Instant at(const char* text) { return *parse_instant(text); }

QuietHours quiet(const char* hours, const std::vector<std::string>& days = {}) {
  QuietHours out;
  if (*hours) out = *QuietHours::parse(hours, "Asia/Shanghai");
  REQUIRE(out.add_days(days));
  return out;
}

TEST_CASE("quiet hours end in their zone, over midnight, weekends and daylight saving") {
  struct Case {
    const char* hours;
    std::vector<std::string> days;
    const char* now;
    const char* until;  // Empty: it is not quiet.
  };
  const Case cases[] = {
      // 2026-09-18 is a Friday; Shanghai is eight hours ahead.
      {"22:00-07:30", {}, "2026-09-18T13:59:59Z", ""},
      {"22:00-07:30", {}, "2026-09-18T14:00:00Z", "2026-09-18T23:30:00Z"},
      {"22:00-07:30", {}, "2026-09-18T16:00:00Z", "2026-09-18T23:30:00Z"},
      {"22:00-07:30", {}, "2026-09-18T23:29:59Z", "2026-09-18T23:30:00Z"},
      {"22:00-07:30", {}, "2026-09-18T23:30:00Z", ""},
      {"12:00-13:30", {}, "2026-09-18T04:30:00Z", "2026-09-18T05:30:00Z"},
      {"12:00-13:30", {}, "2026-09-18T14:30:00Z", ""},
      {"0:00-7:00", {}, "2026-09-18T16:00:00Z", "2026-09-18T23:00:00Z"},
      // A night before a quiet weekend ends with the night after it.
      {"22:00-07:30", {"sat", "sunday"}, "2026-09-18T14:00:00Z", "2026-09-20T23:30:00Z"},
      {"22:00-07:30", {"sat", "sunday"}, "2026-09-18T13:00:00Z", ""},
      {"", {"saturday"}, "2026-09-18T16:00:00Z", "2026-09-19T16:00:00Z"},
      {"", {"saturday"}, "2026-09-19T16:00:00Z", ""},
      {"22:00-08:00 Europe/Berlin", {}, "2026-07-01T21:00:00Z", "2026-07-02T06:00:00Z"},
      // The night in which Berlin's clocks are put forward is an hour shorter, the one in which
      // they are put back an hour longer.
      {"22:00-08:00 Europe/Berlin", {}, "2026-03-28T21:00:00Z", "2026-03-29T06:00:00Z"},
      {"22:00-08:00 Europe/Berlin", {}, "2026-10-24T20:00:00Z", "2026-10-25T07:00:00Z"},
      // 02:30 does not exist then: the quiet ends when the clocks change.
      {"22:00-02:30 Europe/Berlin", {}, "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"},
  };
  for (const auto& [hours, days, now, until] : cases) {
    INFO(hours << " at " << now);
    const auto end = quiet(hours, days).until(at(now));
    CHECK((end ? format_instant(*end) : "") == until);
  }
}

TEST_CASE("what are no quiet hours says what was expected") {
  for (const char* bad : {"", "22:00", "22:00-", "22:00-24:00", "22:00-07:30 Mars/Base",
                          "22:00-07:30 UTC more", "22:00 - 07:30", "night"}) {
    INFO(bad);
    const auto read = QuietHours::parse(bad, "UTC");
    REQUIRE_FALSE(read);
    CHECK(read.error().message.find("expected") != std::string::npos);
  }
  CHECK_FALSE(QuietHours::parse("08:00-08:00", "UTC"));
  QuietHours days;
  CHECK_FALSE(days.add_days({"holiday"}));
  CHECK_FALSE(days.add_days({"mon", "tue", "wed", "thu", "fri", "sat", "sun"}));
}

TEST_CASE("several days of a week, and those that are worked on") {
  struct Case {
    const char* schedule;
    const char* now;
    const char* last;
    const char* next;
  };
  const Case cases[] = {
      {"weekly monday,thursday 08:30", "2026-09-18T00:30:00Z", "2026-09-17T00:30:00Z",
       "2026-09-21T00:30:00Z"},
      {"weekly mon, thu 08:30 UTC", "2026-09-17T08:29:59Z", "2026-09-14T08:30:00Z",
       "2026-09-17T08:30:00Z"},
      {"workdays 08:30", "2026-09-20T12:00:00Z", "2026-09-18T00:30:00Z", "2026-09-21T00:30:00Z"},
      {"daily 08:30 Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-24T06:30:00Z",
       "2026-10-25T07:30:00Z"},
      {"weekly sunday 02:30 Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-22T01:30:00Z",
       "2026-03-29T01:00:00Z"},
  };
  for (const auto& [text, now, last, next] : cases) {
    INFO(text << " at " << now);
    const auto schedule = Schedule::parse(text);
    REQUIRE(schedule);
    CHECK(format_instant(schedule->last_occurrence(at(now))) == last);
    CHECK(format_instant(schedule->next_occurrence(at(now))) == next);
  }
  CHECK(Schedule::parse("weekly thu, monday 8:30")->str() ==
        "weekly monday,thursday 08:30 Asia/Shanghai");
  CHECK(Schedule::parse("workdays 08:30 UTC")->str() == "workdays 08:30 UTC");
  CHECK(Schedule::parse("daily 8:05")->str() == "daily 08:05 Asia/Shanghai");
  CHECK(Schedule::parse("at once")->str() == "at once");
  for (const char* bad : {"weekly monday,xyz 08:30", "weekly , 08:30", "workdays", "weekly"})
    CHECK_FALSE(Schedule::parse(bad));
}

TEST_CASE("a digest whose time is quiet is told with the next that is not") {
  Subscription subscription;
  subscription.when = *Schedule::parse("daily 08:30");
  subscription.quiet = quiet("", {"saturday", "sunday"});
  const Instant sunday = at("2026-09-20T02:00:00Z");
  CHECK(format_instant(last_loud_occurrence(subscription, sunday)) == "2026-09-18T00:30:00Z");
  CHECK(format_instant(next_loud_occurrence(subscription, sunday)) == "2026-09-21T00:30:00Z");
}

}  // namespace
}  // namespace regwatch
