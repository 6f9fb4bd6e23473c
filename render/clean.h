#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// Foreign text on one line, fit for a terminal, a mail and a page: valid UTF-8, spaces collapsed,
/// without control characters (escape sequences begin with one) and without the characters that
/// turn the direction of what follows. At most `limit` code points, cut with ….
std::string clean_line(std::string_view text, std::size_t limit = 400);

/// Foreign text of any length as it may be shown: valid UTF-8 without control characters, but for
/// line feeds, and without the characters that turn direction. Cells parted by tabs are parted by
/// ` | `. Spaces stay as they are.
std::string clean_text(std::string_view text);

/// Whether a character may be shown as it stands: none of the controls, of those that end a line or
/// turn the direction, and no noncharacter.
bool is_showable(char32_t c);

/// For the content and the quoted attributes of HTML and XML; removes nothing.
std::string escape_markup(std::string_view text);

/// An address that may be made a link or printed as one: http or https and well formed, as
/// `Url::str` writes it. Absent for all else.
std::optional<std::string> clean_link(std::string_view url);

}  // namespace regwatch
