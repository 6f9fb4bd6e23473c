// 国家邮政局 (SPB), www.spb.gov.cn, and the provincial administrations, <xx>.spb.gov.cn. UTF-8.
//
// Pages: columns and articles of the searchList family (families/search_list.cpp). A column's bare
// folder is 404, its page is `common_list.shtml`.
//
// Quirks: a file's name may end twice (`.pdf.pdf`); rows lead to gov.cn and mp.weixin.qq.com.
//
// Written after sites/wider-publishers.md §4.1; not verified live.

#include "base/url.h"
#include "parsers/families/search_list.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

bool is_spb(const Url& url) { return is_of_domain(url, "spb.gov.cn"); }

}  // namespace

const Parser& parser_spb() {
  static const Parser parser{.name = "spb", .article = read_search_list_article, .owns = is_spb};
  return parser;
}

}  // namespace regwatch
