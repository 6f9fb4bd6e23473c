#include <catch2/catch.hpp>

#include "base/text.h"
#include "base/url.h"
#include "parsers/families/jpaas.h"
#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {

TEST_CASE("miit: single-quoted querydata becomes a request with UTF-8 parameters and a Referer") {
  const auto listing = list_of("miit", "shell-single-quoted-querydata.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->is_shell());
  const auto& request = listing->next[0].request;
  CHECK(request.method == "GET");
  CHECK(request.url.find("tagId=%E5%8F%B3%E4%BE%A7%E5%86%85%E5%AE%B9") != std::string::npos);
  CHECK(request.url.find("pageId=ff3aac0962cb45e48e8e4da69450e847") != std::string::npos);
  CHECK(find_header(request.headers, "Referer") == "https://www.miit.gov.cn/gzcy/yjzj/index.html");
}

TEST_CASE("miit: among several units of a shell the column's own list goes first") {
  const auto listing = list_of("miit", "shell-department-among-other-units.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->next.size() == 2);
  CHECK(percent_decode(listing->next[0].request.url).find("tagId=当前栏目_list") !=
        std::string::npos);
  CHECK(listing->next[0].request.url.find("bulidstatic") != std::string::npos);
}

TEST_CASE("miit: a shell without its script is broken, not empty") {
  const auto listing = list_of("miit", "shell-without-script.html");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
}

TEST_CASE("miit: endtime is 24:00 in China of the last day, so the day before its instant") {
  const auto listing = list_of("miit", "unit-endtime-is-midnight.json");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].comment_deadline == make_date(2026, 10, 14));
  CHECK(listing->entries[1].comment_deadline == make_date(2026, 9, 11));
  const struct {
    const char* digits;
    std::optional<CivilDate> day;
  } cases[] = {{"1791993600000", make_date(2026, 10, 14)},
               {"1791993599000", make_date(2026, 10, 14)},
               {"1791993600", make_date(2026, 10, 14)},
               {" 1792339200000 ", make_date(2026, 10, 18)},
               {"", std::nullopt},
               {"null", std::nullopt},
               {"0", std::nullopt},
               {"99999999999999", std::nullopt}};
  for (const auto& each : cases) CHECK(deadline_of_epoch(each.digits) == each.day);
}

TEST_CASE("miit: filler rows are no rows, cut titles are whole in their title attribute") {
  const auto listing = list_of("miit", "unit-endtime-is-midnight.json");
  REQUIRE(listing.ok());
  CHECK(listing->rows_seen == 2);
  CHECK(listing->entries[1].title.ends_with("意见的公示"));
}

TEST_CASE("miit: links to other than articles are left out, absolute http links stay") {
  const auto listing = list_of("miit", "unit-pagination-and-foreign-links.json");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  CHECK(listing->entries[1].url.starts_with("http://www.miit.gov.cn/xwfb/"));
}

TEST_CASE("miit: the pagination block states the total, older pages come by paramJson") {
  const auto listing = list_of("miit", "unit-pagination-and-foreign-links.json");
  REQUIRE(listing.ok());
  CHECK(listing->total == 61);
  REQUIRE(listing->next.size() == 1);
  CHECK(percent_decode(listing->next[0].request.url)
            .ends_with("&paramJson={\"pageNo\":2,\"pageSize\":\"24\"}"));
  const auto last = list_of("miit", "unit-last-page.json");
  REQUIRE(last.ok());
  CHECK(last->next.empty());
}

TEST_CASE("miit: a full page without a pagination block may have an older one") {
  const auto listing = list_of("miit", "unit-full-page-without-pagination.json");
  REQUIRE(listing.ok());
  REQUIRE(listing->next.size() == 1);
  CHECK(percent_decode(listing->next[0].request.url).find("\"pageNo\":3") != std::string::npos);
}

TEST_CASE("miit: success:false is broken with the site's own message") {
  const auto listing = list_of("miit", "unit-success-false.json");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
  CHECK(listing.error().message.find("单元不存在") != std::string::npos);
}

TEST_CASE(
    "miit: search results are read grouped or not, without highlight tags, off the site too") {
  const auto listing = list_of("miit", "search-grouped-and-highlighted.json");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  CHECK(listing->entries[0].title.find('<') == std::string::npos);
  CHECK(listing->entries[0].document_number == "工信部网安〔2022〕166号");
  CHECK(listing->entries[1].url.starts_with("https://gdca.miit.gov.cn/"));
  CHECK(listing->entries[1].published == make_date(2024, 4, 9));
  CHECK_FALSE(listing->entries[1].document_number);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url.ends_with("&p=2"));
}

TEST_CASE("miit: zero hits are honest within a window of dates only") {
  const Parser* parser = find_parser("miit");
  const auto read = [parser](const char* name) {
    const Fixture each = fixture("miit", name);
    Page page;
    page.url = each.url;
    page.body = each.bytes;
    return parser->list(page, source_of(each));
  };
  const auto windowed = read("search-zero-hits-in-a-window.json");
  REQUIRE(windowed.ok());
  CHECK(windowed->total == 0);
  CHECK_FALSE(read("search-zero-hits-without-a-window.json").ok());
}

TEST_CASE("miit: the metadata box gives number and index, the last span of a line counts") {
  const auto article = article_of("miit", "article-metadata-box.html");
  REQUIRE(article.ok());
  CHECK(article->document_number == "工信部网安〔2022〕166号");
  CHECK(article->facts.index_number == "000014349/2022-00166");
  CHECK(article->published == make_date(2022, 12, 13));
  CHECK(article->publisher == "网络安全管理局");
}

TEST_CASE("miit: the PDF that hides in an iframe is an attachment") {
  const auto article = article_of("miit", "article-pdf-in-iframe.html");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 1);
  CHECK(article->attachments[0].name == "APP通报名单.pdf");
  CHECK(article->attachments[0].url ==
        "https://www.miit.gov.cn/cms_files/filemanager/1226211233/attach/20268/"
        "1f2e3d4c5b6a79880123456789abcdef.pdf");
}

TEST_CASE("miit: a viewer's address gives the file's, on a provincial host too") {
  const auto article = article_of("miit", "article-pdf-in-viewer-address.html");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 1);
  CHECK(article->attachments[0].url ==
        "https://shca.miit.gov.cn/cms_files/filemanager/1226211233/attach/20263/"
        "aabbccddeeff00112233445566778899.pdf");
}

TEST_CASE("miit: line breaks in ArticleTitle do not reach the title") {
  const auto article = article_of("miit", "article-title-with-line-breaks.html");
  REQUIRE(article.ok());
  CHECK(article->title ==
        "关于公开征求《饲料加工机械卫生规范》等14项强制性国家标准制修订计划项目意见的公示");
  CHECK(article->attachments.size() == 2);
}

TEST_CASE("jpaas: only the shapes of articles are articles") {
  const struct {
    const char* url;
    bool is_article;
  } cases[] = {{"https://x/gzcy/yjzj/art/2026/art_03d6631242cd45c5bef6e8d62571beff.html", true},
               {"http://www.miit.gov.cn/n1146295/n1652858/c6543210/content.html", true},
               {"https://x/ztzl/rjnj2024/index.html", false},
               {"https://x/art/2026/art_03d6.html", false},
               {"https://x/art/26/art_03d6631242cd45c5bef6e8d62571beff.html", false},
               {"", false}};
  for (const auto& each : cases) {
    INFO(each.url);
    CHECK(is_jpaas_article(each.url) == each.is_article);
  }
}

TEST_CASE("jpaas: a title with line breaks is one line, a period is day and deadline") {
  const auto listing = list_of("jpaas", "unit-title-with-line-breaks-and-period.json");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].title ==
        "市场监管总局关于公开征求《关于出口转内销产品强制性产品认证便利化试点的通知（征求意见稿）》"
        "意见的通知");
  CHECK(listing->entries[0].published == make_date(2026, 9, 17));
  CHECK(listing->entries[0].comment_deadline == make_date(2026, 10, 17));
}

TEST_CASE("jpaas: the unit that builds the list goes first, whatever its editors call it") {
  const auto tags_of = [](const std::vector<std::string>& tags, const std::string& around) {
    std::string body;
    for (const auto& tag : tags) {
      body += "<div><script querydata=\"{'webId':'1','pageId':'2','tagId':'" + tag +
              "'}\"></script></div>";
    }
    Page page;
    page.url = "https://www.example.gov.cn/zwgk/index.html";
    const std::string whole = "<html><body>" + body + around + "</body></html>";
    page.body = whole;
    Source source;
    source.url = page.url;
    const auto listing = find_parser("jpaas")->list(page, source);
    if (!listing || !listing->is_shell()) return std::string();
    const std::string query = percent_decode(listing->next[0].request.url);
    const auto at = query.find("tagId=") + 6;
    return query.substr(at, query.find('&', at) - at);
  };
  for (const std::string list :
       {"内容区域", "ajax分页", "当前内容", "当前栏目_list", "当前栏目list", "分页列表", "右侧内容",
        "信息列表", "information", "list"}) {
    INFO(list);
    CHECK(tags_of({"左侧导航", "当前位置", "栏目名称", list, "友情链接"}, "") == list);
    CHECK(tags_of({"logo", "主菜单", "搜索框", list}, "") == list);
  }
  // A name that tells nothing goes before those that tell otherwise.
  CHECK(tags_of({"头部", "xyz", "底部"}, "") == "xyz");
  // Rows that stand in the page go before units that build its frame.
  CHECK(tags_of({"头部", "底部"},
                "<ul><li><a href=\"/zwgk/art/2026/art_03d6631242cd45c5bef6e8d62571beff.html\">"
                "关于做好某某工作的通知</a><span>2026-09-01</span></li></ul>")
            .empty());
}

TEST_CASE("jpaas: a shell and a unit's answer are told, other pages and answers are not") {
  const auto recognised = [](const std::string& url, const std::string& body) {
    Page page;
    page.url = url;
    page.body = body;
    return find_parser("jpaas")->recognise(page).has_value();
  };
  const Fixture shell = fixture("jpaas", "bjca-shell-menu-and-breadcrumb-before-the-list.html");
  const Fixture unit = fixture("jpaas", "samr-unit-date-in-the-next-item.json");
  CHECK(recognised(shell.url, shell.bytes));
  CHECK(recognised(unit.url, unit.bytes));
  CHECK_FALSE(recognised("https://x/api/list", unit.bytes));
  CHECK_FALSE(recognised("https://x/", "<html><script>var a;</script></html>"));
}

}  // namespace regwatch
