#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace regwatch {

/// Parts of a message whose channel takes only so much in one piece: consecutive blocks (items), as
/// many as fit together, in their order, no block divided.
///
/// `fits(std::span<const Block>)` says whether these make one part. A block that does not fit alone
/// is replaced by `shorten(block, n)`, the block with at most n characters of its text, for the
/// largest n below `longest` that fits; where not even n = 0 fits, it stands as that. What follows
/// after `most_parts` parts is left to the caller.
template <class Block, class Fits, class Shorten>
std::vector<std::vector<Block>> split_by_block(std::vector<Block> blocks, Fits fits,
                                               Shorten shorten, std::size_t most_parts = SIZE_MAX,
                                               std::size_t longest = 1 << 16) {
  const auto shortened = [&](const Block& block) {
    std::size_t fitting = 0;
    for (std::size_t above = longest; above - fitting > 1;) {
      const std::size_t middle = fitting + (above - fitting) / 2;
      const Block tried = shorten(block, middle);
      (fits(std::span<const Block>(&tried, 1)) ? fitting : above) = middle;
    }
    return shorten(block, fitting);
  };
  std::vector<std::vector<Block>> parts;
  for (Block& block : blocks) {
    if (!fits(std::span<const Block>(&block, 1))) block = shortened(block);
    if (!parts.empty()) {
      parts.back().push_back(block);
      if (fits(std::span<const Block>(parts.back()))) continue;
      parts.back().pop_back();
    }
    if (parts.size() == most_parts) break;
    parts.push_back({std::move(block)});
  }
  return parts;
}

}  // namespace regwatch
