#pragma once

#include <string>
#include <vector>

#include "render/published_index.h"

namespace regwatch {

/// OPML 2.0: the Atom feeds among the listings, by group. `address` is where the files are, ending
/// in `/`. Empty where there are none, for OPML has no empty list.
std::string feeds_as_opml(const std::string& title, const std::string& address,
                          const std::vector<PublishedListing>& listings);

}  // namespace regwatch
