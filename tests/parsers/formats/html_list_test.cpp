#include <catch2/catch.hpp>
#include <string>

#include "parsers/parser.h"

namespace regwatch {
namespace {

Source source_of(std::map<std::string, std::string> options) {
  Source source;
  source.id = "example-notices";
  source.url = "https://www.example.gov.cn/tzgg/";
  source.parser = "html_list";
  int line = 10;
  for (auto& [key, value] : options) source.options[key] = {value, {"sources.toml", line++}};
  source.where = {"sources.toml", 1};
  return source;
}

Page page_of_body(const std::string& body) {
  Page page;
  page.url = "https://www.example.gov.cn/tzgg/index.html";
  page.body = body;
  return page;
}

const std::string rows =
    "<html><head><title>通知公告</title></head><body><ul class=list>"
    "<li><a href='./202609/t20260918_1.html' "
    "title='关于甲的通知'>关于甲…</a><span>[2026-09-18]</span>"
    "<i>截止：2026-10-01</i><b>某发〔2026〕1号</b><em>某某司</em></li>"
    "<li class=line></li>"
    "<li><a href='//other.gov.cn/b.html' title=''>关于乙的通知</a><span>2026/9/17</span></li>"
    "<li><a title='没有地址的'>没有地址的</a><span>2026-09-16</span></li>"
    "</ul><a class=next href='index_1.html'>下一页</a></body></html>";

TEST_CASE("a list that selectors describe is read without code", "[html_list]") {
  const Source source = source_of({{"item", "ul.list > li"},
                                   {"title", "a@title"},
                                   {"link", "a@href"},
                                   {"date", "span"},
                                   {"deadline", "i"},
                                   {"number", "b"},
                                   {"publisher", "em"},
                                   {"next", "a.next@href"}});
  const auto listing = read_list(page_of_body(rows), source);
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  const Entry& first = listing->entries[0];
  CHECK(first.title == "关于甲的通知");
  CHECK(first.url == "https://www.example.gov.cn/tzgg/202609/t20260918_1.html");
  CHECK(first.published == parse_date("2026-09-18"));
  CHECK(first.comment_deadline == parse_date("2026-10-01"));
  CHECK(first.document_number == "某发〔2026〕1号");
  CHECK(first.publisher == "某某司");
  CHECK(listing->entries[1].title == "关于乙的通知");
  CHECK(listing->entries[1].url == "https://other.gov.cn/b.html");
  CHECK(listing->rows_seen == 3);
  CHECK(listing->doubts.size() == 1);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].why == FollowUp::Why::older);
  CHECK(listing->next[0].request.url == "https://www.example.gov.cn/tzgg/index_1.html");
}

TEST_CASE("rows alone are enough to name", "[html_list]") {
  const auto listing = read_list(page_of_body(rows), source_of({{"item", "ul.list > li"}}));
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].title == "关于甲的通知");
}

TEST_CASE("no rows is an error that names source, selector and page", "[html_list]") {
  const auto listing = read_list(page_of_body("<title>某某局首页</title><p>x</p>"),
                                 source_of({{"item", "#loadingInfoPage > li"}}));
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
  CHECK(listing.error().message ==
        "example-notices: '#loadingInfoPage > li' matched 0 rows (page title: \"某某局首页\")");
}

TEST_CASE("a bad entry is told with its line and what was expected", "[html_list]") {
  const Parser* parser = find_parser("html_list");
  REQUIRE(parser);
  CHECK(parser->check(source_of({{"item", "li"}, {"title", "a@title"}})).empty());
  const auto unknown = parser->check(source_of({{"item", "li"}, {"titl", "a"}}));
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].where.line == 11);
  CHECK(unknown[0].message.find("title") != std::string::npos);
  CHECK(parser->check(source_of({{"title", "a"}})).size() == 1);
  for (const char* bad : {"li[", "//li/a", "li@href"}) {
    INFO(bad);
    const auto problems = parser->check(source_of({{"item", bad}}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.find("expected") != std::string::npos);
  }
  CHECK(parser->check(source_of({{"item", "li"}, {"title", "a@"}})).size() == 1);
}

TEST_CASE("the front door recognises what is no list", "[html_list]") {
  const Source source = source_of({{"item", "li"}});
  const auto challenge =
      read_list(page_of_body("<html><script>$_ts=window['$_ts'];</script></html>"), source);
  REQUIRE_FALSE(challenge.ok());
  CHECK(challenge.error().fault == Fault::blocked);
  CHECK(challenge.error().message.starts_with("example-notices: "));
  Source unknown = source;
  unknown.parser = "nobody";
  CHECK(read_list(page_of_body(rows), unknown).error().fault == Fault::invalid);
}

}  // namespace
}  // namespace regwatch
