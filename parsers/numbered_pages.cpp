#include "parsers/numbered_pages.h"

#include <algorithm>
#include <utility>

#include "parsers/list_row.h"

namespace regwatch {

int number_in_query(std::string_view url, std::string_view name, int otherwise) {
  const auto text = query_parameter(url, name).value_or("");
  return std::max(1, whole_number(text).value_or(otherwise));
}

bool has_older_rows(const Listing& listing, const PagePlace& place) {
  if (!listing.total) return listing.rows_seen >= place.size;
  return static_cast<long long>(place.number) * place.size < *listing.total;
}

void add_page_of_number(Listing& listing, std::string_view url, std::string_view parameter,
                        int number, std::string referer) {
  listing.next.push_back(
      {FollowUp::Why::older,
       get_from(with_parameter(url, parameter, std::to_string(number)), std::move(referer))});
}

}  // namespace regwatch
