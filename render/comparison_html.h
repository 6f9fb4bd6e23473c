#pragma once

#include <string>

#include "render/comparison_table.h"

namespace regwatch {

/// The comparison table (对照表) as one page of its own: no script, nothing loaded, labels in
/// Chinese and English, A4 landscape in print. Deletions are <del>, additions <ins>, struck and
/// underlined as well as coloured.
std::string comparison_as_html(const ComparisonSheet& sheet);

}  // namespace regwatch
