#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diff/text_difference.h"

namespace regwatch {

/// What a reader takes as one: a character; a number with its unit (10万元, 三十日, 第五条), a
/// date, a document's number, a Latin word; the name of a document with its marks (《…》).
struct TextToken {
  std::size_t begin = 0;  ///< Bytes.
  std::size_t end = 0;
  std::uint32_t item = 0;  ///< Code point of a character; above all code points for longer ones.
  std::size_t line = 0;
  std::size_t characters = 1;
  bool is_name = false;
};

/// The reading form, with 零 as 〇: 二零二四年 is 二〇二四年. Texts are compared by it.
std::string compared_form(std::string_view text);

/// Cuts texts into tokens; equal ones in any of them have the same item. Width of punctuation and
/// white space make no token and no difference.
class TextTokenizer {
 public:
  enum class Names { whole, apart };
  std::vector<TextToken> tokens_of(const ComparedText& compared, Names names = Names::whole);

 private:
  std::uint32_t item_of(const std::string& form);

  std::unordered_map<std::string, std::uint32_t> words_;
};

}  // namespace regwatch
