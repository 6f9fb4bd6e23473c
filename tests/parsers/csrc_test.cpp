#include <catch2/catch.hpp>

#include "parsers/families/search_list.h"
#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {

TEST_CASE("csrc: a channel's id is found in the meta, in the address, or asked for") {
  const struct {
    const char* name;
    const char* request;
  } cases[] = {
      {"shell-with-meta.html",
       "https://www.csrc.gov.cn/searchList/a1a078ee0bc54721ab6b148884c784a8?"},
      {"shell-with-id-in-address.html",
       "https://www.csrc.gov.cn/searchList/212665889d144f0392445f47661ca98e?"},
      {"shell-without-id.html", "https://www.csrc.gov.cn/getLocalList?channelCode=c101953"},
      {"local-list.json", "https://www.csrc.gov.cn/searchList/cd11df89f5894c1eac37ae37cc11e369?"}};
  for (const auto& each : cases) {
    INFO(each.name);
    const auto listing = list_of("csrc", each.name);
    REQUIRE(listing.ok());
    REQUIRE(listing->is_shell());
    CHECK(listing->next[0].request.url.starts_with(each.request));
  }
}

TEST_CASE("csrc: getLocalList without the code asked for is broken") {
  const auto listing = list_of("csrc", "local-list-without-the-code.json");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().message.find("c101953") != std::string::npos);
}

TEST_CASE("csrc: the configured channel id needs no shell, a bad one is a problem") {
  Source source;
  source.url = "https://www.csrc.gov.cn/csrc/c101953/zfxxgk_zdgk.shtml";
  source.parser = "csrc";
  source.options["channel_id"] = {std::string("cd11df89f5894c1eac37ae37cc11e369"), {"s.toml", 3}};
  const Parser* parser = find_parser("csrc");
  CHECK(parser->check(source).empty());
  CHECK(parser->first_request(source).url.find("/searchList/cd11df89") != std::string::npos);
  source.options["channel_id"].value = std::string("c101953");
  REQUIRE(parser->check(source).size() == 1);
  CHECK(parser->check(source)[0].message.find("32 hex digits") != std::string::npos);
}

TEST_CASE("csrc: equal titles stay equal, numbers and texts tell them apart") {
  const auto listing = list_of("csrc", "rows-of-equal-titles.json");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  const auto& [first, second] = std::tie(listing->entries[0], listing->entries[1]);
  CHECK(first.title == second.title);
  CHECK(first.url != second.url);
  CHECK(first.paragraphs != second.paragraphs);
  CHECK(first.document_number == "〔2026〕10号");
  CHECK_FALSE(first.publisher);  // The word "null" is no publisher.
  CHECK(first.attachments.size() == 1);
}

TEST_CASE("csrc: the number in the text counts where the metadata says null") {
  const auto listing = list_of("csrc", "rows-of-equal-titles.json");
  REQUIRE(listing.ok());
  CHECK(listing->entries[1].document_number == "〔2026〕11号");
}

TEST_CASE("csrc: rows go on until the total is met") {
  const auto first = list_of("csrc", "rows-of-equal-titles.json");
  REQUIRE(first.ok());
  CHECK(first->total == 2042);
  REQUIRE(first->next.size() == 1);
  CHECK(first->next[0].request.url.ends_with("page=2"));
  const auto last = list_of("csrc", "rows-time-string-not-epoch.json");
  REQUIRE(last.ok());
  CHECK(last->next.empty());
}

TEST_CASE("csrc: the day is read from the time's string, for the epoch is 8 hours early") {
  const auto listing = list_of("csrc", "rows-time-string-not-epoch.json");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].published == make_date(2026, 2, 24));
  CHECK(listing->entries[0].title == "【第233号令】《私募投资基金信息披露监督管理办法》");
}

TEST_CASE("csrc: a channel without rows is broken, not empty") {
  const auto listing = list_of("csrc", "rows-of-empty-channel.json");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
}

TEST_CASE("csrc: a rule was published when its history says so, not when it was approved") {
  const auto listing = list_of("csrc", "rules-history-and-pager.html");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].published == make_date(2015, 10, 29));
  CHECK(listing->entries[1].published == make_date(1997, 12, 10));
}

TEST_CASE("csrc: line breaks in hrefs of downloads do not reach their addresses") {
  const auto listing = list_of("csrc", "rules-history-and-pager.html");
  REQUIRE(listing.ok());
  REQUIRE(listing->entries[0].attachments.size() == 2);
  CHECK(listing->entries[0].attachments[1].url ==
        "http://www.csrc.gov.cn/csrc/c106256/c3217074/3217074/files/"
        "cc252b1329c3467891032654f25ed889.pdf");
}

TEST_CASE("csrc: the rules' pager gives total and next page, and ends") {
  const auto first = list_of("csrc", "rules-history-and-pager.html");
  REQUIRE(first.ok());
  CHECK(first->total == 89);
  CHECK(first->coverage == Coverage::complete);
  REQUIRE(first->next.size() == 1);
  CHECK(first->next[0].request.url == "http://www.csrc.gov.cn/csrc/c106256/fg_2.shtml");
  const auto last = list_of("csrc", "rules-last-page.html");
  REQUIRE(last.ok());
  CHECK(last->next.empty());
}

TEST_CASE("csrc: a page whose number is not its file's is doubted and never complete") {
  const auto listing = list_of("csrc", "rules-page-number-skipped.html");
  REQUIRE(listing.ok());
  CHECK(listing->doubts.size() == 1);
  CHECK(listing->coverage == Coverage::latest);
}

TEST_CASE("csrc: static rows are read where a page has them") {
  const auto listing = list_of("csrc", "static-list.html");
  REQUIRE(listing.ok());
  CHECK(listing->entries[0].published == make_date(2024, 4, 12));
}

TEST_CASE("csrc: the day on the page counts, PubDate is a stamp of re-publication") {
  const struct {
    const char* name;
    std::optional<CivilDate> published;
  } cases[] = {{"article-order-with-relative-files.html", make_date(2025, 3, 28)},
               {"article-rule-pubdate-is-republication.html", make_date(2015, 10, 29)},
               {"article-disclosure-table.html", make_date(2022, 1, 5)},
               {"article-penalty-number-split-by-spans.html", make_date(2026, 9, 1)}};
  for (const auto& each : cases) {
    INFO(each.name);
    const auto article = article_of("csrc", each.name);
    REQUIRE(article.ok());
    CHECK(article->published == each.published);
  }
}

TEST_CASE("csrc: relative files with Chinese names get whole, encoded addresses") {
  const auto article = article_of("csrc", "article-order-with-relative-files.html");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 1);
  CHECK(article->attachments[0].url.starts_with(
      "https://www.csrc.gov.cn/csrc/c101953/c7547359/7547359/files/%E9%99%84%E4%BB%B61"));
}

TEST_CASE("csrc: a document number split by spans is whole") {
  const auto article = article_of("csrc", "article-penalty-number-split-by-spans.html");
  REQUIRE(article.ok());
  CHECK(article->document_number == "〔2026〕10号");
}

TEST_CASE("csrc: the disclosure table gives number and index number") {
  const auto article = article_of("csrc", "article-disclosure-table.html");
  REQUIRE(article.ok());
  CHECK(article->document_number == "证监会公告〔2022〕1号");
  CHECK(article->facts.index_number == "bm56000001/2022-00000456");
  CHECK(article->attachments.size() == 1);
}

TEST_CASE("csrc: the home page in place of an article is gone") {
  const auto article = article_of("csrc", "home-page-in-place-of-article.html");
  REQUIRE_FALSE(article.ok());
  CHECK(article.error().fault == Fault::gone);
}

}  // namespace regwatch
