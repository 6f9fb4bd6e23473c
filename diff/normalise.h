#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// A text as a person reads it, for telling whether two are the same: half-width forms; one form of
/// each quotation mark, bracket, dash, dot and zero; nothing of zero width; no space but one
/// between two ASCII letters or two digits; entities that a page shows unread (`&nbsp;`) decoded.
/// Letters keep their case. Not fit to be shown.
std::string reading_form(std::string_view text);

/// Whether the second is the first with what could not be read in it (U+FFFD, characters of private
/// fonts, letters that a wrong character set leaves) replaced by something no longer. Both in
/// reading form. False where the first has no damage.
bool is_same_but_damaged(std::string_view damaged, std::string_view whole);

}  // namespace regwatch
