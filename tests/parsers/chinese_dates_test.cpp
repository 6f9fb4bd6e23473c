#include "parsers/chinese_dates.h"

#include <catch2/catch.hpp>
#include <string>

namespace regwatch {
namespace {

std::string all_dates(const char* plain, const char* published) {
  std::string all;
  for (const PrintedDate& date : printed_dates(plain, parse_date(published))) {
    all += (all.empty() ? "" : " ") + format_date(date.date) + (date.has_year ? "" : "?");
  }
  return all;
}

TEST_CASE("dates are read in the forms that notices print", "[facts]") {
  struct Case {
    const char* plain;
    const char* published;
    const char* expected;
  };
  const Case cases[] = {
      {"2026年9月8日", "", "2026-09-08"},
      {"2026年09月08号", "", "2026-09-08"},
      {"2026-9-8,2026/09/08,2026.9.8", "", "2026-09-08 2026-09-08 2026-09-08"},
      {"二〇二六年九月八日", "", "2026-09-08"},
      {"二○二六年十二月三十一日", "", "2026-12-31"},
      {"2026年元月8日", "", "2026-01-08"},
      {"2026年2月底", "", "2026-02-28"},
      {"2026年2月30日", "", ""},
      {"9月8日", "", ""},
      {"9月8日", "2026-09-01", "2026-09-08?"},
      {"1月8日", "2026-12-20", "2027-01-08?"},
      {"12月28日", "2027-01-05", "2026-12-28?"},
      {"2026年12月28日至1月4日", "", "2026-12-28 2027-01-04?"},
      {"2016年11月7日通过,10月17日前", "2026-09-18", "2016-11-07 2026-10-17?"},
      {"2026年9月4日至11日", "", "2026-09-04 2026-09-11"},
      {"2026.9.4-9.11", "", "2026-09-04 2026-09-11"},
      {"2026年9月4日至11日内", "", "2026-09-04 2026-09-11"},
      {"编号120260.9.18", "", ""},
      {"2026年9月至11月", "", ""},
      {"202X年X月X日", "2026-09-01", ""},
  };
  for (const Case& c : cases) {
    INFO(c.plain);
    CHECK(all_dates(c.plain, c.published) == c.expected);
  }
}

TEST_CASE("a month later is the same day or the month's last", "[facts]") {
  const auto later = [](const char* date, int months) {
    return format_date(add_months(*parse_date(date), months));
  };
  CHECK(later("2026-08-31", 1) == "2026-09-30");
  CHECK(later("2026-08-31", 6) == "2027-02-28");
  CHECK(later("2026-12-15", 1) == "2027-01-15");
  CHECK(later("2024-02-29", 12) == "2025-02-28");
}

TEST_CASE("small numbers are read in Chinese numerals", "[facts]") {
  CHECK(chinese_number("30") == 30);
  CHECK(chinese_number("三十") == 30);
  CHECK(chinese_number("十五") == 15);
  CHECK(chinese_number("一百零五") == 105);
  CHECK(chinese_number("两") == 2);
  CHECK_FALSE(chinese_number("二三"));
  CHECK_FALSE(chinese_number("元"));
  CHECK_FALSE(chinese_number(""));
}

}  // namespace
}  // namespace regwatch
