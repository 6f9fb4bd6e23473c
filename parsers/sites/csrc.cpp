// 中国证监会 (CSRC), www.csrc.gov.cn and its bureaus. UTF-8; http and https.
//
// Pages: columns of the searchList family (families/search_list.cpp); the static list of rules
// `/csrc/c106256/fg.shtml` with a pager; articles `/csrc/<code>/c<id>/content.shtml` in three
// templates: news, orders and penalties; 信息公开; rules.
//
// Quirks: the meta PubDate is a stamp of re-publication (all rules say 2025-10-25), so the day is
// read from the page: 日期, 发文日期, a rule's history; hrefs of the rules list hold line breaks;
// files lie beneath the article's own folder with raw Chinese names; a 文号 is split by spans.
//
// Written after sites/four-regulators.md §4 and saved pages of 2026-04; not verified live.

#include "base/time.h"
#include "base/url.h"
#include "parsers/families/search_list.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

// A rule's history begins with who published it when: （2015年10月29日证监会令第118号公布
// 根据…修订）. An approval before it (1997年11月30日国务院批准) is no publication.
std::optional<CivilDate> publication_in_history(std::string_view history) {
  const auto first = find_date(history);
  std::string_view rest = history;
  while (true) {
    const auto day = rest.find("日");
    if (day == rest.npos) return first;
    const auto date = find_date(rest.substr(0, day + std::string_view("日").size()));
    rest = rest.substr(day + std::string_view("日").size());
    const std::string_view clause = rest.substr(0, rest.find("日"));
    const bool published = clause.find("公布") != clause.npos ||
                           clause.find("发布") != clause.npos || clause.find("颁布") != clause.npos;
    if (date && published) return date;
  }
}

// What of a rule its row holds beside title and link: history and files.
void read_rule(Node row, Entry& entry, Listing&) {
  entry.published = publication_in_history(row.select_one(known_selector(".sub-til")).text());
  entry.comment_deadline = std::nullopt;
  entry.attachments = collect_attachments(row, entry.url);
}

Result<Listing> read_csrc_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) return read_search_list(page, source);
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  const Node rules = html->select_one("#zc-list-content");
  if (!rules) return read_search_list(page, source);
  Listing listing;
  read_rows(rules, page.url,
            {.rows = "tr",
             .link = "a.list[href], .zc_info a[href], a[href*=content]",
             .title = ".til",
             .also = read_rule},
            listing);
  if (listing.entries.empty()) return no_rows(source, "#zc-list-content > tr", html->title());
  listing.coverage = add_older_static_page(*html, page, listing);
  return listing;
}

// ---- articles

Result<Article> read_csrc_article(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  if (!html->select_one(".content-body, .detail-news, .Custom_UnionStyle") &&
      html->meta("ArticleTitle").empty() && html->title() == "中国证券监督管理委员会")
    return Error{Fault::gone, "home page served in place of the article"};
  auto article = read_search_list_article(page);
  if (!article) return article;
  if (const Node history = html->select_one(".sub-title")) {
    if (const auto date = publication_in_history(history.text())) article->published = date;
  }
  return article;
}

bool is_csrc(const Url& url) { return is_of_domain(url, "csrc.gov.cn"); }

}  // namespace

const Parser& parser_csrc() {
  static const Parser parser{.name = "csrc",
                             .version = 2,
                             .list = read_csrc_list,
                             .article = read_csrc_article,
                             .owns = is_csrc,
                             .check = check_search_list,
                             .first_request = first_search_list_request};
  return parser;
}

}  // namespace regwatch
