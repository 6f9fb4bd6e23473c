#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/comparison.h"
#include "render/marked_paragraph.h"

namespace regwatch {

/// One of two texts that are compared, as a heading names it.
struct SideHeading {
  std::string name;  ///< `公共数据资源登记管理暂行办法（公开征求意见稿）`, or a file's name.
  std::string detail;  ///< `version 2, read 2026-09-18 08:30`; may be empty.
};

/// The same word in both languages.
struct Bilingual {
  std::string chinese;
  std::string english;
};

/// What changed beside the texts: `file added`, `附件2.docx`.
struct SheetNote {
  Bilingual what;
  std::string text;
};

/// What a comparison table (对照表) is made of.
struct ComparisonSheet {
  std::string title;
  SideHeading before;
  SideHeading after;
  Comparison comparison;
  std::vector<SheetNote> notes;
  bool show_unchanged = false;  ///< Else runs of unchanged articles are folded into one row.
};

/// `unchanged`, `changed`, `split`, `merged`, `added`, `deleted`
std::string_view name_of(ComparedClauses::What what);
/// `article`, `chapter`, …
std::string_view name_of(Clause::Level level);

/// A row of the table, whatever the table is written as. All text is clean.
struct ComparisonRow {
  enum class Kind {
    heading,  ///< The document's title, a chapter's heading, an annex's.
    folded,   ///< Several clauses that are unchanged in words.
    clauses,
  };
  Kind kind = Kind::clauses;
  ComparedClauses::What what = ComparedClauses::What::unchanged;
  std::string labels;  ///< `第十二条 → 第十一条`, `第三条–第七条`; empty where nothing is numbered.
  Bilingual noun;                ///< Where nothing is numbered: 序言, preamble. Not of a fold.
  std::vector<Bilingual> notes;  ///< What happened: changed, renumbered, moved, …
  std::string moved_between;  ///< `第一章 总则 → 第二章 登记要求`; empty: the same chapter.
  std::vector<MarkedParagraph> before;  ///< Empty: not there, or folded.
  std::vector<MarkedParagraph> after;

  bool is_unchanged_heading() const;  ///< One text stands for both sides.
  /// In print it stays on one page; a long one kept whole would leave most of a page white.
  bool is_short() const;
};

struct ComparisonTable {
  std::string title;
  SideHeading before;
  SideHeading after;
  Bilingual summary;
  std::vector<SheetNote> notes;
  std::vector<ComparisonRow> rows;
};
ComparisonTable table_of(const ComparisonSheet& sheet);

}  // namespace regwatch
