#include <catch2/catch.hpp>
#include <string>

#include "parsers/parser.h"
#include "tests/parsers/formats/format_source.h"

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
  for (const char* bad :
       {"li[", "//li[", "//li[@class=$x]", "//li[nothing()]", "(//li", "li@href"}) {
    INFO(bad);
    const auto problems = parser->check(source_of({{"item", bad}}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.starts_with("item: "));
  }
  CHECK(parser->check(source_of({{"item", "li"}, {"title", "a@"}})).size() == 1);
  CHECK(parser->check(source_of({{"item", "//ul/li[a]"}, {"title", ".//a"}})).empty());
  const auto path = parser->check(source_of({{"item", "//ul/li[@class=]"}}));
  REQUIRE(path.size() == 1);
  CHECK(path[0].message == "item: '//ul/li[@class=]': position 16: invalid expression");
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

Source table_source(std::map<std::string, Option> more) {
  return format_source("html_list", "https://www.example.gov.cn/bzgk/std_list?page=1",
                       {{"item", {"//table[@class='result_list']//tr[td]", {}}},
                        {"title", {"td[4]/a", {}}},
                        {"link", {"(.//a)[1]/@onclick", {}}},
                        {"link_regex", {"showInfo\\('(\\w{8,32})'\\)", {}}},
                        {"link_template", {"/bzgk/std/newGbInfo?hcno={1}", {}}}},
                       std::move(more));
}

const std::string table =
    "<html><head><title>国家标准全文公开系统</title></head><body><table class='result_list'>"
    "<tr><th>序号</th><th>标准号</th><th>名称</th></tr>"
    "<tr><td>1</td><td><a onclick=\"showInfo('0A1B2C3D')\">GB/T 35273-2026</a></td><td></td>"
    "<td><a onclick=\"showInfo('0A1B2C3D')\">数据安全技术 个人信息安全规范</a></td>"
    "<td>现行</td><td>发布 18/09/2026</td></tr>"
    "<tr><td>2</td><td><a onclick=\"showInfo('FFFF2C3D')\">GB 45438-2025</a></td><td></td>"
    "<td><a onclick=\"showInfo('FFFF2C3D')\">网络安全技术 人工智能生成合成内容标识方法</a></td>"
    "<td>现行</td><td>发布 01/09/2025</td></tr></table>"
    "<div class='p'>共 45 条，第 1/3 页</div><script>createPageHTML(3, 0, 'index', "
    "'html');</script>"
    "</body></html>";

TEST_CASE("rows by XPath, links from a script's call, dates by a format", "[html_list]") {
  const Source source = table_source({{"title", {"./td[4]/a", {}}},
                                      {"number", {"//td[2]", {}}},
                                      {"date", {"td:nth-child(6)", {}}},
                                      {"date_format", {"%d/%m/%Y", {}}},
                                      {"publisher", {"normalize-space(td[5])", {}}}});
  CHECK(find_parser("html_list")->check(source).empty());
  const auto listing = read_list(format_page(source.url, table), source);
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  const Entry& second = listing->entries[1];
  CHECK(second.title == "网络安全技术 人工智能生成合成内容标识方法");
  CHECK(second.url == "https://www.example.gov.cn/bzgk/std/newGbInfo?hcno=FFFF2C3D");
  CHECK(second.document_number == "GB 45438-2025");
  CHECK(second.published == parse_date("2025-09-01"));
  CHECK(second.publisher == "现行");
  CHECK(listing->doubts.empty());
}

TEST_CASE("the pager is read where the source says", "[html_list]") {
  const struct {
    const char* name;
    std::map<std::string, Option> options;
    const char* url;
    const char* expected;
  } cases[] = {
      {"TRS counts its second page 1",
       {{"page_url", {"index_{page}.html", {}}},
        {"first_page", {std::int64_t{0}, {}}},
        {"pages_regex", {"createPageHTML\\((\\d+)", {}}}},
       "https://www.example.gov.cn/bzgk/index.html",
       "https://www.example.gov.cn/bzgk/index_1.html"},
      {"and its third 2, which is the last of three",
       {{"page_url", {"index_{page}.html", {}}},
        {"first_page", {std::int64_t{0}, {}}},
        {"pages", {"script", {}}},
        {"pages_regex", {"createPageHTML\\((\\d+)", {}}}},
       "https://www.example.gov.cn/bzgk/index_2.html",
       ""},
      {"by the total and the size of a page",
       {{"page", {"page", {}}}, {"page_size", {std::int64_t{15}, {}}}, {"total", {".p", {}}}},
       "https://www.example.gov.cn/bzgk/std_list?page=2",
       "https://www.example.gov.cn/bzgk/std_list?page=3"},
      {"no further than the total",
       {{"page", {"page", {}}},
        {"page_size", {std::int64_t{15}, {}}},
        {"total", {"//div[@class='p']", {}}},
        {"total_regex", {"共 (\\d+) 条", {}}}},
       "https://www.example.gov.cn/bzgk/std_list?page=3",
       ""},
      {"pages in words",
       {{"page", {"page", {}}}, {"pages", {".p", {}}}, {"pages_regex", {"/(\\d+) 页", {}}}},
       "https://www.example.gov.cn/bzgk/std_list?page=2",
       "https://www.example.gov.cn/bzgk/std_list?page=3"},
  };
  for (const auto& each : cases) {
    INFO(each.name);
    auto options = each.options;
    options["title"] = {"./td[4]/a", {}};
    const Source source = table_source(options);
    CHECK(find_parser("html_list")->check(source).empty());
    const auto listing = read_list(format_page(each.url, table), source);
    REQUIRE(listing.ok());
    CHECK((listing->next.empty() ? "" : listing->next[0].request.url) == each.expected);
  }
}

TEST_CASE("a link to the next page is an element or its attribute, by CSS or XPath",
          "[html_list]") {
  for (const char* next : {"a.next", "a.next@href", "//a[.='下一页']", "//a[.='下一页']/@href"}) {
    INFO(next);
    const auto listing =
        read_list(page_of_body(rows), source_of({{"item", "ul.list > li"}, {"next", next}}));
    REQUIRE(listing.ok());
    REQUIRE(listing->next.size() == 1);
    CHECK(listing->next[0].request.url == "https://www.example.gov.cn/tzgg/index_1.html");
  }
}

TEST_CASE("a page behind the last has no rows, and that is its end", "[html_list]") {
  Source source = table_source({{"page", {"page", {}}}, {"title", {"./td[4]/a", {}}}});
  const std::string body = "<title>国家标准</title><p>没有符合条件的记录</p>";
  const auto later = read_list(format_page("https://www.example.gov.cn/x?page=4", body), source);
  REQUIRE(later.ok());
  CHECK(later->entries.empty());
  CHECK_FALSE(read_list(format_page("https://www.example.gov.cn/x?page=1", body), source).ok());
}

}  // namespace
}  // namespace regwatch
