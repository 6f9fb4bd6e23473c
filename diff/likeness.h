#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// What a text is made of: each run of five characters, hashed.
struct Shingles {
  std::vector<std::uint64_t> hashes;  ///< In the order of the text, or, `sorted`, each once.
  std::size_t characters = 0;         ///< Letters, digits and Chinese characters that were read.
  bool sorted = false;
};
/// Punctuation, spaces and the page's own furniture do not count. At most the first 100,000
/// characters are read.
Shingles shingles_of(std::span<const std::string> paragraphs);

/// Only sorted ones can be compared, and most are not.
void sort(Shingles& shingles);

/// How much of the smaller is in the larger, 0 to 1: sites put different frames around one text.
/// Both are sorted.
double containment(const Shingles& a, const Shingles& b);

/// Min-hashes of a text, at most four: of two texts that are nine tenths the same nearly always one
/// is equal, of unrelated ones none. Empty for a text too short to tell.
std::vector<std::int64_t> marks_of(const Shingles& shingles);

/// Dice's coefficient of the pairs of two names, 0 to 1.
double name_likeness(std::string_view a, std::string_view b);

}  // namespace regwatch
