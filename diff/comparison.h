#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "diff/clauses.h"
#include "diff/text_difference.h"

namespace regwatch {

/// One row of the comparison table (对照表).
struct ComparedClauses {
  enum class What { unchanged, changed, split, merged, added, deleted };
  What what = What::unchanged;
  bool renumbered = false;   ///< Another number, in the same order: others came or went before it.
  bool moved = false;        ///< It stands elsewhere among its neighbours, or in another chapter.
  bool is_replaced = false;  ///< Of changed ones: nothing is common; each side differs whole.
  std::vector<std::size_t> before;  ///< Indices into Comparison::before; several: merged.
  std::vector<std::size_t> after;   ///< Indices into Comparison::after; several: split.
  /// The whole text of each side, paragraphs parted by `\n`, in runs. What differs only in
  /// punctuation width, white space or its own label is no difference.
  std::vector<TextSpan> before_text;
  std::vector<TextSpan> after_text;
};

/// Two texts, clause by clause.
struct Comparison {
  std::vector<Clause> before;
  std::vector<Clause> after;
  std::vector<ComparedClauses> rows;  ///< In the order of `after`; deleted ones where they stood.
  /// Of articles; of points, or paragraphs, in texts without. Every one is counted once on its
  /// side: before = unchanged + changed + deleted + split + merged, and after = unchanged +
  /// changed + added + those that split and merged ones became.
  struct Counts {
    /// `article`, `point`, `paragraph`; `clause` where the texts count differently.
    std::string unit = "article";
    int before = 0;
    int after = 0;
    int unchanged = 0;  ///< In words; renumbered or moved ones too.
    int changed = 0;
    int added = 0;
    int deleted = 0;
    int split = 0;       ///< Articles of `before` that became several.
    int merged = 0;      ///< Articles of `before` that became one with others.
    int renumbered = 0;  ///< Among unchanged and changed ones.
    int moved = 0;
  };
  Counts counts;
  /// `27 articles → 24: 3 deleted, 1 added, 2 merged, 14 changed, 6 unchanged`, then `, 17
  /// renumbered, 1 moved`. What is none is left out.
  std::string summary;
};

/// Aligns clauses by content as well as by number. Time is bounded whatever the texts are: two of
/// 100 KB that are nearly the same take 2 ms, unrelated ones less than 100 ms.
Comparison compare_texts(std::span<const std::string> before, std::span<const std::string> after);

}  // namespace regwatch
