#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Words and lines as a page shows them, in points from its upper left corner: what PDF and OFD
/// know of a document. Nothing in them says where a paragraph ends or which words are a table's.

struct PageWord {
  double left = 0, right = 0;
  double middle = 0;  ///< Halfway between top and bottom of its characters.
  double em = 0;      ///< Size of its characters.
  std::string text;
};

/// A line that is drawn, horizontal or vertical.
struct PageRule {
  double left = 0, top = 0, right = 0, bottom = 0;
};

struct PrintedPage {
  double width = 0, height = 0;
  std::vector<PageWord> words;
  std::vector<PageRule> rules;
};

/// Words on one line of writing.
struct PrintedLine {
  double left = 0, right = 0, middle = 0, em = 0;
  std::vector<PageWord> words;  ///< From left to right.

  std::string text() const;
};

/// Lines from top to bottom.
std::vector<PrintedLine> lines_of(std::vector<PageWord> words);
/// Text of two lines of one paragraph: no space where either is Chinese.
void append_line(std::string& paragraph, std::string_view line);

/// A table whose cells are drawn. Cells that are merged hold their text at their first place; the
/// others are empty.
struct PageTable {
  double left = 0, top = 0, right = 0, bottom = 0;
  std::vector<std::vector<std::string>> rows;
};
/// Finds the tables of a page by the lines that are drawn, and takes their words from it.
std::vector<PageTable> take_tables(PrintedPage& page);

/// A document's paragraphs: lines joined, page numbers and running heads dropped, rows of tables
/// with their cells parted by tab.
std::vector<std::string> paragraphs_of_pages(std::vector<PrintedPage> pages);

}  // namespace regwatch
