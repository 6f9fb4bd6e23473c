// 汇联 EasySite ("eportal"): PBOC, head office and branches, and others of the same maker (customs,
// provinces). UTF-8; pages of before 2015 in GBK.
//
// Pages: columns whose lists stand in the page, one portlet each, `opentype="page"` around the rows
// and the pager. Rows are a table each (`font.newslist_style`, then `span.hui12`), or
// `ul.txtlist > li` with `span.date`, or tables under a header row (公开信息名称, 生成日期) in
// `td#content_right`. Articles `/<column>/<node>/index.html`; a node is the time of its making in
// 17 to 19 digits, or a number of 5 to 7 digits.
//
// Quirks: the pager's links have no href, their address is in `tagname` or `onclick`, and which
// part of the module's id it begins with differs, so that it is read and never built; a page may
// hold several lists, each with a pager of its own; a row may lack its date, or lead straight to a
// file.
//
// Written after sites/wider-publishers.md §6 and saved pages of 2018 and 2026; not verified live.

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

// ---- which lists

constexpr std::string_view pager_mark = "input[name=article_paging_list_hidden]";

void add_new(std::vector<Node>& nodes, Node node) {
  if (node && std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
}

// The module, or its beginning, that an older page's address names: `d80f41dc-2.html`,
// `11040/index2.html`. Empty for a column's own page.
std::string module_of(std::string_view url) {
  std::string module;
  static const RE2 older_page("/([0-9a-f]{4,32})(?:-|/index)\\d+\\.s?html?$");
  RE2::PartialMatch(url, older_page, &module);
  return module;
}

// The lists that page: a column's frame holds others, of related sites and pictures, that do not.
// An older page is of one list, though its frame may repeat the others' first rows.
std::vector<Node> paged_lists(const Html& html, std::string_view url) {
  std::vector<Node> lists;
  std::vector<Node> named;
  const std::string module = module_of(url);
  for (const Node mark : html.select(pager_mark)) {
    Node list = mark.closest(known_selector("[opentype=page]"));
    if (!list) list = mark.closest(known_selector(".portlet"));
    add_new(lists, list);
    if (!module.empty() && mark.attribute("moduleid").value_or("").starts_with(module))
      add_new(named, list);
  }
  return named.empty() ? lists : named;
}

std::vector<Node> lists_of(const Html& html, std::string_view url) {
  std::vector<Node> lists = paged_lists(html, url);
  for (const std::string_view otherwise :
       {"[opentype=page]", "ul.txtlist, font.newslist_style, #content_right table[width='90%']"}) {
    if (lists.empty()) lists = html.select(otherwise);
  }
  return lists;
}

// ---- rows

// A link of the pager or to the whole list is no row's. One that opens a file in the site's viewer
// leads to that file.
std::optional<std::string> reference_of(Node, Node link) {
  static const RE2 furniture("[\\[【]?(?:更多|首页|上一?页|下一?页|尾页|末页|\\d+)\\P{Han}{0,6}");
  const std::string text = link.text();
  if (link.attribute("tagname") || RE2::FullMatch(text, furniture)) return std::nullopt;
  const std::string_view href = link.attribute("href").value_or("");
  static const RE2 viewer("/viewer\\.html\\?(?:[^#]*&)?file=([^&#]+)");
  std::string file;
  if (RE2::PartialMatch(href, viewer, &file)) return percent_decode(file);
  return std::string(href);
}

// ---- pagers

std::optional<std::string> address_of_page(Node link) {
  const std::string_view tag = link.attribute("tagname").value_or("");
  if (tag.starts_with("[")) return std::nullopt;  // [NEXTPAGE]: there is none.
  if (!tag.empty()) return std::string(tag);
  static const RE2 in_call("queryArticleByCondition\\(\\s*this\\s*,\\s*['\"]([^'\"]+)['\"]");
  std::string address;
  if (RE2::PartialMatch(link.attribute("onclick").value_or(""), in_call, &address)) return address;
  const std::string_view href = link.attribute("href").value_or("");
  return href.empty() || href.starts_with("#") ? std::nullopt : std::optional(std::string(href));
}

bool leads_to_next(Node link) {
  const std::string text = link.text() + std::string(link.attribute("title").value_or(""));
  return text.find("下一页") != text.npos || text.find("下页") != text.npos;
}

// The pager stands within the list, on some sites below it in the same portlet.
Node link_to_next(Node list) {
  for (const Node scope : {list, list.closest(known_selector(".portlet"))}) {
    for (const Node link : scope.select(known_selector("a"))) {
      if (leads_to_next(link)) return link;
    }
  }
  return {};
}

void add_older(Node list, const Page& page, Listing& listing) {
  const Node link = link_to_next(list);
  const auto address = link ? address_of_page(link) : std::nullopt;
  const auto url = address ? absolute(page.url, *address) : std::nullopt;
  if (!url || *url == page.url) return;
  for (const FollowUp& next : listing.next) {
    if (next.request.url == *url) return;
  }
  listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
}

// `共:60条当前页:1/3`, `总记录数:113,每页显示20条记录`, `共10条 分1页`.
std::optional<int> total_of(Node list) {
  static const RE2 form("(?:共|总记录数)[:：]?(\\d{1,7})(?:条|,|，)");
  int total = 0;
  return RE2::PartialMatch(remove_spaces(list.text()), form, &total) ? std::optional(total)
                                                                     : std::nullopt;
}

// ---- a page

Result<Listing> read_easysite_list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  RowShape shape;
  shape.without = ".coltitle, [class*=portlettitle], .portlet-header, .list_page";
  shape.reference = reference_of;
  shape.also = date_by_address;  // A node is the time of its making.
  Listing listing;
  int total = 0;
  bool all_state_it = true;
  for (const Node list : lists_of(*html, page.url)) {
    read_rows(list, page.url, shape, listing);
    add_older(list, page, listing);
    const auto stated = total_of(list);
    all_state_it = all_state_it && stated;
    total += stated.value_or(0);
  }
  if (listing.entries.empty()) return no_rows(source, "[opentype=page] a[href]", html->title());
  // An older page states the total of its list, which is less than that of several.
  if (all_state_it && module_of(page.url).empty()) listing.total = total;
  return listing;
}

std::optional<Proposal> recognise_easysite(const Page& page) {
  const bool is_own = page.body.find("article_paging_list_hidden") != page.body.npos ||
                      page.body.find("queryArticleByCondition(") != page.body.npos;
  if (!is_own) return std::nullopt;
  Source source;
  source.url = page.url;
  const auto listing = read_easysite_list(page, source);
  if (!listing) return std::nullopt;
  return Proposal{"easysite", "汇联 EasySite (eportal)", {}, {}};
}

}  // namespace

const Parser& parser_easysite() {
  static const Parser parser{.name = "easysite",
                             .list = read_easysite_list,
                             .check = check_no_options,
                             .recognise = recognise_easysite};
  return parser;
}

}  // namespace regwatch
