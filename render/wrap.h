#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Breaks text into lines of at most `columns` as a terminal shows them. Lines break at spaces and
/// between Chinese characters, never before a closing mark (。，）》) nor after an opening one
/// (（《), and never within an address or another word, which may therefore stick out.
std::vector<std::string> wrap_text(std::string_view text, std::size_t columns);

/// The same as one string: every line behind `indent` and ending in a newline; the first behind
/// `first`, which has the width of `indent`.
std::string wrap_indented(std::string_view text, std::size_t columns, std::string_view first,
                          std::string_view indent);

/// `text` with spaces up to that width, or cut with … to fit it.
std::string pad_to_width(std::string_view text, std::size_t width);
/// Cut with … to fit the width.
std::string cut_to_width(std::string_view text, std::size_t width);

}  // namespace regwatch
