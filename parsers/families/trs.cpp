// TRS WCM (拓尔思), static pages: NDRC, SPP, NDA, MOST, CAICT, Beijing and its economy bureau, and
// very many ministries, provinces and cities. UTF-8, older sites GBK.
//
// Pages: a column is a folder, its list `index.html` (.htm, .shtml); articles lie below it as
// `YYYYMM/tYYYYMMDD_<id>.html`, their files beside them as `P0….pdf` or `W0….docx`.
//
// Quirks: templates are each site's own, so that rows are told by their links and dates, not by
// names; hrefs are relative to the folder, may begin with two slashes (SPP) or end in `#1`; a row
// may lead to another institution or straight to a file; related articles stand in boxes within a
// row (NDRC, NDA); titles are cut, begin with a bullet (CAICT) or carry a state (【进行中】); some
// lists print no dates. A page's script names its number and how many there are; what lies far back
// is a stub of a few hundred bytes.
//
// Written after sites/wider-publishers.md §1 and saved pages of 2026-04; not verified live.

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/facts.h"
#include "parsers/front_page.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr std::size_t stub_bytes = 600;

// Of the system's own make: what it is does not depend on what stands around its link.
bool is_dated_address(std::string_view url) {
  static const RE2 form(
      "/(?:t(?:19|20)\\d{6}_\\d+(?:_\\w+)?\\.(?:s?html?|jsp)|[PW]0(?:19|20)\\d{6}\\d*\\.[A-Za-z]{2,"
      "4})"
      "(?:[?#].*)?");
  const auto path = url.find('/', url.find("://") + 3);
  if (path == url.npos) return false;
  return RE2::FullMatch(url.substr(url.rfind('/', url.find_first_of("?#", path))), form);
}

// Whatever is no folder, no list and no picture may be an article, where a date stands beside it.
bool may_be_article(std::string_view url) {
  static const RE2 other(
      "(?i)(?:(?:index|list|default|home)(?:_\\w+)*\\.\\w+|.*\\.(?:png|jpe?g|gif))?");
  return !RE2::FullMatch(last_segment_of(url), other);
}

// `//xwfbh/wsfbt/…` is a path: no host is without a dot.
std::optional<std::string> reference_of(Node, Node link) {
  std::string href(trim(link.attribute("href").value_or("")));
  if (!href.starts_with("//")) return href;
  const std::size_t slash = href.find('/', 2);
  if (href.substr(0, slash).find('.') == href.npos) href.erase(0, 1);
  return href;
}

// What the page says of a row stands before or behind its title: a state, the date.
void take_off_marks(Entry& entry) {
  static const RE2 before("^[【\\[](?:进行中|已结束|征集中|正在征集|NEW)[】\\]]\\s*");
  static const RE2 behind("\\s*[【\\[](?:进行中|已结束|征集中|正在征集|NEW)[】\\]]$");
  static const RE2 date("\\s*[\\[(（]?((?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2})[\\])）]?$");
  RE2::Replace(&entry.title, before, "");
  RE2::Replace(&entry.title, behind, "");
  std::string day;
  if (!RE2::PartialMatch(entry.title, date, &day) || !find_date(day)) return;
  RE2::Replace(&entry.title, date, "");
  if (!entry.published) entry.published = find_date(day);
}

// 文号 in a field of its own: a cell, or an element beside the link.
std::optional<std::string> number_beside(Node row) {
  constexpr std::size_t longest_field = 90;
  for (const Node field : row.select(known_selector("td, span, b, em, p"))) {
    const std::string text = field.text();
    if (text.size() > longest_field || field.closest(known_selector("a, .popbox"))) continue;
    if (field.select_one(known_selector("a"))) continue;
    if (auto number = document_number_in(text)) return number;
  }
  return std::nullopt;
}

void read_rest(Node row, Entry& entry, Listing&) {
  take_off_marks(entry);
  if (!entry.published) entry.published = date_of_address(entry.url);
  entry.document_number = number_beside(row);
}

constexpr RowShape rows_of_list{
    .without = ".popbox",
    .is_article = may_be_article,
    .may_be_undated = is_dated_address,
    .main_list_only = true,
    .reference = reference_of,
    .also = read_rest,
};

Listing read_page(const Html& html, const Page& page) {
  Listing listing;
  read_rows(html.root(), page.url, rows_of_list, listing);
  if (!listing.entries.empty()) add_older_page(html, page.url, listing);
  return listing;
}

Result<Listing> read_trs_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing = read_page(*html, page);
  if (is_front_page(*html, page.url, listing))
    return broken_list(
        source, "home page served in place of the list (page title: \"" + html->title() + "\")");
  const bool is_stub = page.body.size() < stub_bytes && numbered_file(page.url).number;
  if (listing.entries.empty() && !is_stub)
    return no_rows(source, "a[href*=\"/tYYYYMMDD_\"]", html->title());
  return listing;
}

// By the form of the addresses; else by the script that names the pages of a list of dated rows.
std::optional<Proposal> recognise_trs(const Page& page) {
  constexpr std::size_t least_rows = 3;
  const auto html = Html::parse(std::string(page.body));
  if (!html) return std::nullopt;
  const Listing listing = read_page(*html, page);
  if (is_front_page(*html, page.url, listing)) return std::nullopt;
  const auto& rows = listing.entries;
  const auto own = std::count_if(rows.begin(), rows.end(),
                                 [](const Entry& row) { return is_dated_address(row.url); });
  const bool by_address = own > 0 && static_cast<std::size_t>(own) * 2 >= rows.size();
  const bool by_pager = rows.size() >= least_rows && static_pager_in(*html, page.url);
  if (!by_address && !by_pager) return std::nullopt;
  Proposal proposal{.parser = "trs", .family = "TRS WCM, static pages", .doubts = listing.doubts};
  if (!by_address) proposal.doubts.push_back("the articles' addresses are not of this family");
  if (listing.next.empty()) proposal.doubts.push_back("no older pages are named");
  return proposal;
}

// ---- articles

// A long text is cut into `t…_1.shtml`, `t…_2.shtml`, …; its first part asks for the others.
void ask_for_parts(const Html& html, const Page& page, Article& article) {
  constexpr int most_parts = 50;
  const auto pager = static_pager_in(html, page.url);
  if (!pager || pager->current != pager->first()) return;
  if (last_segment_of(page.url) != pager->file(pager->first())) return;
  for (int part = 1; part < std::min(pager->pages, most_parts); ++part) {
    const auto url = absolute(page.url, pager->file(pager->first() + part));
    if (url) article.next_pages.push_back(get_from(*url, page.url));
  }
}

Result<Article> read_trs_article(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  auto article = read_generic_article(*html, page);
  if (article && page.body.find("createPage") != page.body.npos)
    ask_for_parts(*html, page, *article);
  return article;
}

bool is_trs_article(const Url& url) {
  return is_dated_address(url.str()) && !is_file_address(url.str());
}

}  // namespace

const Parser& parser_trs() {
  static const Parser parser{.name = "trs",
                             .version = 2,
                             .list = read_trs_list,
                             .article = read_trs_article,
                             .owns = is_trs_article,
                             .check = check_no_options,
                             .recognise = recognise_trs};
  return parser;
}

}  // namespace regwatch
