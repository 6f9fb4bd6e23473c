#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// The paragraphs of a text file (UTF-8), as of an article: spaces collapsed, none empty, a table's
/// cells parted by `\t`. Lines that were broken at a width are joined again; where they were not,
/// each line is a paragraph. What Markdown adds (#, **, list and quotation marks, rules) and the
/// numbers of pages are left out.
std::vector<std::string> paragraphs_of_plain_text(std::string_view text);

}  // namespace regwatch
