// 中国人民银行 (PBOC), www.pbc.gov.cn, and its branches, <city>.pbc.gov.cn. UTF-8; old pages GBK.
//
// Pages: columns of the EasySite family (families/easysite.cpp). Articles of four templates: news
// and 条法司 (`#zoom`), 政务公开 (`.content_box`, `#easysiteText`), branches (`td.hei14jj`), and
// pages of before 2020 whose text is one link to a PDF.
//
// Quirks: `ContentSource` is empty; `Url` is relative to the site; a penalty notice is one table of
// many parties, its title only the range of their numbers; branches attach a DOC, XLS or ET.
//
// Written after sites/wider-publishers.md §6 and saved pages of 2026-10; not verified live.

#include "base/url.h"
#include "parsers/generic_article.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

Result<Article> read_pbc_article(const Page& page) {
  return read_generic_article(
      page, {.body = "#zoom, #easysiteText, td.hei14jj, .content_box .txt_con",
             .title = "meta[name=ArticleTitle], .content_box h3, .content_box h2, .buleB16",
             .published = "#shijian, .content_box .top, .hui12"});
}

bool is_pbc(const Url& url) { return is_of_domain(url, "pbc.gov.cn"); }

}  // namespace

const Parser& parser_pbc() {
  static const Parser parser{.name = "pbc", .article = read_pbc_article, .owns = is_pbc};
  return parser;
}

}  // namespace regwatch
