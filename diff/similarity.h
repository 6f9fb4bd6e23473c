#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace regwatch {

/// The distinct pairs of neighbouring characters of a text, sorted.
using CharacterPairs = std::vector<std::uint64_t>;

/// Of the first `most_bytes` of a text, which is well-formed UTF-8 in reading form.
CharacterPairs character_pairs(std::string_view text, std::size_t most_bytes);

/// How much of two texts is common: 0 nothing, 1 all (Dice's coefficient).
double similarity(const CharacterPairs& a, const CharacterPairs& b);

}  // namespace regwatch
