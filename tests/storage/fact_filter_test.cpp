#include "storage/fact_filter.h"

#include <catch2/catch.hpp>

#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

Notice penalty() {
  Notice notice = notice_named("penalty", "行政处罚决定书");
  notice.document_number = "银罚决字〔2026〕104号";
  notice.facts.fines = {{20'000'000, "CNY", "甲公司"}, {5'000'000, "CNY", std::nullopt}};
  notice.facts.parties = {"甲公司", "100%控股_公司"};
  notice.facts.rectify_by = day("2026-09-20");
  notice.facts.app_count = 17;
  App app;
  app.name = "某某打车";
  notice.facts.apps = {app};
  return notice;
}

TEST_CASE("any fact can be asked for: that it is known, or what it says", "[facts]") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(penalty());
  notices.put(notice_named("bare"));
  const auto found = [&](std::string_view text) {
    INFO(text);
    NoticeFilter filter;
    const auto condition = parse_fact_condition(text);
    REQUIRE(condition);
    filter.facts = {*condition};
    return notices.list(filter).size() == 1;
  };
  for (const char* text : {"fines", "rectify_by", "fines>100000", "fines>=20万", "fines < 6万",
                           "rectify_by<2026-10-01", "rectify_by=2026-09-20", "app_count>=17",
                           "parties=甲公司", "parties=100%控股_", "apps=打车", "app_count=17"}) {
    CHECK(found(text));
  }
  for (const char* text :
       {"repeals", "fines>20万", "fines>1亿", "rectify_by>2026-09-20", "rectify_by<2026-09-20",
        "app_count<17", "parties=乙公司", "parties=100_控股", "apps=外卖", "comment_deadline"}) {
    CHECK_FALSE(found(text));
  }
}

TEST_CASE("a document number is found by a part of it, whatever its brackets") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(penalty());
  notices.put(notice_named("bare"));
  for (const char* number : {"〔2026〕104", "[2026]104号", "银罚决字（2026）104号", "2026〕 104"}) {
    INFO(number);
    NoticeFilter filter;
    filter.number = number;
    CHECK(notices.list(filter).size() == 1);
  }
  NoticeFilter other;
  other.number = "%105%";
  CHECK(notices.list(other).empty());
}

TEST_CASE("a condition that cannot be meant is refused in words") {
  struct Case {
    const char* text;
    const char* words;
  };
  const Case cases[] = {
      {"fine>3", "'fine' is no fact"},
      {"", "'' is no fact"},
      {"rectify_by<tomorrow", "a date such as 2026-10-01 is expected"},
      {"app_count>many", "a number is expected"},
      {"fines>much", "an amount such as 200000 or 20万 is expected"},
      {"fines>-1", "an amount"},
      {"fines>nan", "an amount"},
      {"fines>99999999999999亿", "an amount"},
      {"parties<甲", "asked for with ="},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const auto condition = parse_fact_condition(c.text);
    REQUIRE_FALSE(condition);
    CHECK(condition.error().message.find(c.words) != std::string::npos);
  }
}

}  // namespace
}  // namespace regwatch
