#pragma once

#include <cstddef>
#include <string_view>

namespace regwatch {

/// Whether every character reference in the text is one that `decode_references` reads just as the
/// HTML standard does: the usual names with their semicolon, and plain numbers. A lone `&` is fine.
bool knows_all_references(std::string_view text);

/// Writes the text with its references decoded, without NUL, to `out`, which has room for
/// `text.size()` bytes; no reference is longer decoded than written. Returns the bytes written.
std::size_t decode_references(std::string_view text, char* out);

}  // namespace regwatch
