#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// A run of characters of one side: the same on the other side, or not.
struct TextSpan {
  std::string text;
  bool differs = false;
  bool operator==(const TextSpan&) const = default;
};

/// A text to be compared.
struct ComparedText {
  /// Bytes that are no part of it: a label.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::string_view text;
  std::vector<Range> left_out;  ///< Rising, apart from each other.
};

/// Both texts, whole, in runs.
struct TextDifferenceSpans {
  std::vector<TextSpan> before;
  std::vector<TextSpan> after;
};

/// Where two texts differ, by character; a number and a Latin word are one. Width of punctuation,
/// white space and what is left out are no difference. One or two common characters between
/// differences are shown as different, so that phrases are replaced and not letters; an insertion
/// begins behind punctuation where it may. Time is bounded by `max_edits` times the length.
TextDifferenceSpans differing_spans(const ComparedText& before, const ComparedText& after,
                                    std::size_t max_edits);

}  // namespace regwatch
