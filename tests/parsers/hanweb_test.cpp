#include <catch2/catch.hpp>

#include "base/url.h"
#include "parsers/families/hanweb.h"
#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

// What the parser makes of a page that need not be a fixture.
Result<Listing> read(
    const std::string& url, const std::string& body,
    const std::string& source_url = "https://www.cnipa.gov.cn/col/col75/index.html") {
  Page page;
  page.url = url;
  page.body = body;
  Source source;
  source.id = "hanweb";
  source.parser = "hanweb";
  source.url = source_url;
  return read_list(page, source);
}

std::string answer(int from, int count, const std::string& head = "") {
  std::string xml = "<datastore>" + head + "<recordset>";
  for (int i = from; i < from + count; ++i) {
    const std::string number = std::to_string(i);
    xml += "<record><![CDATA[<li><a href=\"/art/2026/9/1/art_75_" + number +
           ".html\">关于专利审查的通知" + number + "</a><span>2026-09-01</span></li>]]></record>";
  }
  return xml + "</recordset></datastore>";
}

const std::string proxy = "https://www.cnipa.gov.cn/module/web/jpage/dataproxy.jsp";

std::string next_of(const Result<Listing>& listing) {
  return listing.ok() && !listing->next.empty() ? listing->next[0].request.url : "";
}

}  // namespace

TEST_CASE("hanweb: only the shapes of articles are articles") {
  const struct {
    const char* url;
    bool is_article;
  } cases[] = {
      {"https://x/art/2026/6/10/art_1691_12455.html", true},
      {"https://x/art/2026/art_75_03d6631242cd45c5bef6e8d62571beff.html?xxgkhide=1", true},
      {"https://x/col/col1229123351/art/2026/art_03d6631242cd45c5bef6e8d62571beff.html", true},
      {"https://x/col/col75/index.html", false},
      {"https://x/art/2026/art_03d6.html", false},
      {"https://x/art/26/6/10/art_1691_12455.html", false},
      {"", false}};
  for (const auto& each : cases) {
    INFO(each.url);
    CHECK(is_hanweb_article(each.url) == each.is_article);
  }
}

TEST_CASE("hanweb: the 45 rows of a column are three pages, behind them come 45 more") {
  const std::string page = "<html><body><div id=\"669\"><script type=\"text/xml\">" +
                           answer(1, 45) +
                           "</script></div><script>$('#669').jpage({totalRecord:100,perPage:15,"
                           "proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,webid:1,"
                           "path:'/',columnid:75,unitid:'669',webname:'x',permissiontype:0}});"
                           "</script></body></html>";
  const auto listing = read("https://www.cnipa.gov.cn/col/col75/index.html", page);
  REQUIRE(listing.ok());
  CHECK(listing->entries.size() == 45);
  CHECK(listing->total == 100);
  CHECK(next_of(listing) == proxy +
                                "?col=1&webid=1&path=%2F&columnid=75&unitid=669&webname=x"
                                "&permissiontype=0&startrecord=46&endrecord=90&perpage=15");
}

TEST_CASE("hanweb: an answer is followed by its next window or page until the total is reached") {
  const struct {
    std::string query;
    std::string body;
    std::string next;
  } cases[] = {
      {"?unitid=669&startrecord=46&endrecord=90&perpage=15", answer(46, 45),
       "?unitid=669&startrecord=91&endrecord=135&perpage=15"},
      {"?unitid=669&startrecord=91&endrecord=135&perpage=15", answer(91, 10), ""},
      {"?unitid=669&startrecord=46&endrecord=90&perpage=15",
       answer(46, 45, "<totalrecord>90</totalrecord>"), ""},
      {"?unitid=669&page=2", answer(16, 15), "?unitid=669&page=3"},
      {"?unitid=669&page=2", answer(16, 15, "<totalpage>2</totalpage>"), ""},
      {"?unitid=669&page=3", "<datastore><recordset></recordset></datastore>", ""},
      {"?unitid=669&page=2",
       answer(16, 15,
              "<nextgroup><![CDATA[<a href=\"./dataproxy.jsp?page=5&unitid=669\"></a>]]>"
              "</nextgroup>"),
       "?page=5&unitid=669"},
      // A link that leads back would never end.
      {"?unitid=669&page=2",
       answer(16, 15,
              "<totalpage>2</totalpage><nextgroup><![CDATA[<a href=\"./dataproxy.jsp?page=2"
              "&unitid=669\"></a>]]></nextgroup>"),
       ""}};
  for (const auto& each : cases) {
    INFO(each.query << " " << each.next);
    const auto listing = read(proxy + each.query, each.body);
    REQUIRE(listing.ok());
    CHECK(next_of(listing) == (each.next.empty() ? "" : proxy + each.next));
  }
}

TEST_CASE("hanweb: an empty answer ends the list, an empty column is broken") {
  const auto end = list_of("hanweb", "eidc-answer-without-records.xml");
  REQUIRE(end.ok());
  CHECK(end->entries.empty());
  const auto column = list_of("hanweb", "column-with-an-empty-store.html");
  REQUIRE_FALSE(column.ok());
  CHECK(column.error().fault == Fault::broken);
}

TEST_CASE("hanweb: rows of other institutions stay, menus and products go") {
  const auto listing = list_of("hanweb", "eidc-plain-rows-beside-a-menu.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 3);
  CHECK(listing->entries[0].url ==
        "https://www.miit-eidc.org.cn/art/2026/6/12/art_1691_12457.html");
  CHECK(listing->entries[1].published == make_date(2026, 6, 10));  // By its address.
  CHECK(listing->entries[2].url.starts_with("https://www.miit.gov.cn/"));
}

TEST_CASE("hanweb: a page is told by its store, its arrays or its address") {
  const auto recognised = [](const char* fixture_name) {
    const Fixture each = fixture("hanweb", fixture_name);
    Page page;
    page.url = each.url;
    page.body = each.bytes;
    return find_parser("hanweb")->recognise(page).has_value();
  };
  CHECK(recognised("cnipa-two-stores-and-the-smaller-is-the-columns.html"));
  CHECK(recognised("eidc-answer-dates-in-brackets.xml"));
  CHECK(recognised("beijing-kw-arrays-in-script.html"));
  CHECK(recognised("eidc-plain-rows-beside-a-menu.html"));
  CHECK_FALSE(recognised("zhejiang-column-of-the-newer-system.html"));
  CHECK_FALSE(recognised("nrta-article-title-in-a-cell.html"));
}

}  // namespace regwatch
