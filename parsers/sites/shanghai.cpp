// 上海市人民政府 (SH), www.shanghai.gov.cn, and the departments' sites, `*.sh.gov.cn`. UTF-8.
//
// Pages: sections `/nw39220/` (沪府文件 and others) that show rows or only their year's archives;
// `index_2.html` is page 2; departments' lists of the same system; articles
// `/nw39220/20260918/<32 hex>.html`, before 2020 `/nw2/…/u26aw62708.html`.
//
// Quirks: a section's front page may hold nothing but links to years (2026年), of which the newest
// is read; behind an archive's last page the year before goes on; rows are repeated within
// comments; a department's date is bare text behind the link, and its rows lead to files and to
// other sites as well; `pubdate` is a meta in lower case; a text may be in a PDF beside
// `#ivs_content` only; the pager is an argument of a script: `pagination({ totalPage: 12 …`.
//
// Written after sites/wider-publishers.md §9.5; not verified live.

#include <re2/re2.h>

#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

bool is_article(std::string_view url) {
  static const RE2 form(
      "/(?:(?:19|20)\\d{6}/[0-9a-fA-F-]{32,36}|u\\d{2}aw\\d+)\\.s?html?(?:[?#].*)?$");
  return RE2::PartialMatch(url, form);
}

// A list's row may also lead to a file, or to where another institution published it; a link within
// the site that is neither is a column or a year.
bool is_row_of_list(std::string_view url) {
  static const RE2 own("^https?://(?:[^/]*\\.)?(?:shanghai|sh)\\.gov\\.cn(?:[:/]|$)");
  return is_article(url) || is_file_address(url) || !RE2::PartialMatch(url, own);
}

constexpr RowShape rows_of_list{
    .rows = "ul.nowrapli > li, ul.list-date > li, .pageList li, .article-details li",
    .is_article = is_row_of_list,
    .also = date_by_address};
constexpr RowShape rows_anywhere{.is_article = is_article, .also = date_by_address};

// ---- paging

struct YearLink {
  int year = 0;
  std::string url;
};

// The newest archive of a year before `year`.
std::optional<YearLink> archive_before(const Html& html, const Page& page, int year) {
  static const RE2 form(".{0,12}?(20\\d\\d)\\s*年.{0,12}|\\s*(20\\d\\d)\\s*");
  std::optional<YearLink> newest;
  for (const Node link : html.select("a[href$=\"/\"], a[href$=\"/index.html\"]")) {
    std::string digits, bare;
    if (!RE2::FullMatch(link.text(), form, &digits, &bare)) continue;
    const int found = *whole_number(digits.empty() ? bare : digits);
    const auto url = absolute(page.url, *link.attribute("href"));
    if (found >= year || !url || *url == page.url || (newest && newest->year >= found)) continue;
    newest = YearLink{found, *url};
  }
  return newest;
}

int page_number(std::string_view url) {
  static const RE2 form("/index_(\\d{1,5})\\.html");
  int number = 1;
  RE2::PartialMatch(url, form, &number);
  return number;
}

std::optional<std::string> next_of_pager(const Page& page) {
  static const RE2 form("totalPages?['\"]?\\s*[:=]\\s*['\"]?(\\d{1,5})");
  int pages = 1;
  RE2::PartialMatch(page.body, form, &pages);
  const int number = page_number(page.url);
  if (number >= pages) return std::nullopt;
  return absolute(page.url, "index_" + std::to_string(number + 1) + ".html");
}

void add_older(const Html& html, const Page& page, Listing& listing) {
  auto url = next_of_pager(page);
  const auto& oldest = listing.entries.back().published;
  if (!url && oldest) {
    if (auto archive = archive_before(html, page, static_cast<int>(oldest->year())))
      url = std::move(archive->url);
  }
  if (url) listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
}

Result<Listing> read_shanghai_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  read_rows(html->root(), page.url, rows_of_list, listing);
  if (listing.entries.empty()) read_rows(html->root(), page.url, rows_anywhere, listing);
  if (!listing.entries.empty()) {
    add_older(*html, page, listing);
    return listing;
  }
  const auto archive = archive_before(*html, page, 2100);
  if (!archive) return no_rows(source, "a[href*=/YYYYMMDD/]", html->title());
  listing.next.push_back({FollowUp::Why::rows, get_from(archive->url, page.url)});
  return listing;
}

// ---- articles

constexpr ArticleHints hints{.body = "#ivs_content, .Article_content, .article-content",
                             .title = "meta[name=ArticleTitle], #ivs_title",
                             .published = "#ivs_date, h2.no-margin-top",
                             .publisher = "#ivs_source",
                             .files = ".pdf-content, .xgfj",
                             .without = ".share, .relatedreport"};

Result<Article> read_shanghai_article(const Page& page) {
  return read_generic_article(page, hints);
}

// ---- the parser

bool is_shanghai(const Url& url) {
  return is_of_domain(url, "shanghai.gov.cn") || is_of_domain(url, "sh.gov.cn");
}

std::optional<Proposal> recognise_shanghai(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return std::nullopt;
  Listing listing;
  read_rows(html->root(), page.url, rows_anywhere, listing);
  if (listing.entries.size() < 3) return std::nullopt;
  return Proposal{"shanghai", "Shanghai government, /YYYYMMDD/<32 hex>.html", {}, {}};
}

}  // namespace

const Parser& parser_shanghai() {
  static const Parser parser{.name = "shanghai",
                             .list = read_shanghai_list,
                             .article = read_shanghai_article,
                             .owns = is_shanghai,
                             .check = check_no_options,
                             .recognise = recognise_shanghai};
  return parser;
}

}  // namespace regwatch
