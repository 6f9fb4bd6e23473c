#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crawler/source.h"
#include "diff/change.h"
#include "diff/notice.h"
#include "diff/run.h"
#include "render/paint.h"

namespace regwatch {

/// Where lines are printed.
struct TerminalStyle {
  int columns = 80;
  bool colour = false;
};

/// Each function gives whole lines, ending in a newline; Chinese takes two columns. What a page
/// said is made harmless: no escape sequence, no control character, no text that turns direction.

/// `items`, `search`: id, date, authority, kind, title, and marks (deadline, withdrawn, topics).
std::string notice_line(const Notice& notice, const TerminalStyle& style);
/// `read`: a page as it was read.
std::string article_page(const Article& article, const TerminalStyle& style);
/// `parse`: one row of a list.
std::string entry_line(const Entry& entry, const TerminalStyle& style);
/// `run`: `ok  cac-consultations  25 entries, 2 appeared, 1 amended`; the reason where it is not
/// ok.
std::string run_summary_line(const Run& run, const Source& source, const TerminalStyle& style);
/// `classify`: kind, topics, title.
std::string class_line(std::string_view title, const Classification& classification,
                       const TerminalStyle& style);
/// One line without a newline, to be printed behind a carriage return: `[=====>    ] 12/40 lists`.
std::string progress_bar(int done, int total, std::string_view doing, const TerminalStyle& style);

// What those that print share.

/// Good, doubtful, bad, or not looked at.
Ink ink_of_verdict(std::string_view verdict);
/// At least 40.
std::size_t columns_of(const TerminalStyle& style);
/// Paragraphs, two columns in; cells of a table's row parted by bars.
std::string text_lines(const std::vector<std::string>& paragraphs, std::size_t columns);

}  // namespace regwatch
