#include "parsers/written_date.h"

#include <catch2/catch.hpp>

namespace regwatch {

TEST_CASE("a date is the day in China, however a program writes it") {
  const struct {
    const char* text;
    const char* day;  // Empty: none.
  } cases[] = {
      {"2026-09-18", "2026-09-18"},
      {"2026.9.8", "2026-09-08"},
      {"2026年9月18日", "2026-09-18"},
      {"发布时间：2026-09-18 09:30", "2026-09-18"},
      {"20260918", "2026-09-18"},
      {"202609180930", "2026-09-18"},
      {"20260918233000", "2026-09-18"},
      {"20260918233000123", "2026-09-18"},
      {"1789693200", "2026-09-18"},
      {"1789693200000", "2026-09-18"},
      {"1789747200000", "2026-09-19"},  // 16:00 UTC is midnight in China.
      {"1789747199999", "2026-09-18"},
      {"/Date(1789693200000)/", "2026-09-18"},
      {"/Date(1789693200000+0800)/", "2026-09-18"},
      {"2026-09-17T16:00:00Z", "2026-09-18"},
      {"2026-09-17T16:00:00.000+0000", "2026-09-18"},
      {"2026-09-18T23:59:59+08:00", "2026-09-18"},
      {"2026-09-18T23:59:59", "2026-09-18"},
      {"2026-09-17 20:00:00 UTC", "2026-09-18"},
      {"Fri, 18 Sep 2026 01:00:00 GMT", "2026-09-18"},
      {"Thu, 17 Sep 2026 16:00:00 +0000", "2026-09-18"},
      {"Mon, 17 Sep 2026 16:00:00 GMT", "2026-09-18"},  // It was a Thursday.
      {"星期五, 18 九月 2026 09:30:00 +0800", "2026-09-18"},
      {"周五, 18 9月 2026 09:30:00 +0800", "2026-09-18"},
      {"18 Sep 26 09:30 CST", "2026-09-18"},
      {"Fri,18 September 2026 23:00:00", "2026-09-18"},
      {"Sep 18, 2026 9:30:00 AM", "2026-09-18"},
      {"Sept. 18, 2026", "2026-09-18"},
      {"Fri Sep 18 23:30:00 CST 2026", "2026-09-18"},
      {"Thu Sep 17 23:30:00 UTC 2026", "2026-09-18"},
      {"0", ""},
      {"3591404", ""},
      {"31 Feb 2026 00:00:00 GMT", ""},
      {"99999999999999999999", ""},
      {"昨天", ""},
      {"", ""},
  };
  for (const auto& each : cases) {
    INFO(each.text);
    const auto day = written_date(each.text);
    CHECK((day ? format_date(*day) : "") == each.day);
  }
}

TEST_CASE("a date is read as the format says, wherever it stands in the text") {
  const struct {
    const char* format;
    const char* text;
    const char* day;
  } cases[] = {
      {"%Y-%m-%d", "[2026-09-18]", "2026-09-18"},
      {"%d/%m/%Y", "发布：05/09/2026 来源", "2026-09-05"},
      {"%m/%d/%Y", "09/05/2026", "2026-09-05"},
      {"%d/%m/%Y", "31/02/2026", ""},
      {"%d/%m/%Y", "318/09/2026", ""},
      {"%d %b %Y", "18  Sep 2026", "2026-09-18"},
      {"%B %e, %Y", "September 18, 2026", "2026-09-18"},
      {"%B %e, %Y", "九月 18, 2026", "2026-09-18"},
      {"%Y年%m月%d日", "２０２６年９月８日", "2026-09-08"},
      {"%y.%m.%d", "26.9.18", "2026-09-18"},
      {"%A, %d %B %Y", "星期五, 18 十二月 2026", "2026-12-18"},
      {"%Y-%m-%dT%H:%M:%S%z", "2026-09-17T16:00:00+0000", "2026-09-18"},
      {"%m/%d/%Y %I:%M %p %Z", "09/17/2026 11:00 PM UTC", "2026-09-18"},
      {"%d%%%m%%%Y", "18%09%2026", "2026-09-18"},
      {"%Y-%m-%d", "18.09.2026", ""},
  };
  for (const auto& each : cases) {
    INFO(each.format << " on " << each.text);
    const auto format = DateFormat::compile(each.format);
    REQUIRE(format.ok());
    const auto day = format->find(each.text);
    CHECK((day ? format_date(*day) : "") == each.day);
  }
  for (const char* bad : {"%Y-%m", "%d.%m", "%Y-%m-%", "%Y-%m-%d %Q", "", "Y-m-d"}) {
    INFO(bad);
    CHECK_FALSE(DateFormat::compile(bad).ok());
  }
}

}  // namespace regwatch
