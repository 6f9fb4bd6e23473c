#pragma once

#include <optional>
#include <span>
#include <vector>

#include "diff/clauses.h"
#include "diff/text_line.h"

namespace regwatch {

/// Where clauses begin: for each line the level of the clause that it begins, or nothing where it
/// continues the one before, or is empty. The first line that is not empty begins one.
std::vector<std::optional<Clause::Level>> clause_beginnings(std::span<const TextLine> lines);

}  // namespace regwatch
