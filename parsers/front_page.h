#pragma once

#include <string_view>

#include "parsers/html.h"
#include "parsers/listing.h"

namespace regwatch {

/// Whether an address is a site's front page: its root, or `index.html` there. No query.
bool is_front_address(std::string_view url);

/// Whether the rows that were read are those of a site's front page, which some sites serve in
/// place of a list that is gone: three sections or more, each of a column of its own, below a title
/// that names the site alone.
bool is_front_page(const Html& html, std::string_view page_url, const Listing& listing);

}  // namespace regwatch
