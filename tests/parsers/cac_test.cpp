#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {

TEST_CASE("cac: unquoted and protocol-relative links become whole addresses") {
  const auto listing = list_of("cac", "list-total-exceeds-its-rows.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 3);
  CHECK(listing->entries[0].url == "https://www.cac.gov.cn/2026-07/24/c_1786638889704872.htm");
  CHECK(listing->doubts.empty());
}

TEST_CASE("cac: navigation is no row, and spaces within a title stay") {
  const auto listing = list_of("cac", "list-total-exceeds-its-rows.html");
  REQUIRE(listing.ok());
  CHECK(listing->rows_seen == 3);
  CHECK(listing->entries[2].title.starts_with("民政部 工业和信息化部 广电总局"));
}

TEST_CASE("cac: a total above the page's rows is followed through JsonList") {
  const auto listing = list_of("cac", "list-total-exceeds-its-rows.html");
  REQUIRE(listing.ok());
  CHECK(listing->total == 38);
  REQUIRE(listing->next.size() == 1);
  const auto& next = listing->next[0];
  CHECK(next.why == FollowUp::Why::older);
  CHECK(next.request.method == "POST");
  CHECK(next.request.url == "https://www.cac.gov.cn/cms/JsonList");
  CHECK(next.request.body ==
        "channelCode=A09370303&perPage=20&pageno=2&condition=0&fuhao=%3D&value=");
  CHECK(find_header(next.request.headers, "Referer") ==
        "https://www.cac.gov.cn/wxzw/zcfg/bmgz/A09370303index_1.htm");
}

TEST_CASE("cac: rows out of date order keep the page's order, cut text is whole in its title") {
  const auto listing = list_of("cac", "list-quoted-and-out-of-order.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 3);
  CHECK(listing->entries[1].published < listing->entries[2].published);
  CHECK(listing->entries[1].title ==
        "关于征求《政务移动互联网应用程序管理要求》强制性国家标准（征求意见稿）意见的通知");
  CHECK(listing->next.empty());
}

TEST_CASE("cac: half-read rows are said, and none is dropped in silence") {
  const auto listing = list_of("cac", "list-half-read-rows.html");
  REQUIRE(listing.ok());
  CHECK(listing->entries.size() == 2);
  CHECK(listing->rows_seen == 3);
  CHECK(listing->doubts.size() == 2);
}

TEST_CASE("cac: a list without rows is broken and names selector, count and title") {
  const auto listing = list_of("cac", "list-without-rows.html");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
  CHECK(listing.error().message.find("'#loadingInfoPage > li' matched 0 rows") !=
        std::string::npos);
  CHECK(listing.error().message.find("部门规章") != std::string::npos);
}

TEST_CASE("cac: tags and line breaks of a JsonList topic do not reach the title") {
  const auto listing = list_of("cac", "jsonlist-topic-with-br.json");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].title == "中央网信办部署开展“清朗·未成年人网络保护”专项行动");
  CHECK(listing->entries[1].title.find('<') == std::string::npos);
}

TEST_CASE("cac: JsonList pages end at its total, and a wrong channel is no empty list") {
  const auto middle = list_of("cac", "jsonlist-topic-with-br.json");
  REQUIRE(middle.ok());
  REQUIRE(middle->next.size() == 1);
  CHECK(middle->next[0].request.body.find("pageno=3") != std::string::npos);
  const auto last = list_of("cac", "jsonlist-last-page.json");
  REQUIRE(last.ok());
  CHECK(last->next.empty());
  const auto wrong = list_of("cac", "jsonlist-of-wrong-channel.json");
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().fault == Fault::broken);
}

TEST_CASE(
    "cac: JsonList goes on past page 2 by what an address keeps when its fragment is dropped") {
  const Fixture each = fixture("cac", "jsonlist-topic-with-br.json");
  const Source source = source_of(each);
  Page page;
  page.body = each.bytes;
  const struct {
    const char* address;
    const char* form;  // Empty: no page behind it.
    const char* next;
  } cases[] = {{"https://www.cac.gov.cn/cms/JsonList", "pageno=3",
                "https://www.cac.gov.cn/cms/JsonList?pageno=3"},
               {"https://www.cac.gov.cn/cms/JsonList?pageno=1", "pageno=2",
                "https://www.cac.gov.cn/cms/JsonList"},
               {"https://www.cac.gov.cn/cms/JsonList?pageno=3", "", ""}};
  for (const auto& [address, form, next] : cases) {
    INFO(address);
    page.url = address;
    const auto listing = read_list(page, source);
    REQUIRE(listing.ok());
    REQUIRE(listing->next.size() == (*form ? 1u : 0u));
    if (!*form) continue;
    CHECK(listing->next[0].request.url == next);
    CHECK(listing->next[0].request.url.find('#') == std::string::npos);
    CHECK(listing->next[0].request.body.find(form) != std::string::npos);
  }
}

TEST_CASE("cac: the home page is a list where it was asked for, its states are no titles") {
  const auto listing = list_of("cac", "home-page-with-states.html");
  REQUIRE(listing.ok());
  CHECK(listing->entries.size() == 6);
  for (const auto& entry : listing->entries) {
    CHECK(entry.title.find("进行中") == std::string::npos);
    CHECK(entry.title.find("已结束") == std::string::npos);
    CHECK(entry.published.has_value());
  }
}

TEST_CASE("cac: the home page in place of a list is broken, of an article gone") {
  const auto listing = list_of("cac", "home-page-in-place-of-list.html");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
  CHECK(listing.error().message.find("home page served in place of") != std::string::npos);
  const auto article = article_of("cac", "home-page-in-place-of-article.html");
  REQUIRE_FALSE(article.ok());
  CHECK(article.error().fault == Fault::gone);
}

TEST_CASE("cac: the date shown counts, not the one in the address") {
  const auto article = article_of("cac", "article-date-differs-from-address.html");
  REQUIRE(article.ok());
  CHECK(article->published == make_date(2021, 9, 25));
  CHECK(article->publisher == "新华社");
}

TEST_CASE("cac: a download without an extension is named by its fText") {
  const auto article = article_of("cac", "article-uppercase-body-and-downloads.html");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[0].name == "反网络暴力法（征求意见稿）");
  CHECK(article->attachments[1].url == "https://www.cac.gov.cn/1124853418_15652571749671n.pdf");
}

TEST_CASE("cac: the draft inlined behind the notice is text, scripts at its end are not") {
  const auto article = article_of("cac", "article-uppercase-body-and-downloads.html");
  REQUIRE(article.ok());
  CHECK(article->paragraphs.back() == "第一条 为了预防和惩治网络暴力，制定本法。");
  for (const auto& line : article->paragraphs) CHECK(line.find("pagestat") == std::string::npos);
}

TEST_CASE("cac: only the first part of a split article asks for the others") {
  const auto first = article_of("cac", "article-split-in-parts.html");
  REQUIRE(first.ok());
  REQUIRE(first->next_pages.size() == 2);
  CHECK(first->next_pages[1].url == "https://www.cac.gov.cn/2022-04/14/c_1651546285887220_3.htm");
  const auto second = article_of("cac", "article-second-part-asks-no-more.html");
  REQUIRE(second.ok());
  CHECK(second->next_pages.empty());
}

TEST_CASE("cac: a column without a known page is asked for by its channel") {
  Source source;
  source.id = "cac-more-work";
  source.url = "https://www.cac.gov.cn/wxzw/A0937index_1.htm";
  source.parser = "cac";
  source.options["channel"] = {std::string("A093709"), {"sources.toml", 7}};
  const Parser* parser = find_parser("cac");
  REQUIRE(parser);
  CHECK(parser->check(source).empty());
  const Request request = parser->first_request(source);
  CHECK(request.method == "POST");
  CHECK(request.body.starts_with("channelCode=A093709&perPage=20&pageno=1"));
}

TEST_CASE("cac: a misspelt option names its line and the nearest key") {
  Source source;
  source.parser = "cac";
  source.options["chanel"] = {std::string("A093709"), {"sources.toml", 7}};
  const auto problems = find_parser("cac")->check(source);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].where.line == 7);
  CHECK(problems[0].message.find("did you mean 'channel'?") != std::string::npos);
}

TEST_CASE("cac: its hosts are its own, others are not") {
  const Parser* parser = find_parser("cac");
  for (const char* url :
       {"https://www.cac.gov.cn/", "http://wap.cac.gov.cn/x", "https://cac.gov.cn/"})
    CHECK(parser->owns(*parse_url(url)));
  for (const char* url : {"https://www.notcac.gov.cn/", "https://cac.gov.cn.example.com/"})
    CHECK_FALSE(parser->owns(*parse_url(url)));
}

}  // namespace regwatch
