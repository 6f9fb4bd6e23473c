#include "parsers/pager_finder.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

FoundPager static_pages(const Html& html, std::string_view url) {
  const auto stated = static_pager_in(html, url);
  if (!stated) return {};
  FoundPager found;
  found.words = "static pages, " + std::to_string(stated->pages) + " in all";
  if (stated->pages < 2) return found;
  found.options = {{"page_url", stated->prefix + "_{page}." + stated->suffix},
                   {"first_page", std::to_string(stated->first())}};
  return found;
}

bool leads_on(Node link) {
  const std::string_view href = trim(link.attribute("href").value_or(""));
  return !href.empty() && !href.starts_with('#') && !icontains(href, "javascript:");
}

// The words that turn a page, as they stand in its link.
FoundPager turning_link(const Html& html) {
  FoundPager found;
  static const RE2 words("[\\s>»]*(下一?页|后一?页|下页)[\\s>»]*");
  for (const Node link : html.select("a")) {
    const std::string text = link.text();
    std::string word;
    if (!RE2::FullMatch(text, words, &word)) continue;
    found.words = "a pager whose '" + word + "' is a script";
    if (!leads_on(link)) continue;
    found.words = "a link '" + word + "'";
    const bool is_named = link.has_class("next") && html.select("a.next").size() == 1;
    found.options = {{"next", is_named ? "a.next" : "a:contains(\"" + word + "\")"}};
    return found;
  }
  return found;
}

// Links `2`, `3` whose addresses differ in that number only.
FoundPager numbered_links(const Html& html, std::string_view url) {
  FoundPager found;
  for (const Node link : html.select("a[href]")) {
    if (link.text() != "2" || !leads_on(link)) continue;
    const std::string href(trim(*link.attribute("href")));
    const auto at = href.rfind('2');
    if (at == href.npos || !absolute(url, href)) continue;
    found.words = "numbered pages";
    found.options = {{"page_url", href.substr(0, at) + "{page}" + href.substr(at + 1)}};
    return found;
  }
  return found;
}

}  // namespace

FoundPager find_pager(const Html& html, std::string_view url) {
  FoundPager found = static_pages(html, url);
  if (!found.words.empty()) return found;
  found = turning_link(html);
  if (!found.options.empty()) return found;
  FoundPager numbered = numbered_links(html, url);
  return numbered.options.empty() ? found : numbered;
}

}  // namespace regwatch
