#include "alerts/subscription.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

Instant at(const char* text) { return *parse_instant(text); }

TEST_CASE("schedules are read") {
  CHECK(Schedule::parse("at once")->rhythm == Schedule::Rhythm::at_once);
  const auto daily = Schedule::parse("daily 08:30 Europe/Berlin");
  REQUIRE(daily);
  CHECK(daily->rhythm == Schedule::Rhythm::daily);
  CHECK(daily->time_of_day == std::chrono::minutes{510});
  CHECK(daily->zone == "Europe/Berlin");
  const auto weekly = Schedule::parse("Weekly mon 8:05");
  REQUIRE(weekly);
  CHECK(weekly->rhythm == Schedule::Rhythm::weekly);
  CHECK(weekly->days == std::bitset<7>("0000010"));
  CHECK(weekly->zone == "Asia/Shanghai");
  CHECK(Schedule::parse("weekly sunday 23:59 UTC")->days == std::bitset<7>("0000001"));
}

TEST_CASE("what is no schedule says what was expected") {
  for (const char* bad : {"", "hourly", "daily", "daily 24:00", "daily 8.30",
                          "daily 08:30 Mars/Base", "daily 08:30 UTC more", "weekly 08:30",
                          "weekly xyz 08:30", "daily 08:60", "daily 08:3", "once"}) {
    INFO(bad);
    const auto schedule = Schedule::parse(bad);
    REQUIRE_FALSE(schedule);
    CHECK(schedule.error().message.find("expected") != std::string::npos);
  }
}

TEST_CASE("the last occurrence is found in the schedule's zone, across daylight saving") {
  struct Case {
    const char* schedule;
    const char* now;
    const char* expected;
  };
  const Case cases[] = {
      {"daily 08:30 Asia/Shanghai", "2026-09-18T00:30:00Z", "2026-09-18T00:30:00Z"},
      {"daily 08:30 Asia/Shanghai", "2026-09-18T00:29:59Z", "2026-09-17T00:30:00Z"},
      {"daily 00:10 Asia/Shanghai", "2026-09-17T16:20:00Z", "2026-09-17T16:10:00Z"},
      {"daily 08:30 Europe/Berlin", "2026-07-01T12:00:00Z", "2026-07-01T06:30:00Z"},
      {"daily 08:30 Europe/Berlin", "2026-12-01T12:00:00Z", "2026-12-01T07:30:00Z"},
      // 02:30 does not exist on 2026-03-29 in Berlin: told when the clocks change.
      {"daily 02:30 Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z"},
      // 02:30 exists twice on 2026-10-25: told at the first.
      {"daily 02:30 Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z"},
      {"weekly mon 08:30 Asia/Shanghai", "2026-09-18T00:30:00Z", "2026-09-14T00:30:00Z"},
      {"weekly fri 08:30 Asia/Shanghai", "2026-09-18T00:29:00Z", "2026-09-11T00:30:00Z"},
  };
  for (const auto& [schedule, now, expected] : cases) {
    INFO(schedule << " at " << now);
    CHECK(format_instant(Schedule::parse(schedule)->last_occurrence(at(now))) == expected);
  }
}

TEST_CASE("a subscription's filter") {
  Notice notice;
  notice.title = "个人信息出境认证办法（征求意见稿）";
  notice.authority = "CAC";
  notice.classification.kind = Kind::draft;
  notice.classification.topics["data_protection"] = {"个人信息"};
  const std::string text = "第一条 为了规范 GDPR 数据出境";
  Subscription all;
  CHECK(matches(all, notice, text));
  const auto with = [&](auto change) {
    Subscription subscription;
    change(subscription);
    return matches(subscription, notice, text);
  };
  CHECK(with([](auto& s) { s.kinds = {Kind::rule, Kind::draft}; }));
  CHECK_FALSE(with([](auto& s) { s.kinds = {Kind::rule}; }));
  CHECK(with([](auto& s) { s.topics = {"*"}; }));
  CHECK(with([](auto& s) { s.topics = {"ai", "data_protection"}; }));
  CHECK_FALSE(with([](auto& s) { s.topics = {"ai"}; }));
  CHECK(with([](auto& s) { s.authorities = {"cac"}; }));
  CHECK_FALSE(with([](auto& s) { s.authorities = {"MIIT"}; }));
  CHECK(with([](auto& s) { s.words = {"没有", "gdpr"}; }));
  CHECK_FALSE(with([](auto& s) { s.words = {"没有"}; }));
  CHECK_FALSE(with([](auto& s) { s.not_words = {"征求意见稿"}; }));
  CHECK(with([](auto& s) { s.not_words = {"GDPR"}; }));
  CHECK_FALSE(with([](auto& s) { s.notices = false; }));
  notice.classification.topics.clear();
  CHECK_FALSE(with([](auto& s) { s.topics = {"*"}; }));
  CHECK(matches(all, notice, text));
}

}  // namespace
}  // namespace regwatch
