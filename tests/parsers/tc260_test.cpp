#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {

TEST_CASE("tc260: a date of generation 1 is the deadline, the day comes from the stamp in the id") {
  const auto listing = list_of("tc260", "front-list-shows-deadlines.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  CHECK(listing->entries[0].comment_deadline == make_date(2025, 10, 26));
  CHECK(listing->entries[0].published == make_date(2025, 8, 27));
  CHECK_FALSE(listing->entries[1].published);
}

TEST_CASE("tc260: generation 1 pages by row offset") {
  const auto listing = list_of("tc260", "front-list-shows-deadlines.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url.ends_with("start=2&length=2"));
}

TEST_CASE("tc260: the first line of news_end is the title, the second its day") {
  const auto article = article_of("tc260", "front-detail.html");
  REQUIRE(article.ok());
  CHECK(article->title ==
        "关于国家标准《网络安全技术 信息系统灾难恢复规范》征求意见稿征求意见的通知");
  CHECK(article->published == make_date(2025, 8, 27));
  CHECK(article->paragraphs.front() == "各相关单位和专家：");
}

TEST_CASE("tc260: rows of generation 2 have no href but a call with id and deadline") {
  const auto listing = list_of("tc260", "portal-list-without-hrefs.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  CHECK(listing->entries[0].url ==
        "https://www.tc260.org.cn/portal/suggestion-detail/3bb57023c00a464faf4c2f7b9a5524c7");
  CHECK(listing->entries[0].comment_deadline == make_date(2026, 4, 12));
  CHECK(listing->entries[0].published == make_date(2026, 2, 11));
  CHECK(listing->entries[1].title.ends_with("征求意见的通知"));
  CHECK(listing->entries[1].published == make_date(2026, 1, 2));
}

TEST_CASE("tc260: files of generation 2 carry their labels") {
  const auto article = article_of("tc260", "portal-detail-labelled-files.html");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[0].name == "征求意见稿：个人信息保护合规审计专业机构能力要求.pdf");
}

TEST_CASE("tc260: the date of generation 3 stands within the link and is no part of the title") {
  const auto listing = list_of("tc260", "third-list-date-within-link.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  CHECK(listing->entries[0].title.ends_with("公开征求意见的通知"));
  CHECK(listing->entries[0].published == make_date(2026, 9, 18));
  CHECK(listing->entries[1].title == "关于发布6项网络安全标准实践指南的通知");
  CHECK(listing->entries[1].published == make_date(2025, 8, 28));
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url == "https://www.tc260.org.cn/tc260/tzgg/list_2.shtml");
}

TEST_CASE("tc260: 征求时间 X 至 Y is day and deadline") {
  const auto listing = list_of("tc260", "third-info-item-period.html");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].published == make_date(2026, 8, 26));
  CHECK(listing->entries[0].comment_deadline == make_date(2026, 10, 25));
}

TEST_CASE("tc260: a consultation's title has no line breaks, its end is the deadline") {
  const auto listing = list_of("tc260", "opinions-with-line-breaks.json");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].title ==
        "关于国家标准《网络安全技术 消费类智能联网设备分级要求》征求意见稿征求意见的通知");
  CHECK(listing->entries[0].url ==
        "https://www.tc260.org.cn/tc260/bzzqyj/bzkdetail.shtml?id=75&type=gjbzjh");
  CHECK(listing->entries[0].published == make_date(2026, 8, 4));
  CHECK(listing->entries[0].comment_deadline == make_date(2026, 10, 3));
  CHECK(listing->entries[1].title == "网络安全技术 桌面云安全技术要求");
  CHECK(listing->next.size() == 1);
}

TEST_CASE("tc260: the home page in place of a list is broken, with status 200 and rows") {
  for (const char* name :
       {"home-page-in-place-of-list.html", "home-page-in-place-of-old-list.html"}) {
    const auto listing = list_of("tc260", name);
    REQUIRE_FALSE(listing.ok());
    CHECK(listing.error().fault == Fault::broken);
    CHECK(listing.error().message.find("home page served in place of") != std::string::npos);
  }
}

TEST_CASE("tc260: the home page in place of an article is gone") {
  const auto article = article_of("tc260", "home-page-in-place-of-article.html");
  REQUIRE_FALSE(article.ok());
  CHECK(article.error().fault == Fault::gone);
}

TEST_CASE("tc260: an article with a list of news beside it is no home page, its files are found") {
  const auto article = article_of("tc260", "third-article-files-twice-suffixed.html");
  REQUIRE(article.ok());
  CHECK(article->document_number == "网安秘字〔2026〕119号");
  CHECK(article->facts.comment_deadline == make_date(2026, 10, 2));
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[0].url.ends_with(".pdf.pdf"));
}

}  // namespace regwatch
