#include "parsers/front_page.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/url.h"

namespace regwatch {
namespace {

// What an address has before its day or number: `/zwgk/tzgg/202604/t20260417_1.html` → its column.
std::string column_of(const std::string& url) {
  static const RE2 column(
      "(https?://[^/]+(?:/[A-Za-z][^/]*)*?)/(?:\\d{4}[^?]*/)?(art_\\d+_)?[^/]*(?:\\?.*)?");
  std::string folder, number;
  RE2::FullMatch(url, column, &folder, &number);
  return folder + number;
}

// Sections of one column each that follow one another; none where a column comes back or has one
// row only, as in a list of what several columns published.
int sections_of(const Listing& listing) {
  constexpr std::size_t least_rows = 2;
  std::set<std::string> columns;
  std::string last;
  std::size_t rows = least_rows;
  for (const Entry& entry : listing.entries) {
    std::string column = column_of(entry.url);
    if (column == last) {
      ++rows;
      continue;
    }
    if (rows < least_rows || !columns.insert(column).second) return 0;
    last = std::move(column);
    rows = 1;
  }
  return rows < least_rows ? 0 : static_cast<int>(columns.size());
}

// Of the columns around the page's own, as a channel's page is.
bool are_near(const Listing& listing, std::string_view page_url) {
  static const RE2 top("(https?://[^/]+/[^/]+/)");
  std::string own;
  RE2::PartialMatch(re2::StringPiece(page_url.data(), page_url.size()), top, &own);
  const auto near = std::count_if(listing.entries.begin(), listing.entries.end(),
                                  [&](const Entry& entry) { return entry.url.starts_with(own); });
  return !own.empty() && static_cast<std::size_t>(near) * 2 > listing.entries.size();
}

bool names_site_alone(const Html& html) {
  static const RE2 site("(?:局|委员会|委|办公室|部|厅|政府|网|网站|银行|院|署|会)$");
  const std::string title = html.title();
  if (title.find("首页") != title.npos || title.find("门户网站") != title.npos) return true;
  return RE2::PartialMatch(title, site) && title.find_first_of("_-| ") == title.npos;
}

}  // namespace

bool is_front_address(std::string_view url) {
  const auto parsed = parse_url(url);
  static const RE2 front("/(?:(?i:index|default|home)\\.(?:s?html?|aspx?|jsp|php))?");
  return parsed && !parsed->has_query && RE2::FullMatch(parsed->path, front);
}

bool is_front_page(const Html& html, std::string_view page_url, const Listing& listing) {
  constexpr int least_sections = 3;
  return names_site_alone(html) && sections_of(listing) >= least_sections &&
         !are_near(listing, page_url);
}

}  // namespace regwatch
