#pragma once

namespace regwatch {

/// Whether two characters are a word of administrative Chinese that a reader does not cut: 审查,
/// 应当, 不得. Words that are not listed may be cut.
bool is_common_word(char32_t first, char32_t second);

}  // namespace regwatch
