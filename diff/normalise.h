#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// A text as a person reads it, for telling whether two are the same: half-width forms; one form of
/// each quotation mark, bracket, dash, dot and zero; nothing of zero width; no space but one
/// between two ASCII letters or digits. Letters keep their case. Not fit to be shown.
std::string reading_form(std::string_view text);

/// Whether a paragraph, in reading form, belongs to the page and not to the notice: a visit
/// counter, a row of print and share widgets, links to the neighbouring pages, the editor's name,
/// the moment at which the page was generated.
bool is_furniture(std::string_view reading_form);

}  // namespace regwatch
