// 国家计算机病毒应急处理中心 (CVERC), www.cverc.org.cn. UTF-8; a site made by hand.
//
// Pages: front page and lists, whose markup differs; articles
// `/head/zhaiyao/news20260810-Sorry.htm`, some of them a PDF of that name.
//
// Quirks: no list states a date: it is in the article's file name; hrefs go up by `../`; the list
// page that holds the app notices of 2024 and later is not known, so any page that links to such
// names is read.
//
// Written after sites/wider-publishers.md §9.3; neither lists nor articles were seen, not verified
// live.

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
      "/(?:news|tongbao|yujing)?(?:19|20)\\d{6}[^/]*\\.(?:s?html?|pdf)(?:[?#].*)?$");
  return RE2::PartialMatch(url, form);
}

std::optional<CivilDate> date_in_name(std::string_view url) {
  static const RE2 form("/[a-z]{0,10}((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)[^/]*$");
  int year = 0, month = 0, day = 0;
  if (!RE2::PartialMatch(url, form, &year, &month, &day)) return std::nullopt;
  return make_date(year, month, day);
}

// A PDF is the notice's file: its address cannot be read as a page.
void complete_row(Node, Entry& entry, Listing&) {
  if (!entry.published) entry.published = date_in_name(entry.url);
  if (is_file_address(entry.url)) entry.attachments = {{entry.title, entry.url}};
}

constexpr RowShape rows{.is_article = is_article, .also = complete_row};

Result<Listing> read_cverc_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  read_rows(html->root(), page.url, rows, listing);
  if (listing.entries.empty()) return no_rows(source, "a[href*=newsYYYYMMDD]", html->title());
  return listing;
}

Result<Article> read_cverc_article(const Page& page) {
  auto article = read_generic_article(page);
  if (article && !article->published) article->published = date_in_name(page.url);
  return article;
}

bool is_cverc(const Url& url) {
  return url.host == "cverc.org.cn" || url.host == "www.cverc.org.cn";
}

}  // namespace

const Parser& parser_cverc() {
  static const Parser parser{.name = "cverc",
                             .list = read_cverc_list,
                             .article = read_cverc_article,
                             .owns = is_cverc,
                             .check = check_no_options};
  return parser;
}

}  // namespace regwatch
