#pragma once

#include <string>
#include <vector>

#include "diff/change.h"
#include "parsers/article.h"

namespace regwatch {

/// Which paragraphs of two readings of one text differ.
struct ParagraphDifference {
  std::vector<TextHunk> hunks;  ///< At most 40.
  int changed = 0;
  int added = 0;
  int removed = 0;
  int total() const { return changed + added + removed; }
};

/// Compares the texts of two articles by what a person reads (diff/normalise.h), without what
/// belongs to the page around them (diff/notice_lines.h). Nothing differs from a text that was
/// empty. Work is bounded: two texts of 100 KB take milliseconds whatever they are.
ParagraphDifference compare_paragraphs(const Article& before, const Article& after);

/// Whether two texts in reading form are one, damage by a wrong character set aside.
bool say_the_same(const std::string& before, const std::string& after);

}  // namespace regwatch
