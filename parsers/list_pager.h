#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/html.h"
#include "parsers/listing.h"

namespace regwatch {

// How static lists name their older pages.

/// `list_2.shtml` in its parts; of a folder's own address `index.html`.
struct NumberedFile {
  std::string prefix = "index";
  std::optional<int> number;
  std::string suffix = "html";
};
NumberedFile numbered_file(std::string_view url);

/// What a page's script states of the pages of its list: `createPageHTML(9, 0, "index", "html")`.
struct StaticPager {
  int pages = 0;
  int current = 0;        ///< This page's number, as the script counts.
  bool from_one = false;  ///< The first page is 1; else it is 0.
  std::string prefix;     ///< Page n is `prefix_n.suffix`, the first `prefix.suffix`.
  std::string suffix;
  std::optional<int> total;  ///< Rows in all.

  int first() const { return from_one ? 1 : 0; }
  bool is_last() const { return current - first() + 1 >= pages; }
  std::string file(int number) const;
};
/// Of `createPageHTML` in all its forms, a `pagination` plugin's numbers, or a template's
/// `countPage`, whichever stands in the page's scripts. What is commented out does not count.
std::optional<StaticPager> static_pager_in(const Html& html, std::string_view page_url);

/// The address of the next page by a link that says so (下一页) or by the number behind the current
/// one in a row of numbers.
std::optional<std::string> next_page_link(const Html& html, std::string_view page_url);

/// Asks for the next page as the script states it; where there is no such script, as a link does.
void add_older_page(const Html& html, std::string_view page_url, Listing& listing);

}  // namespace regwatch
