#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/html.h"

namespace regwatch {

/// How a page leads to older rows, in options of `html_list`.
struct FoundPager {
  std::vector<std::pair<std::string, std::string>> options;  ///< Empty: none was found.
  std::string words;                                         ///< What was seen, for a reader.
};

/// Looks for a static pager (`createPageHTML(9,0,"index","html")`), a link that turns the page
/// (`下一页`), or numbered links of one form.
FoundPager find_pager(const Html& html, std::string_view url);

}  // namespace regwatch
