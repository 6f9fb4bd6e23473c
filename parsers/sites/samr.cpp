// 国家市场监督管理总局 (SAMR), www.samr.gov.cn. UTF-8.
//
// Pages: columns of the jpaas family (families/jpaas.cpp), which their sources name; articles
// `/art/YYYY/art_<32 hex>.html`.
//
// Quirks: an article's files stand behind its text, in the second of two lists of which the first
// is empty; the line with the date is as near to a short text as the text itself; links of before
// 2023 (`t2023…_….html`) are gone.
//
// Written after sites/wider-publishers.md §3.1 and saved pages of 2026-09; not verified live.

#include "parsers/generic_article.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

constexpr ArticleHints hints{.body = ".Three_xilan_07", .files = "ul.contentLeft0102box"};

bool is_samr(const Url& url) { return url.host == "www.samr.gov.cn" || url.host == "samr.gov.cn"; }

Result<Article> read_samr_article(const Page& page) { return read_generic_article(page, hints); }

}  // namespace

const Parser& parser_samr() {
  static const Parser parser{.name = "samr", .article = read_samr_article, .owns = is_samr};
  return parser;
}

}  // namespace regwatch
