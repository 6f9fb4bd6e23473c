#pragma once

#include <vector>

#include "diff/clauses.h"

namespace regwatch {

/// Makes one clause of what stands above the title of the rules that a text prints: the order that
/// promulgates them, the notice that asks for comments, heads and numbers around it. A text whose
/// first article has no title above it, or nothing above that title, stays as it is; both do where
/// both say something in numbered points up there.
void fold_announcements(std::vector<Clause>& before, std::vector<Clause>& after);

}  // namespace regwatch
