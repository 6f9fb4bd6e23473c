#include "base/time.h"

#include <catch2/catch.hpp>

using namespace regwatch;
using namespace std::chrono;

namespace {

std::string shown(const std::optional<CivilDate>& date) { return date ? format_date(*date) : "-"; }

std::string shown(const std::optional<Instant>& instant) {
  return instant ? format_instant(*instant) : "-";
}

}  // namespace

TEST_CASE("a date is found in every form that the sites print") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2026-09-18", "2026-09-18"},
      {"2026-9-8", "2026-09-08"},
      {"2026/09/18", "2026-09-18"},
      {"2026.9.18", "2026-09-18"},
      {"[2026-09-18]", "2026-09-18"},
      {"（2026-09-18）", "2026-09-18"},
      {"2026年9月18日", "2026-09-18"},
      {"2026年09月18日 17:00", "2026-09-18"},
      {"2026 年 9 月 18 日", "2026-09-18"},
      {"2026年\n9月\t18日", "2026-09-18"},
      {"2026\u00a0年\u00a09\u00a0月\u00a018\u00a0日", "2026-09-18"},
      {"2026　年　9　月　18　日", "2026-09-18"},
      {"２０２６年９月１８日", "2026-09-18"},
      {"２０２６－０９－１８", "2026-09-18"},
      {"２０２６．０９．１８", "2026-09-18"},
      {"20260918", "2026-09-18"},
      {"t20260918_1404577", "2026-09-18"},
      {"2026-09-18 17:00:00.0", "2026-09-18"},
      {"2026-09-18T17:00:00+08:00", "2026-09-18"},
      {"2026-09-1817:00", "2026-09-18"},
      {"发布时间：2026-07-28 18:47", "2026-07-28"},
      {"发布于2026年7月28日起施行", "2026-07-28"},
      {"截至2026年10月17日24时", "2026-10-17"},
      {"电话010-12345678，2026年10月17日前", "2026-10-17"},
      {"第12345678号 2026-01-02", "2026-01-02"},
      {"2026-13-01 或 2026-12-01", "2026-12-01"},
      {"2024-02-29", "2024-02-29"},
      {"2000-02-29", "2000-02-29"},
      {"2026—09—18", "2026-09-18"},
      {"2026–09–18", "2026-09-18"},
      {"2026-09-18至2026-10-17", "2026-09-18"},
      {"工信部通〔2026〕10号 2026年3月1日", "2026-03-01"},
      {"zero\u200bwidth 2026\u200b年9月\ufeff18日", "2026-09-18"},
      {"https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm", "-"},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(shown(find_date(text)) == expected);
  }
}

TEST_CASE("what is no date is not taken for one") {
  for (const std::string text : {"",
                                 "2026",
                                 "2026年",
                                 "2026年9月",
                                 "2026-09",
                                 "2026-13-01",
                                 "2026-00-10",
                                 "2026-09-31",
                                 "2025-02-29",
                                 "1900-02-28",
                                 "20261301",
                                 "202609181",
                                 "12026-09-18",
                                 "1791482017777471",
                                 "2026-09/18",
                                 "2026年9-18",
                                 "26-09-18",
                                 "2026-0918",
                                 "索引号 2026-02-01234",
                                 "第2026号",
                                 "\xE5\xB9",
                                 "2026\xE5\xB9"}) {
    INFO(text);
    CHECK(shown(find_date(text)) == "-");
  }
}

TEST_CASE("only YYYY-MM-DD is parsed as a date") {
  CHECK(shown(parse_date("2026-09-18")) == "2026-09-18");
  for (const std::string text : {"", "2026-9-18", "2026-09-18 ", " 2026-09-18", "2026/09/18",
                                 "2026-09-31", "20260918", "2026-09-1", "2026-09-181"})
    CHECK_FALSE(parse_date(text));
}

TEST_CASE("a day of China begins and ends at 16:00 UTC") {
  const CivilDate day = 2026y / September / 18;
  CHECK(format_instant(start_of_day_in_china(day)) == "2026-09-17T16:00:00Z");
  CHECK(format_instant(end_of_day_in_china(day)) == "2026-09-18T16:00:00Z");
  CHECK(china_date(start_of_day_in_china(day)) == day);
  CHECK(china_date(end_of_day_in_china(day) - seconds{1}) == day);
  CHECK(china_date(end_of_day_in_china(day)) == add_days(day, 1));
}

TEST_CASE("days are counted over months, years and leap days") {
  CHECK(shown(add_days(2026y / September / 18, 30)) == "2026-10-18");
  CHECK(shown(add_days(2024y / February / 28, 1)) == "2024-02-29");
  CHECK(shown(add_days(2026y / January / 1, -1)) == "2025-12-31");
  CHECK(days_between(2025y / December / 31, 2026y / January / 1) == 1);
  CHECK(days_between(2026y / October / 1, 2026y / September / 1) == -30);
}

TEST_CASE("an instant is read by RFC 3339 and written in UTC") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2026-09-18T01:00:00Z", "2026-09-18T01:00:00Z"},
      {"2026-09-18t01:00:00z", "2026-09-18T01:00:00Z"},
      {"2026-09-18T09:00:00+08:00", "2026-09-18T01:00:00Z"},
      {"2026-09-17T20:00:00-05:00", "2026-09-18T01:00:00Z"},
      {"2026-09-18 01:00:00Z", "2026-09-18T01:00:00Z"},
      {"2026-09-18T01:00:00.123Z", "2026-09-18T01:00:00Z"},
      {"2026-09-18T01:00:00.123456789012Z", "2026-09-18T01:00:00Z"},
      {"2026-09-18T01:00Z", "2026-09-18T01:00:00Z"},
      {"2026-09-18", "2026-09-18T00:00:00Z"},
      {"2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"},
      {"2026-09-18T01:00:00", "-"},
      {"2026-09-18T25:00:00Z", "-"},
      {"2026-09-18T01:60:00Z", "-"},
      {"2026-09-18T01:00:00.Z", "-"},
      {"2026-09-18T01:00:00+8", "-"},
      {"2026-09-18T01:00:00+99:99", "-"},
      {"2026-09-18T01:00:00Zx", "-"},
      {"2026-09-18T1:00:00Z", "-"},
      {"2026-09-18T", "-"},
      {"yesterday", "-"},
      {"", "-"},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(shown(parse_instant(text)) == expected);
  }
}

TEST_CASE("an HTTP date is read in all three forms and written in the first") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"},
      {"Friday, 18-Sep-26 01:00:00 GMT", "2026-09-18T01:00:00Z"},
      {"06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      {"Fri, 18 Sep 2026 09:00:00 +0800", "2026-09-18T01:00:00Z"},
      {"Thu, 17 Sep 2026 20:00:00 -0500", "2026-09-18T01:00:00Z"},
      {"Fri, 18 Sep 2026 09:00:00 +0800 (CST)", "2026-09-18T01:00:00Z"},
      {"Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"},
      {"Fri, 32 Sep 2026 09:00:00 GMT", "-"},
      {"Fri, 18 Foo 2026 09:00:00 GMT", "-"},
      {"0", "-"},
      {"-1", "-"},
      {"", "-"},
      {"Fri,", "-"},
      {"a b c d", "-"},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(shown(parse_http_date(text)) == expected);
  }
  const Instant instant = sys_days{1994y / November / 6} + 8h + 49min + 37s;
  CHECK(format_http_date(instant) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_CASE("milliseconds round down on both sides of the epoch") {
  CHECK(format_instant(from_epoch_ms(1790548212999)) == "2026-09-27T22:30:12Z");
  CHECK(from_epoch_ms(-1) == Instant{seconds{-1}});
  CHECK(china_date(from_epoch_ms(1790548212000)) == CivilDate{2026y / September / 28});
}
