#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// What a page may be at most before a tree is built of it. A page of a government site with
/// hundreds of unclosed `<font>` stays far below each.
struct HtmlBounds {
  std::size_t bytes = 32u << 20;
  std::size_t net_depth = 1200;        ///< Open elements at once; void and self-closing ones aside.
  std::size_t formatting_depth = 600;  ///< Open `<a>`, `<b>`, `<font>` and their like at once.
  std::size_t attributes_of_tag = 256;
  std::size_t attribute_bytes = 4u << 20;
  std::size_t tags = 2'000'000;
};

/// Which bound the page breaks, in words, or nothing. One linear look that builds nothing; it
/// understands comments, quoted attributes, and elements whose content is raw text.
std::optional<std::string> broken_bound(std::string_view html, const HtmlBounds& bounds = {});

}  // namespace regwatch
