// The "n/c/content" family: columns `/n2588035/n2588320/index.html`, articles
// `<column>/c<id>/content.html`, files `<column>/c<id>/part/<id>.doc`. SASAC, MPS, NIA, CNAO, MCA
// and others of the same maker. UTF-8.
//
// Pages: a column whose newest rows stand in `span` or `div` `#comp_<id>`; older rows in fragments
// `index_<id>_<k>.html` that hold rows and nothing else. k counts down: of P pages the second is
// P-1 and the last is 1, so that a fragment once written stays.
//
// Quirks: hrefs climb (`../../../n…`); separators are rows without a link; titles are cut in the
// text and whole in `title=`; a page may page several lists; the number of pages stands in a script
// (`maxPageNum = 16`) and is that of the list whose `purl` stands before it.
//
// Written after sites/wider-publishers.md §7, saved pages of SASAC of 2026-04 and one of Fengcheng
// of 2017. That MPS, NIA and others page alike is an inference from their addresses; not verified
// live.

#include <re2/re2.h>

#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

bool is_article(std::string_view url) {
  static const RE2 form("/c\\d{4,12}/(?:content|part/[^?#]+)(?:_\\d+)?\\.\\w+(?:[?#].*)?$");
  return RE2::PartialMatch(url, form);
}

// ---- pagers: where the next older fragment is

struct Fragment {
  std::string prefix;  ///< `…/index_2603340_`
  int number = 0;
};

// `index_2603340_15.html` of a fragment's own address.
std::optional<Fragment> fragment_of(std::string_view url) {
  Fragment at;
  static const RE2 form("^(.*/index_\\d+_)(\\d{1,6})\\.html?$");
  if (!RE2::FullMatch(url, form, &at.prefix, &at.number)) return std::nullopt;
  return at;
}

// The pagers of a column's page, each `purl="…/index_2603340"` with its number of pages behind.
std::vector<Fragment> pagers_in(const Page& page) {
  static const RE2 place("\\bpurl\\s*=\\s*[\"']([^\"']*index_\\d+)[\"']");
  static const RE2 pages("\\bmaxPageNum\\s*=\\s*([1-9]\\d{0,5})\\b");
  std::vector<Fragment> found;
  re2::StringPiece rest = page.body;
  std::string prefix;
  while (found.size() < 20 && RE2::FindAndConsume(&rest, place, &prefix)) {
    const auto url = absolute(page.url, prefix + "_");
    re2::StringPiece behind = rest;
    int count = 0;
    if (url && RE2::FindAndConsume(&behind, pages, &count)) found.push_back({*url, count});
  }
  return found;
}

// Behind fragment k comes k-1; the page itself stands for the newest.
void add_older(const Fragment& at, const Page& page, const Source& source, Listing& listing) {
  if (at.number < 2) return;
  const std::string url = at.prefix + std::to_string(at.number - 1) + ".html";
  listing.next.push_back(
      {FollowUp::Why::older, get_from(url, source.url.empty() ? page.url : source.url)});
}

// ---- rows

std::string component_of(const Fragment& pager) {
  std::string name;
  static const RE2 form("index_(\\d+)_$");
  RE2::PartialMatch(pager.prefix, form, &name);
  return "#comp_" + name;
}

// Rows of the lists that page; else of any list; else whatever of the page leads to an article.
void read_page(const Html& html, const Page& page, const std::vector<Fragment>& pagers,
               Listing& listing) {
  for (const Fragment& pager : pagers) {
    for (const Node list : html.root().select(component_of(pager)))
      read_rows(list, page.url, {}, listing);
  }
  if (!listing.entries.empty()) return;
  for (const Node list : html.select("[id^=comp_]"))
    read_rows(list, page.url, {.is_article = is_article}, listing);
  if (listing.entries.empty())
    read_rows(html.root(), page.url, {.is_article = is_article}, listing);
}

Result<Listing> read_nc_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  if (const auto at = fragment_of(page.url)) {
    read_rows(html->root(), page.url, {}, listing);
    if (listing.entries.empty()) return no_rows(source, "li > a[href]", "a fragment");
    add_older(*at, page, source, listing);
    return listing;
  }
  const auto pagers = pagers_in(page);
  read_page(*html, page, pagers, listing);
  if (listing.entries.empty()) return no_rows(source, "a[href$='/content.html']", html->title());
  for (const Fragment& pager : pagers) add_older(pager, page, source, listing);
  return listing;
}

// By three rows at least: a page of another maker may lead to one of this.
std::optional<Proposal> recognise_nc(const Page& page) {
  static const RE2 column("^https?://[^/]+(?:/n\\d{1,10})+/(?:index(?:_\\d+_\\d+)?\\.html?)?$");
  if (!RE2::FullMatch(page.url, column)) return std::nullopt;
  Source source;
  source.url = page.url;
  const auto listing = read_nc_list(page, source);
  if (!listing || listing->entries.size() < 3) return std::nullopt;
  Proposal proposal{"nc_content", "n/c/content, fragments that count down", {}, {}};
  if (listing->next.empty()) proposal.doubts.push_back("no pager was found: one page only");
  return proposal;
}

}  // namespace

const Parser& parser_nc_content() {
  static const Parser parser{.name = "nc_content",
                             .list = read_nc_list,
                             .check = check_no_options,
                             .recognise = recognise_nc};
  return parser;
}

}  // namespace regwatch
