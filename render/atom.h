#pragma once

#include <string>
#include <string_view>

#include "render/feed.h"

namespace regwatch {

inline constexpr std::string_view atom_ending = ".atom";

/// RFC 4287, with the links and the mark of RFC 5005 §4.
std::string feed_as_atom(const FeedPage& page);

/// An archive document as it was written, with the link to the one that has come after it; nothing
/// else in it changes. Absent where it is no such document.
std::optional<std::string> atom_with_newer(std::string_view archived, std::string_view newer);

}  // namespace regwatch
