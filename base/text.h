#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// All functions take and give UTF-8. "Space" is ASCII white space, U+00A0, U+3000, U+2000 to
/// U+200A, U+202F and U+205F, and the zero-width U+200B to U+200D, U+2060 and U+FEFF.

std::string_view trim(std::string_view text);
/// Trims, and makes one ASCII space of each inner run of spaces. Between two Chinese characters (or
/// full-width punctuation) the run is kept as one space as well.
std::string collapse_spaces(std::string_view text);
/// Removes every space.
std::string remove_spaces(std::string_view text);

std::string ascii_lower(std::string_view text);
bool iequals(std::string_view a, std::string_view b);  ///< ASCII case.
bool icontains(std::string_view text, std::string_view part);
bool has_any(std::string_view text, std::initializer_list<std::string_view> parts);
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings);

bool is_digits(std::string_view text);  ///< ASCII digits and nothing else; not empty.
bool is_hex(std::string_view text);     ///< Hexadecimal digits of either case; not empty.

std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

bool is_valid_utf8(std::string_view text);
/// Replaces each ill-formed sequence by U+FFFD.
std::string to_valid_utf8(std::string_view text);
/// Decodes the code point at `at` and moves `at` behind it. Ill-formed bytes read as U+FFFD, one
/// byte each. Precondition: at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);
std::size_t count_code_points(std::string_view text);
/// At most `limit` code points, with … as the last where the text was cut.
std::string ellipsize(std::string_view text, std::size_t limit);
/// Columns on a terminal: wide and full-width characters take two, zero-width none.
std::size_t display_width(std::string_view text);

bool is_space(char32_t c);
bool is_han(char32_t c);

/// Full-width ASCII (U+FF01 to U+FF5E) and the ideographic space to their ASCII forms.
char32_t to_half_width(char32_t c);
std::string to_half_width(std::string_view text);

std::u32string to_utf32(std::string_view text);

}  // namespace regwatch
