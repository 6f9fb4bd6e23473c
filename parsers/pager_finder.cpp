#include "parsers/pager_finder.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

// `createPageHTML(9, 0, "index", "html")`: the second page is index_1.html; where the count begins
// at 1, it is index_2.html.
FoundPager static_pages(const Page& page) {
  FoundPager found;
  static const RE2 call(
      "createPageHTML\\s*\\(\\s*(?:['\"][\\w-]*['\"]\\s*,\\s*)?(\\d+)\\s*,\\s*(\\d+)\\s*,"
      "\\s*['\"]([\\w./-]+)['\"]\\s*,\\s*['\"](\\w+)['\"]");
  int pages = 0, current = 0;
  std::string name, ending;
  if (!RE2::PartialMatch(re2::StringPiece(page.body.data(), page.body.size()), call, &pages,
                         &current, &name, &ending))
    return found;
  found.words = "static pages, " + std::to_string(pages) + " in all";
  if (pages < 2) return found;
  found.options = {{"page_url", name + "_{page}." + ending},
                   {"first_page", std::to_string(current)}};
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
    const std::string_view name = link.attribute("class").value_or("");
    const bool plain = name == "next" && html.select("a.next").size() == 1;
    found.options = {{"next", plain ? std::string("a.next") : "a:contains(\"" + word + "\")"}};
    return found;
  }
  return found;
}

// Links `2`, `3` whose addresses differ in that number only.
FoundPager numbered_links(const Html& html, const Page& page) {
  FoundPager found;
  for (const Node link : html.select("a[href]")) {
    if (link.text() != "2" || !leads_on(link)) continue;
    const std::string href(trim(*link.attribute("href")));
    const auto at = href.rfind('2');
    const auto url = absolute(page.url, href);
    if (at == href.npos || !url) continue;
    found.words = "numbered pages";
    found.options = {{"page_url", href.substr(0, at) + "{page}" + href.substr(at + 1)}};
    return found;
  }
  return found;
}

}  // namespace

FoundPager find_pager(const Html& html, const Page& page) {
  FoundPager found = static_pages(page);
  if (!found.words.empty()) return found;
  found = turning_link(html);
  if (!found.options.empty()) return found;
  FoundPager numbered = numbered_links(html, page);
  return numbered.options.empty() ? found : numbered;
}

}  // namespace regwatch
