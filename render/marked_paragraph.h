#pragma once

#include <span>
#include <string>
#include <vector>

#include "diff/comparison.h"

namespace regwatch {

/// A paragraph of one side of a comparison. Its text is clean (render/clean.h), on one line,
/// without the spaces around it.
struct MarkedParagraph {
  TextSpan label;                ///< `第十二条`, where a clause begins here; else empty.
  bool label_is_parted = false;  ///< A space belongs behind it, as behind 第十二条 and not （二）.
  std::vector<TextSpan> spans;
  bool differs() const;  ///< Anywhere.
};

/// Cuts a side's text at its line feeds. `labels` are those of the clauses that it holds, in order,
/// each without spaces; a paragraph that begins with the next one is parted from it.
std::vector<MarkedParagraph> marked_paragraphs(std::span<const TextSpan> text,
                                               std::span<const std::string> labels);

/// Paragraphs of both sides that belong together: they begin and end at the same place of what both
/// texts have in common.
struct ParagraphBlock {
  std::vector<const MarkedParagraph*> before;
  std::vector<const MarkedParagraph*> after;
  bool differs() const;
};
/// Every paragraph is in one block; points into the arguments.
std::vector<ParagraphBlock> paragraph_blocks(const std::vector<MarkedParagraph>& before,
                                             const std::vector<MarkedParagraph>& after);

}  // namespace regwatch
