// 国家互联网应急中心 (CNCERT), www.cert.org.cn. UTF-8.
//
// Pages: columns `/publish/main/9/index.html` (`index_2.html` is page 2), articles
// `/publish/main/9/2026/20260312144519429724511/20260312144519429724511_.html`.
//
// Quirks: where a row's link leads stands in its `onclick` (`window.open("/publish/…")`, the
// attribute without quotes of its own), its `href` being `javascript:void(0)`, or in its `href` as
// elsewhere; dates stand in brackets before the link; an article's address begins with its day;
// every page's `<title>` is the centre's name.
//
// Written after sites/wider-publishers.md §9.4, spiders of several years and the notes of a crawler
// of 2026; no page was seen, and which form a row has today is not known. Not verified live.

#include <re2/re2.h>

#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

bool is_article(std::string_view url) {
  static const RE2 form("/publish/[^?#]*/(?:19|20)\\d{6,}[^?#]*\\.(?:s?html?|pdf)");
  return RE2::PartialMatch(url, form);
}

std::optional<std::string> reference(Node row, Node link) {
  static const RE2 opened("['\"]([^'\"\\s]+\\.(?:s?html?|pdf)[^'\"\\s]*)['\"]");
  for (const Node node : {link, row}) {
    const std::string_view click = node.attribute("onclick").value_or("");
    std::string address;
    if (RE2::PartialMatch(click, opened, &address)) return address;
  }
  return std::string(link.attribute("href").value_or(""));
}

constexpr RowShape rows{
    .link = "a", .is_article = is_article, .reference = reference, .also = date_by_address};

Result<Listing> read_cncert_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  read_rows(html->root(), page.url, rows, listing);
  if (listing.entries.empty())
    return no_rows(source, "a[onclick*=/publish/], a[href*=/publish/]", html->title());
  add_older_page(*html, page.url, listing);
  return listing;
}

constexpr ArticleHints hints{.body = ".artil_content, #detail_con, .detail_con",
                             .title = ".artil_tit",
                             .published = ".artil_art",
                             .publisher = ".artil_art:contains(\"来源\")"};

Result<Article> read_cncert_article(const Page& page) { return read_generic_article(page, hints); }

bool is_cncert(const Url& url) {
  return url.host == "cert.org.cn" || url.host == "www.cert.org.cn";
}

}  // namespace

const Parser& parser_cncert() {
  static const Parser parser{.name = "cncert",
                             .list = read_cncert_list,
                             .article = read_cncert_article,
                             .owns = is_cncert,
                             .check = check_no_options};
  return parser;
}

}  // namespace regwatch
