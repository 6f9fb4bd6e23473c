// 国家标准化管理委员会 (SAC): openstd.samr.gov.cn (texts of standards), std.samr.gov.cn and
// std.sacinfo.org.cn (announcements). UTF-8.
//
// Pages: tables of standards `/bzgk/std/std_list_type?p.p1=1&…&page=1&pageSize=50`; a standard's
// page `/bzgk/std/newGbInfo?hcno=<32 hex>` or `/gb/search/gbDetailed?id=<32 hex>`; an announcement
// `/gnoc/queryInfo?id=<32 hex>`. Lists of announcements and standards are JSON (`parser = "json"`).
//
// Quirks: a row's links lead nowhere, `onclick="showInfo('<HCNO>')"` says where; number and name
// stand in columns of their own, with the date of issue before that of implementation; a standard's
// page is a table of labels and values; `/bzgk/gb/` is the same by its old name.
//
// Written after sites/wider-publishers.md §9.2; not verified live.

#include <re2/re2.h>

#include "base/time.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/numbered_pages.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

// ---- tables of standards

constexpr int rows_of_a_page = 10;  // Where the address does not say how many it asks for.

std::optional<std::string> standard_of(Node row, Node link) {
  static const RE2 call("showInfo\\(\\s*['\"]([0-9A-Fa-f]{32})['\"]");
  std::vector<Node> places{link, row};
  for (const Node node : row.select(known_selector("[onclick]"))) places.push_back(node);
  for (const Node node : places) {
    const std::string_view click = node.attribute("onclick").value_or("");
    std::string hcno;
    if (RE2::PartialMatch(click, call, &hcno)) return "/bzgk/std/newGbInfo?hcno=" + hcno;
  }
  return std::nullopt;
}

bool is_number(std::string_view text) {
  static const RE2 form(
      "(?:GB|GSB|GBZ)(?:/[TZ])?\\s?[\\d.]+(?:[-—]\\d{4})?(?:\\s?[(（].*[)）])?.*");
  return RE2::FullMatch(text, form);
}

// `GB 12345-2026 名称`: both stand in links of the row.
void name_standard(Node row, Entry& entry, Listing&) {
  std::string name;
  for (const Node link : row.select(known_selector("a"))) {
    const std::string text = link_title(link);
    if (is_number(text)) {
      if (!entry.document_number) entry.document_number = text;
    } else if (text.size() > name.size()) {
      name = text;
    }
  }
  if (entry.document_number && !name.empty()) entry.title = *entry.document_number + " " + name;
}

constexpr RowShape rows{.rows = "table tr",
                        .link = "a",
                        .is_article = [](std::string_view) { return true; },
                        .reference = standard_of,
                        .also = name_standard};

Result<Listing> read_sac_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  read_rows(html->root(), page.url, rows, listing);
  if (listing.entries.empty()) return no_rows(source, "tr [onclick*=showInfo]", html->title());
  const int number = number_in_query(page.url, "page", 1);
  if (has_older_rows(listing, {number, number_in_query(page.url, "pageSize", rows_of_a_page)}))
    add_page_of_number(listing, page.url, "page", number + 1, page.url);
  return listing;
}

// ---- articles

constexpr ArticleHints hints_of_announcement{.body = ".container", .title = ".ntitle"};
constexpr ArticleHints hints_of_standard{.body = ".bor2", .title = ".page-header h4"};

// A standard's page: `标准号：GB 1353-2018`, `中文标准名称：玉米`, and further labels with values.
Result<Article> read_standard(const Page& page) {
  auto article = read_generic_article(page, hints_of_standard);
  const auto html = Html::parse(std::string(page.body));
  if (!article || !html) return article;
  if (const auto name = labelled_value(html->root(), {"中文标准名称"})) article->title = *name;
  if (const auto number = labelled_value(html->root(), {"标准号"})) {
    article->document_number = number;
    article->title = *number + " " + article->title;
  }
  if (const auto issued = labelled_value(html->root(), {"发布日期"}))
    article->published = find_date(*issued);
  return article;
}

// An announcement is dated by the line below its signature alone.
Result<Article> read_announcement(const Page& page) {
  auto article = read_generic_article(page, hints_of_announcement);
  if (!article || article->published) return article;
  for (const std::string& line : article->paragraphs) {
    if (is_date_text(line)) article->published = find_date(line);
  }
  return article;
}

Result<Article> read_sac_article(const Page& page) {
  const bool is_announcement = page.url.find("/gnoc/") != page.url.npos;
  return is_announcement ? read_announcement(page) : read_standard(page);
}

bool is_sac(const Url& url) {
  return url.host == "openstd.samr.gov.cn" || url.host == "std.samr.gov.cn" ||
         url.host == "std.sacinfo.org.cn";
}

}  // namespace

const Parser& parser_sac() {
  static const Parser parser{.name = "sac",
                             .list = read_sac_list,
                             .article = read_sac_article,
                             .owns = is_sac,
                             .check = check_no_options};
  return parser;
}

}  // namespace regwatch
