#pragma once

#include <string_view>
#include <vector>

#include "documents/page_text.h"

namespace regwatch {

/// The pages in what `pdftotext -tsv` prints: words with their places.
std::vector<PrintedPage> pages_in_tsv(std::string_view tsv);

/// The lines that a page draws, from what `pdftocairo -svg` prints of it: strokes and thin filled
/// boxes along the axes. Nothing where it cannot be read.
std::vector<PageRule> rules_in_svg(std::string_view svg);

/// Whether a page's words stand in columns, so that it is worth to look for the lines of a table.
bool may_hold_table(const PrintedPage& page);

}  // namespace regwatch
