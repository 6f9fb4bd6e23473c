#pragma once

#include <string>
#include <string_view>

#include "parsers/listing.h"

namespace regwatch {

// What parsers share of lists that are asked for page by page, by a number in the address.

/// Where a page stands in its list.
struct PagePlace {
  int number = 1;  ///< Counts from 1.
  int size = 0;    ///< The rows that were asked for.
};
/// The number that a parameter of the address states, 1 at least; `otherwise` where it states none.
int number_in_query(std::string_view url, std::string_view name, int otherwise);
/// Whether older rows lie behind this page: by the list's total; where none is stated, a full page
/// may have another behind it.
bool has_older_rows(const Listing& listing, const PagePlace& place);
/// Asks for older rows at the page's own address with that number in that parameter.
void add_page_of_number(Listing& listing, std::string_view url, std::string_view parameter,
                        int number, std::string referer);

}  // namespace regwatch
