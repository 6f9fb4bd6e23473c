#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "render/marked_paragraph.h"
#include "render/marked_text.h"

namespace regwatch {

/// How the lines of one side are written.
struct LineStyle {
  Side side = Side::before;
  std::size_t columns = 80;
  bool colour = false;
  bool mark = true;          ///< Whether what differs is told from what does not.
  bool tint = false;         ///< Whether all of the text has the side's colour.
  bool break_words = false;  ///< Cut words and addresses that are wider than a line.
};

/// A line as a terminal shows it, without its end.
struct MarkedLine {
  std::string text;       ///< With colours.
  std::size_t width = 0;  ///< Without them.
};

/// A paragraph, wrapped (render/wrap.h); never without a line.
std::vector<MarkedLine> marked_lines(const MarkedParagraph& paragraph, const LineStyle& style);

}  // namespace regwatch
