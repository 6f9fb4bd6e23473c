#pragma once

#include <string_view>

namespace regwatch {

// 大汉版通 (Hanweb): columns `/col/colN/index.html`, and what its newer system kept of them.

/// `…/art/2026/6/10/art_1691_12455.html`, `…/art/2026/art_75_<32 hex>.html`,
/// `…/art/2026/art_<32 hex>.html`.
bool is_hanweb_article(std::string_view url);

}  // namespace regwatch
