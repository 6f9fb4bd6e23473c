#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// One line of foreign text as it stands in a paragraph of Markdown, at its begin too: no character
/// of it makes a heading, list, link, image, element, table, rule or emphasis. By CommonMark 0.30
/// §2.4 and §2.5; what older parsers do not take behind a backslash is written as a reference.
/// Common marks within words stay as they are, for an editor reads the source.
std::string escape_markdown(std::string_view line);

/// An address as it may stand between `<` and `>` (CommonMark 0.30 §6.5): without spaces, controls
/// and angle brackets, which are percent-encoded.
std::string markdown_address(std::string_view url);

}  // namespace regwatch
