#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// How a paragraph is numbered at its beginning.
enum class Numbering {
  part,      ///< 第一编, 第一部分
  chapter,   ///< 第一章
  section,   ///< 第一节
  article,   ///< 第一条
  point,     ///< 一、
  bracket,   ///< （一）
  arabic,    ///< 1. or 1、
  decimals,  ///< 4.1.2, A.1, as standards number their clauses; or 4 before a title.
  annex,     ///< 附件1, 附录A, 附表
};

/// The number at a paragraph's beginning.
struct NumberLabel {
  Numbering style = Numbering::point;
  std::string text;  ///< Without spaces, as printed else: `第十二条之一`, `（一）`, `4.1.2`.
  std::optional<int> number;  ///< The last one of `4.1.2`; none of a bare 附件.
  int inserted = 0;           ///< 1 of 第十二条之一.
  std::size_t bytes = 0;      ///< Of the paragraph: the label and the spaces before and inside it.
  /// Something parts the label from what follows: a space, a bracket, a colon, the end.
  bool parted = false;
};

/// What numbers a paragraph; nothing where it begins with words, a year, an amount. Only the label
/// is looked at: `第三条规定的期限` has one, and whether it begins an article is not said.
std::optional<NumberLabel> number_label(std::string_view paragraph);

}  // namespace regwatch
