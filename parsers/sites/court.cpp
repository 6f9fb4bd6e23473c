// 最高人民法院 (SPC), www.court.gov.cn. UTF-8; a Yii application.
//
// Pages: lists `/fabu/gengduo/16.html` (`16_2.html` is page 2), articles
// `/fabu/xiangqing/512441.html`; the same under `/zixun`, `/shenpan` and `/hudong` (drafts for
// comment).
//
// Quirks: the text of a list's links is cut, the whole title is in `title`; articles have none of
// the State Council's meta tags, and their `<title>` is the channel's; a `<div id="md5">` follows
// `</html>`; the pager keeps a hidden link to the next page on the last one.
//
// Written after sites/wider-publishers.md §9.1 and saved pages of 2026-10; not verified live.

#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

bool is_article(std::string_view url) { return url.find("/xiangqing/") != url.npos; }

constexpr RowShape rows_of_list{.rows = ".sec_list > ul > li"};
// Channels' front pages show several short lists, without dates at times.
constexpr RowShape rows_anywhere{.is_article = is_article};

constexpr ArticleHints hints{.body = ".detail .txt_txt, .txt_txt, #zoom",
                             .title = ".detail > .title, .detail .title",
                             .published = ".detail_mes .message li",
                             .publisher = ".detail_mes .message li:contains(\"来源\")"};

Result<Listing> read_court_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  read_rows(html->root(), page.url, rows_of_list, listing);
  if (listing.entries.empty()) read_rows(html->root(), page.url, rows_anywhere, listing);
  if (listing.entries.empty()) return no_rows(source, ".sec_list > ul > li", html->title());
  listing.total = whole_number(html->select_one(".count .num").text());
  const Node pager = html->select_one("ul.yiiPager");
  if (pager) {
    add_next_page(pager.select_one(known_selector("li.next:not(.hidden) a[href]")), page, listing);
  } else if (const auto next = next_page_link(*html, page.url)) {
    listing.next.push_back({FollowUp::Why::older, get_from(*next, page.url)});
  }
  return listing;
}

Result<Article> read_court_article(const Page& page) { return read_generic_article(page, hints); }

bool is_court(const Url& url) {
  return url.host == "court.gov.cn" || url.host == "www.court.gov.cn";
}

}  // namespace

const Parser& parser_court() {
  static const Parser parser{.name = "court",
                             .version = 2,
                             .list = read_court_list,
                             .article = read_court_article,
                             .owns = is_court,
                             .check = check_no_options};
  return parser;
}

}  // namespace regwatch
