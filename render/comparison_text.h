#pragma once

#include <string>

#include "render/comparison_table.h"
#include "render/terminal.h"

namespace regwatch {

enum class ComparisonLayout {
  fitting,       ///< Side by side from 120 columns on.
  side_by_side,  ///< Two columns, however narrow.
  unified,       ///< Lines that begin with - and +, one below the other.
};

/// The summary, then row by row what changed. The characters that differ are bold and underlined
/// where there is colour, else `[-removed-]` and `{+added+}`.
std::string comparison_for_terminal(const ComparisonSheet& sheet, const TerminalStyle& style,
                                    ComparisonLayout layout = ComparisonLayout::fitting);

}  // namespace regwatch
