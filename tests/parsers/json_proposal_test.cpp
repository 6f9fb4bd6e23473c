#include "parsers/json_proposal.h"

#include <algorithm>
#include <catch2/catch.hpp>

namespace regwatch {
namespace {

std::string option(const TriedProposal& tried, const std::string& key) {
  for (const auto& [name, value] : tried.proposal.options) {
    if (name == key) return value;
  }
  return "";
}

std::string day(const Entry& entry) {
  return entry.published ? format_date(*entry.published) : "none";
}

}  // namespace

TEST_CASE("rows of JSON are found by what their members hold") {
  Page page;
  page.url = "https://www.example.gov.cn/api/list?page=1";
  const std::string json = R"({"code":200,"data":{"total":89,"results":[
{"id":"a1","title":"关于公开征求意见的通知","url":"/xx/a1.html","publishedTimeStr":"2026-09-18 10:00:00","content":"正文"},
{"id":"a2","title":"关于印发分类指南的通知","url":"/xx/a2.html","publishedTimeStr":"2026-09-11 09:00:00","content":"正文"}],
"channels":[{"name":"通知公告","url":"/xx/"}]}})";
  page.body = json;
  const auto lists = propose_json(page);
  REQUIRE_FALSE(lists.empty());
  CHECK(option(lists.front(), "rows") == "data.results");
  CHECK(option(lists.front(), "title") == "title");
  CHECK(option(lists.front(), "link") == "url");
  CHECK(option(lists.front(), "date") == "publishedTimeStr");
  REQUIRE(lists.front().listing.entries.size() == 2);
  CHECK(lists.front().listing.entries[1].url == "https://www.example.gov.cn/xx/a2.html");
  CHECK(lists.front().listing.total == 89);
}

TEST_CASE("the pager of JSON is the parameter of its address that is a page's number") {
  struct Case {
    std::string query, page, first_page;
    bool has_doubt;
  };
  const Case cases[] = {{"?size=2&pageNo=1", "pageNo", "", false},
                        {"?p=0", "p", "0", false},
                        {"?itemId=1", "", "", true},
                        {"?page=7", "", "", true},
                        {"", "", "", true}};
  const std::string rows = R"("rows":[{"title":"关于公开征求意见的通知","url":"/xx/a1.html"},
{"title":"关于印发分类指南的通知","url":"/xx/a2.html"}])";
  const std::string more = R"({"total":89,)" + rows + "}", all = R"({"total":2,)" + rows + "}";
  for (const auto& [query, name, first_page, has_doubt] : cases) {
    INFO(query);
    Page page;
    page.url = "https://www.example.gov.cn/api/list" + query;
    page.body = more;
    auto lists = propose_json(page);
    REQUIRE(lists.size() == 1);
    CHECK(option(lists[0], "page") == name);
    CHECK(option(lists[0], "first_page") == first_page);
    CHECK(lists[0].listing.next.empty() == name.empty());
    const auto& doubts = lists[0].proposal.doubts;
    CHECK(std::any_of(doubts.begin(), doubts.end(), [](const std::string& doubt) {
            return doubt.find("no number of a page") != doubt.npos;
          }) == has_doubt);
    page.body = all;
    lists = propose_json(page);
    REQUIRE(lists.size() == 1);
    CHECK(option(lists[0], "page").empty());
  }
}

TEST_CASE("rows of HTML within JSON are found") {
  Page page;
  page.url = "https://www.example.gov.cn/front/page/build/unit?pageId=1";
  const std::string json =
      R"({"success":true,"data":{"html":"<div class=\"page-content\"><ul>)"
      R"(<li><a href=\"/zc/art_1.html\" title=\"关于发布信息价格的通知\">关于发布信息价格的通知</a><span>2026-03-06</span></li>)"
      R"(<li><a href=\"/zc/art_2.html\" title=\"关于发布人工信息价的通知\">关于发布人工信息价的通知</a><span>2025-12-30</span></li>)"
      R"(<li><a href=\"/zc/art_3.html\" title=\"关于发布材料信息价的通知\">关于发布材料信息价的通知</a><span>2025-12-11</span></li></ul></div>"}})";
  page.body = json;
  const auto lists = propose_json(page);
  REQUIRE_FALSE(lists.empty());
  CHECK(option(lists.front(), "rows_html") == "data.html");
  REQUIRE(lists.front().listing.entries.size() == 3);
  CHECK(day(lists.front().listing.entries.front()) == "2026-03-06");
}

TEST_CASE("members that are no address and no title are not taken for one") {
  Page page;
  page.url = "https://www.example.gov.cn/api/list";
  const std::string json = R"({"data":{"lists":[
{"docId":12,"docTitle":"关于公开征求意见的通知","tree":"/1/22/73","pic":"/p/1.png"},
{"docId":11,"docTitle":"关于印发分类指南的通知","tree":"/1/22/74","pic":"/p/2.png"}]}})";
  page.body = json;
  CHECK(propose_json(page).empty());
  CHECK(explain_json(page).find("'data.lists'") != std::string::npos);
  CHECK(explain_json(page).find("docTitle") != std::string::npos);
  page.body = "<html></html>";
  CHECK(explain_json(page).empty());
}

}  // namespace regwatch
