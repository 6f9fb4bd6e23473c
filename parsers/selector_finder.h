#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/html.h"

namespace regwatch {

// Selectors for elements that are at hand. Names that tell a state (`on`, `first`) or a number are
// not used, for the next page has others.

/// A short CSS selector, by classes and ids where they tell, that gives of the page below `root`
/// exactly the elements of `wanted`, and beside them at most such as hold no link.
std::optional<std::string> selector_of_all(Node root, const std::vector<Node>& wanted);

/// One that gives few others that hold links beside them: `更多` at a list's end.
std::optional<std::string> loose_selector_of_all(Node root, const std::vector<Node>& wanted);

/// One that counts steps (`:nth-child`), where nothing else tells: the page's next section moves
/// it.
std::optional<std::string> counted_selector_of_all(Node root, const std::vector<Node>& wanted);

/// XPaths for rows that no name tells apart, by what their links have in common; none was tried.
std::vector<std::string> xpaths_of_all(const std::vector<Node>& rows,
                                       const std::vector<Node>& links);

/// Selectors whose first match in each of `rows` is the `wanted` of the same index, the plainest
/// first; a row whose `wanted` is null does not count.
std::vector<std::string> selectors_within(const std::vector<Node>& rows,
                                          const std::vector<Node>& wanted);

}  // namespace regwatch
