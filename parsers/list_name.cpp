#include "parsers/list_name.h"

#include <re2/re2.h>

#include <vector>

#include "base/text.h"
#include "parsers/list_row.h"

namespace regwatch {
namespace {

// `通知公告_国家数据局`, `国家数据局-通知公告`: the parts, in their order.
std::vector<std::string> parts_of(std::string title) {
  static const RE2 mark("\\s*[_|—－–>»]+\\s*|\\s*-+\\s*|\\s{2,}");
  RE2::GlobalReplace(&title, mark, "\n");
  std::vector<std::string> parts;
  for (const auto part : split(title, '\n')) {
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  }
  return parts;
}

bool names_site(const std::string& part) {
  static const RE2 site(
      "(?:局|委员会|委|办公室|部|厅|政府|网|网站|银行|中心|平台|分行|支行|院|署|会|协会)$");
  return RE2::PartialMatch(part, site);
}

}  // namespace

ListName name_of_list(const Html& html) {
  ListName name{title_in_meta(html, "ColumnName"), title_in_meta(html, "SiteName")};
  std::vector<std::string> parts = parts_of(html.title());
  if (parts.empty()) return name;
  // `某某省通信管理局 通知公告`: a space parts them where nothing else does.
  if (const auto space = parts.front().find(' '); parts.size() == 1 && space != std::string::npos) {
    if (names_site(parts.front().substr(0, space))) {
      parts.push_back(parts.front().substr(space + 1));
      parts.front().resize(space);
    }
  }
  const bool site_first =
      parts.size() > 1 && names_site(parts.front()) && !names_site(parts.back());
  if (name.site.empty() && parts.size() > 1) name.site = site_first ? parts.front() : parts.back();
  if (name.column.empty()) name.column = site_first ? parts.back() : parts.front();
  return name;
}

}  // namespace regwatch
