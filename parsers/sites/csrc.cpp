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

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "parsers/families/search_list.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
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

void read_rule(Node row, const Page& page, Listing& listing) {
  const Node link =
      row.select_one(known_selector("a.list[href], .zc_info a[href], a[href*=content]"));
  if (!link && row.text().empty()) return;
  ++listing.rows_seen;
  const std::string number = "row " + std::to_string(listing.rows_seen);
  const auto url = absolute(page.url, link.attribute("href").value_or(""));
  Entry entry;
  const Node title = row.select_one(known_selector(".til"));
  entry.title = title ? title_line(title.text()) : link_title(link);
  if (!url || entry.title.empty()) return doubt(listing, number + " has no readable link or title");
  entry.url = *url;
  entry.published = publication_in_history(row.select_one(known_selector(".sub-til")).text());
  if (!entry.published) doubt(listing, number + " has no date in its history: " + entry.title);
  entry.attachments = collect_attachments(row, page.url);
  listing.entries.push_back(std::move(entry));
}

// `fg_2.shtml` of `fg.shtml`. A page states its own number, which shows whether a file's number is
// the page's: if it is not, a page between may have been missed; that is said, and nothing is taken
// for withdrawn.
void add_next_rules(const Html& html, const Page& page, Listing& listing) {
  const auto pager = static_pager_in(html, page.url);
  if (!pager) return;
  listing.total = pager->total;
  listing.coverage = Coverage::complete;
  const auto name = last_segment_of(page.url);
  const auto expected = pager->file(pager->current);
  if (name != expected) {
    listing.coverage = Coverage::latest;
    doubt(listing, "the pager says page " + std::to_string(pager->current) + ", the file is " +
                       name + "; a page may have been missed");
  }
  if (pager->is_last()) return;
  const auto url = absolute(page.url, pager->file(pager->current + 1));
  if (url) listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
}

Result<Listing> read_csrc_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) return read_search_list(page, source);
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  const Node rules = html->select_one("#zc-list-content");
  if (!rules) return read_search_list(page, source);
  Listing listing;
  for (const Node row : rules.select(known_selector("tr"))) read_rule(row, page, listing);
  if (listing.entries.empty()) return no_rows(source, "#zc-list-content > tr", html->title());
  add_next_rules(*html, page, listing);
  return listing;
}

// ---- articles

// The first element of these selectors that has text.
Node first_of(const Html& html, std::initializer_list<std::string_view> selectors) {
  for (const auto css : selectors) {
    for (const Node node : html.select(css)) {
      if (!node.text().empty() || node.select_one(known_selector("a[href], img"))) return node;
    }
  }
  return {};
}

std::string title_of_article(const Html& html, Node body) {
  if (auto title = body.select_one(known_selector("h3")).text();
      !title.empty() && body.has_class("content-body"))
    return title_line(title);
  for (const std::string_view css :
       {".main .content > h2", "div.content > h2", ".main > .content > h2"}) {
    if (auto title = html.select_one(css).text(); !title.empty()) return title_line(title);
  }
  return title_line(title_of(html));
}

std::optional<CivilDate> date_of_article(const Html& html, Node body) {
  if (const Node history = html.select_one("p.sub-title, .sub-title")) {
    if (const auto date = publication_in_history(history.text())) return date;
  }
  // The text's own lines come after the page's frame: only the frame states the day of publication.
  for (const Node info :
       html.select(".info, .xxgk-info, .date, .time, .main .content, .xxgk-table, table")) {
    if (info == body) continue;
    const auto value = labelled_value(info, {"日期", "发布日期", "发布时间", "发文日期"});
    if (!value) continue;
    if (const auto date = find_date(*value)) return date;
  }
  return published_in_meta(html);
}

std::optional<std::string> publisher_of(const Html& html) {
  if (auto source = collapse_spaces(html.meta("ContentSource")); !source.empty()) return source;
  return labelled_value(html.root(), {"来源", "发布机构"});
}

std::vector<Attachment> attachments_of(const Html& html, Node body, std::string_view base) {
  std::vector<Attachment> out;
  for (const Node block : html.select(".content-head, #files, .xxgk-down-box")) {
    add_attachments(out, collect_attachments(block, base));
  }
  add_attachments(out, collect_attachments(body, base));
  return out;
}

// The table of 信息公开: 索引号, 分类, 发布机构, 发文日期, 名称, 文号.
void read_metadata_table(const Html& html, Article& article) {
  const Node box =
      html.select_one(".xxgk-table, .xxgk-box, table[class*=xxgk], .xxgk-detail, table");
  if (!box || !labelled_value(box, {"索引号"})) return;
  if (const auto number = labelled_value(box, {"文号"}); number && *number != "null")
    article.document_number = remove_spaces(*number);
  if (const auto number = labelled_value(box, {"索引号"})) {
    article.facts.index_number = remove_spaces(*number);
    article.facts.evidence["index_number"] = {"索引号：" + *number};
  }
}

Result<Article> read_csrc_article(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  const Node body = first_of(*html, {".content-body", ".detail-news", ".Custom_UnionStyle"});
  if (!body) {
    const bool has_article = !html->meta("ArticleTitle").empty();
    if (!has_article && html->title() == "中国证券监督管理委员会")
      return Error{Fault::gone, "home page served in place of the article"};
    return read_generic_article(page);
  }
  Article article;
  article.url = page.url;
  article.title = title_of_article(*html, body);
  article.published = date_of_article(*html, body);
  article.publisher = publisher_of(*html);
  read_metadata_table(*html, article);
  std::vector<Node> left_out =
      body.select(known_selector(".fg-foot, .content-head, #files, .xxgk-down-box"));
  if (body.has_class("content-body")) {
    if (const Node heading = body.select_one(known_selector("h3"))) left_out.push_back(heading);
  }
  article.paragraphs = paragraphs_of(body, left_out);
  article.attachments = attachments_of(*html, body, page.url);
  if (article.title.empty() || (article.paragraphs.empty() && article.attachments.empty())) {
    return Error{Fault::broken, "'.detail-news' holds no text (page title: \"" +
                                    ellipsize(html->title(), 80) + "\")"};
  }
  complete_article(article);
  return article;
}

bool is_csrc(const Url& url) {
  return url.host == "csrc.gov.cn" || url.host.ends_with(".csrc.gov.cn");
}

}  // namespace

const Parser& parser_csrc() {
  static const Parser parser{"csrc",
                             1,
                             read_csrc_list,
                             read_csrc_article,
                             is_csrc,
                             check_search_list,
                             first_search_list_request};
  return parser;
}

}  // namespace regwatch
