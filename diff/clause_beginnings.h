#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "diff/clauses.h"
#include "diff/text_line.h"

namespace regwatch {

/// Where clauses begin: for each line the level of the clause that it begins, or nothing where it
/// continues the one before, or is empty. The first line that is not empty begins one.
std::vector<std::optional<Clause::Level>> clause_beginnings(std::span<const TextLine> lines);

/// `第十二条规定的期限`, `第三条、第四条`, `第五条第二款`, `第六条修改为：` speak of an article and
/// begin none: `rest` is what stands behind its number. Behind a space 第五条 may begin what an
/// article says.
bool is_reference(std::string_view rest, bool parted);

}  // namespace regwatch
