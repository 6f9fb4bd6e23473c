#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace regwatch {

/// The distinct pairs of neighbouring characters of a text, sorted; the first character is paired
/// with nothing.
using CharacterPairs = std::vector<std::uint64_t>;

/// Of the first `most_bytes` of a text, which is well-formed UTF-8 in reading form.
CharacterPairs character_pairs(std::string_view text, std::size_t most_bytes);
/// Those of two characters, of a whole text. Each fits 42 bits.
CharacterPairs pairs_within(std::string_view text);

/// How many values two sorted lists have in common.
std::size_t count_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// How much of two texts is common: 0 nothing, 1 all (Dice's coefficient).
double similarity(const CharacterPairs& a, const CharacterPairs& b);

}  // namespace regwatch
