#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "diff/comparison.h"

namespace regwatch {

/// One side of a comparison: what differs was removed from `before`, and added to `after`.
enum class Side { before, after };

/// Foreign text in what these two give is clean (render/clean.h); paragraphs are parted by `\n`.

/// What differs as `[-removed-]` or `{+added+}`.
std::string marked_plain(std::span<const TextSpan> spans, Side side);
/// Escaped, what differs within `<del>` or `<ins>`.
std::string marked_html(std::span<const TextSpan> spans, Side side);

/// The two paragraphs of a hunk with the characters that differ. Where one replaced the other
/// rather than was edited, all of both differs.
struct MarkedHunk {
  std::vector<TextSpan> before;
  std::vector<TextSpan> after;
};
MarkedHunk mark_hunk(const TextHunk& hunk);

/// Of what does not differ, only `context` characters beside what does, and … for the rest; of all
/// that at most `limit` characters. For a place that has no room for a whole paragraph.
std::vector<TextSpan> abridged(std::span<const TextSpan> spans, std::size_t context,
                               std::size_t limit = static_cast<std::size_t>(-1));
/// Whether none of it is the same on the other side.
bool differs_throughout(std::span<const TextSpan> spans);

}  // namespace regwatch
