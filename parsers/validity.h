#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parsers/fact.h"

namespace regwatch {

/// Words that say how long this very document is in force, from the word that says so (有效期,
/// 试行, 至…止) to the end of their sentence.
struct Validity {
  std::size_t sentence = 0;  ///< Index into NoticeText::sentences.
  std::string_view words;    ///< Of its plain form.
};

/// In order. A licence's term (许可证有效期5年) is none: the words stand behind 本办法 itself, or
/// alone in or closely behind the sentence that puts it into force.
std::vector<Validity> own_validities(const NoticeText& text);

}  // namespace regwatch
