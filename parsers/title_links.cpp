#include "parsers/title_links.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

constexpr std::size_t max_links = 3000;
constexpr std::size_t max_around = 40;
constexpr std::size_t least_title = 4;  // Code points.

bool only_sets_type(std::string_view tag) {
  constexpr std::string_view tags[] = {"b", "strong", "font", "em",    "i",
                                       "u", "span",   "big",  "small", "center"};
  return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

// Words of a link that turns a page or opens what its neighbour names.
bool is_command(const std::string& title) {
  static const RE2 commands(
      "[\\[【（(<>»›\\s]*(?:首页|上一?页|下一?页|前一页|后一页|尾页|末页|跳转|第?\\d+页?|查看.{0,4}"
      "|"
      "(?:查看)?更多.{0,4}|更多信息|阅读全文|全文|详情|详细.{0,2}|点击.{0,4}|(?:附件|文件)?下载|"
      "返回.{0,4}|"
      "more)[\\]】）)<>»›\\s.]*");
  return RE2::FullMatch(title, commands);
}

bool is_title(const std::string& title) {
  return count_code_points(title) >= least_title && !is_command(title) &&
         std::any_of(title.begin(), title.end(), [](unsigned char c) {
           return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

std::string address_of(Node link, std::string_view base) {
  const std::string_view href = trim(link.attribute("href").value_or(""));
  const bool leads = !href.empty() && !href.starts_with('#') &&
                     !ascii_lower(href.substr(0, 11)).starts_with("javascript:");
  if (leads) return absolute(base, href).value_or("");
  for (const char* name : {"data-href", "data-url", "data-link"}) {
    if (const auto named = link.attribute(name); named && !trim(*named).empty())
      return absolute(base, trim(*named)).value_or("");
  }
  std::string opened = reference_in_script(link.attribute("onclick").value_or(""));
  if (opened.empty()) opened = reference_in_script(href);
  return opened.empty() ? "" : absolute(base, opened).value_or("");
}

// A link may be a block with a date, a heading and a summary.
Node title_element(Node link) {
  static const Selector& headings = known_selector(
      "h1, h2, h3, h4, h5, h6, .title, .tit, .bt, .biaoti, .name, .txt_title, .list-title, dt");
  static const Selector& blocks = known_selector("p, div, h1, h2, h3, h4, h5, h6, dl, ul, table");
  if (!link.select_one(blocks) && !link.select_one(headings)) return link;
  const Node heading = link.select_one(headings);
  return heading && is_title(title_line(heading.text())) ? heading : link;
}

void read_around(TitleLink& link) {
  for (Node up = link.node; up && up.tag() != "html" && link.around.size() < max_around;
       up = up.parent()) {
    if (!(up == link.node) && only_sets_type(up.tag())) continue;
    link.around.push_back(up);
    link.shape.append(up.tag()) += '/';
  }
}

bool names_frame(std::string_view words) {
  static const RE2 frame(
      "(?i)(?:^|[\\s_-])(?:nav|navbar|navigation|menu|submenu|header|head|top|topbar|footer|foot|"
      "bottom|"
      "crumbs?|breadcrumb|bread|location|position|weizhi|dqwz|sidebar|aside|friend|links?|yqlj|"
      "rank|"
      "ranking|hot|recommend|related|"
      "copyright|share|login)(?:$|[\\s_-])");
  return RE2::PartialMatch(words, frame);
}

}  // namespace

std::string reference_in_script(std::string_view script) {
  static const RE2 quoted(
      "['\"]((?:https?://|/|\\./|\\.\\./)[^'\"\\s]+|[^'\"\\s]+\\.(?:s?html?|jspx?|aspx?|php|do)"
      "(?:\\?[^'\"\\s]*)?)['\"]");
  std::string found;
  RE2::PartialMatch(script, quoted, &found);
  return found;
}

bool is_in_frame(const TitleLink& link) {
  if (is_below_side_heading(link.node)) return true;
  for (const Node up : link.around) {
    const std::string_view tag = up.tag();
    if (tag == "article") return false;  // Its header is its own.
    if (tag == "nav" || tag == "header" || tag == "footer" || tag == "aside") return true;
    if (tag == "body") break;
    if (names_frame(up.attribute("class").value_or("")) ||
        names_frame(up.attribute("id").value_or("")))
      return true;
  }
  return false;
}

std::vector<TitleLink> title_links(const Html& html, std::string_view url) {
  std::vector<TitleLink> links;
  const std::string base = base_of(html.root(), url);
  static const Selector& opened = known_selector("a, li[onclick], tr[onclick], div[onclick]");
  for (const Node node : html.root().select(opened)) {
    if (links.size() >= max_links) break;
    if (node.tag() != "a" && node.select_one(known_selector("a, [onclick]"))) continue;
    const Node titled = title_element(node);
    std::string title = titled == node ? link_title(node) : title_line(titled.text());
    TitleLink link{node, titled, std::move(title), address_of(node, base), {}, {}};
    if (link.url.empty() || !is_title(link.title)) continue;
    read_around(link);
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace regwatch
