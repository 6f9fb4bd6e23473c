#pragma once

#include <string>
#include <string_view>

#include "render/feed.h"

namespace regwatch {

inline constexpr std::string_view json_feed_ending = ".json";

/// JSON Feed 1.1; `next_url` leads to what is older.
std::string feed_as_json(const FeedPage& page);

}  // namespace regwatch
