// 国务院国有资产监督管理委员会 (SASAC), www.sasac.gov.cn. UTF-8.
//
// Pages: columns of the n/c/content family (families/nc_content.cpp); articles with their heading
// and the line of source and date in one box (`.zsy_cotitle`), the text in `.zsy_comain`.
//
// Quirks: metas are the site's own (`publishdate`, `contentid`, `catalogs`); old texts are pictures
// or a single file.
//
// Written after sites/wider-publishers.md §7 and saved pages of 2026-04; not verified live.

#include "base/url.h"
#include "parsers/generic_article.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

Result<Article> read_sasac_article(const Page& page) {
  return read_generic_article(page, {.body = ".zsy_comain",
                                     .title = ".zsy_cotitle",
                                     .published = ".zsy_cotitle p",
                                     .publisher = ".zsy_cotitle p",
                                     .files = ".zsy_content"});
}

bool is_sasac(const Url& url) { return is_of_domain(url, "sasac.gov.cn"); }

}  // namespace

const Parser& parser_sasac() {
  static const Parser parser{.name = "sasac", .article = read_sasac_article, .owns = is_sasac};
  return parser;
}

}  // namespace regwatch
