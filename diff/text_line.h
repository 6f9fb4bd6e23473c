#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diff/numbering.h"

namespace regwatch {

/// A paragraph of a text that is to be cut into clauses, and what can be seen of it alone.
struct TextLine {
  std::string_view text;  ///< Trimmed; points into the paragraph.
  std::optional<NumberLabel> label;
  std::string_view rest;        ///< Behind the label, trimmed.
  bool is_quoted = false;       ///< It lies in a quotation that an earlier line began.
  bool is_in_contents = false;  ///< It belongs to a table of contents, its heading too.

  bool is_furniture = false;       ///< A page's number, or the head that stands above it again.
  bool continues_history = false;  ///< It lies in the brackets that a line of history opened.

  bool is_blank() const { return text.empty() || is_furniture; }
  bool has(Numbering style) const { return label && label->style == style; }
  /// A table's row: cells are parted by tab.
  bool is_row() const { return text.find('\t') != std::string_view::npos; }
  bool ends_sentence() const;  ///< 。；：，、 and the like, also before a closing mark.
  bool is_short(std::size_t most_characters) const;
  bool is_date() const;        ///< 2025年1月8日, 二〇二五年一月八日, alone.
  bool is_draft_mark() const;  ///< （征求意见稿）, （修订草案）, alone.
  bool is_history() const;     ///< When it was adopted, promulgated, amended.
  /// As words that could be a title, a signature, a heading: short, no sentence, no number.
  bool is_bare() const;
};

/// The lines of a text, quotations and table of contents marked.
std::vector<TextLine> text_lines(std::span<const std::string> paragraphs);

}  // namespace regwatch
