#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/html.h"

namespace regwatch {

/// A short CSS selector, by classes and ids where they tell, that gives of the page below `root`
/// exactly the elements of `wanted`, and beside them at most such as hold no link. Names that tell
/// a state (`on`, `first`) or count are not used; steps are counted only where nothing else tells.
std::optional<std::string> selector_of_all(Node root, const std::vector<Node>& wanted);

/// Selectors whose first match in each of `rows` is the `wanted` of the same index, the plainest
/// first; a row whose `wanted` is null does not count.
std::vector<std::string> selectors_within(const std::vector<Node>& rows,
                                          const std::vector<Node>& wanted);

}  // namespace regwatch
