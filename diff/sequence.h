#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace regwatch {

/// A place where two sequences differ: [before_begin, before_end) became [after_begin, after_end).
/// One of the two may be empty, never both.
struct ChangedBlock {
  std::size_t before_begin = 0;
  std::size_t before_end = 0;
  std::size_t after_begin = 0;
  std::size_t after_end = 0;
  bool operator==(const ChangedBlock&) const = default;
};

/// Where two sequences of interned items differ, in order. What lies between the blocks is equal.
///
/// Items that occur once on both sides anchor the alignment (patience); what lies between anchors
/// is aligned by Myers' greedy algorithm (1986) up to `max_edits` edits, and taken as replaced
/// whole beyond. Time is O(n log n + edits * max_edits), memory O(n + max_edits²).
std::vector<ChangedBlock> diff_sequences(std::span<const std::uint32_t> before,
                                         std::span<const std::uint32_t> after,
                                         std::size_t max_edits = 256);

/// Of values that are all different, the indices of a longest rising subsequence, rising. Time is
/// O(n log n).
std::vector<std::size_t> longest_rising(std::span<const std::size_t> values);

/// The same of the greatest sum of weights, one for each value.
std::vector<std::size_t> heaviest_rising(std::span<const std::size_t> values,
                                         std::span<const std::uint64_t> weights);

}  // namespace regwatch
