#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace regwatch {

/// A piece of a text as lawyers count it: an article with its paragraphs, a chapter's heading, a
/// numbered point of a notice, or a plain paragraph of a text that numbers nothing.
struct Clause {
  enum class Level {
    title,  ///< Of the document itself, with 征求意见稿 below it; of one printed below it, too.
    preamble,      ///< Before the first article or point: how it was adopted, a table of contents.
    part,          ///< 第一编
    chapter,       ///< 第一章
    section,       ///< 第一节; 一、 where it is only a title above （一）.
    article,       ///< 第一条
    point,         ///< 一、 of a text without articles.
    subpoint,      ///< （一） of such a text, where it stands alone.
    paragraph,     ///< Of a text that numbers nothing, and what follows the last article.
    annex,         ///< 附件, 附录, 附则 as a heading of its own
    announcement,  ///< All that stands above the title of printed rules, where they are compared.
  };
  Level level = Level::paragraph;
  std::string label;            ///< As printed, without spaces: `第十二条`; empty: none.
  std::size_t label_bytes = 0;  ///< Of the first paragraph: the label and the spaces before it.
  std::optional<int> number;    ///< Of the label: 12. 第十二条之一 is 12 with `inserted` 1.
  int inserted = 0;
  std::string within;  ///< The headings above it: `第二章 数据安全`; may be empty.
  std::vector<std::string> paragraphs;  ///< As printed, the label in the first.
};

/// Cuts a text into clauses, in order; every paragraph belongs to exactly one, empty ones are left
/// out. A quotation of an article (`“第十二条 …”` in a decision that amends a law) begins none, nor
/// does a reference (`第十二条规定的…`), nor an entry of a table of contents.
std::vector<Clause> clauses_of(std::span<const std::string> paragraphs);

/// The label of the article or point in whose midst the text ends, as one does that was cut off on
/// its way; nothing where the last sentence is whole, or where other words follow.
std::optional<std::string> breaks_off_in(std::span<const Clause> clauses);

}  // namespace regwatch
