#pragma once

#include <string>

#include "render/comparison_table.h"

namespace regwatch {

/// The comparison table (对照表) as a Word document (ECMA-376, WordprocessingML): its bytes, the
/// same for the same sheet. A4 landscape, the header row repeated on every page; deletions struck
/// through, additions underlined, both in colour.
std::string comparison_as_docx(const ComparisonSheet& sheet);

}  // namespace regwatch
