#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace regwatch {

/// A clause as it is aligned: its words without its label.
struct Passage {
  std::string_view words;  ///< In reading form.
  std::uint32_t item = 0;  ///< The same for passages of the same words, and for no others.
  std::optional<int> number;
  int inserted = 0;
  bool has_number_of(const Passage& other) const {
    return number && number == other.number && inserted == other.inserted;
  }
};

/// Passages that are one another's. One side empty: added or deleted. Several on one side: it was
/// split or merged; they follow each other.
struct AlignedPassages {
  std::vector<std::size_t> before;  ///< Rising.
  std::vector<std::size_t> after;
  bool is_equal = false;  ///< Word by word.
};

/// How much it takes to believe that `before` and `after`, which are one, kept their place while
/// others moved: where either could have, that of the nearer number did.
std::uint64_t weight_of_place(const Passage& before, const Passage& after);

/// Whether a passage may become several, and several one.
enum class Pieces { join, stay_apart };

/// Aligns two sequences by what they say, then by where they stand; the same words elsewhere are
/// found too. Every index occurs once. The order of the groups says nothing.
std::vector<AlignedPassages> align_passages(std::span<const Passage> before,
                                            std::span<const Passage> after, Pieces pieces);

}  // namespace regwatch
