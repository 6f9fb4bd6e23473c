#include "render/comparison_text.h"

#include <algorithm>

#include "base/text.h"
#include "render/marked_lines.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

using What = ComparedClauses::What;

constexpr int columns_for_two = 120;
constexpr std::string_view gutter = " │ ";

std::string words_of(const std::vector<Bilingual>& notes) {
  std::vector<std::string> words;
  for (const Bilingual& note : notes) words.push_back(note.english);
  return join(words, ", ");
}

Ink ink_of(What what) {
  switch (what) {
    case What::added:
      return Ink::good;
    case What::deleted:
      return Ink::bad;
    case What::unchanged:
      return Ink::faint;
    default:
      return Ink::warning;
  }
}

// Of whole paragraphs that came or went, marks around everything would say nothing more.
bool is_whole(const ComparisonRow& row) {
  return row.what == What::added || row.what == What::deleted;
}

bool all_differs(const MarkedParagraph& paragraph) {
  return (paragraph.label.text.empty() || paragraph.label.differs) &&
         std::all_of(paragraph.spans.begin(), paragraph.spans.end(),
                     [](const TextSpan& span) { return span.differs; });
}

// Writes one comparison for a terminal.
class Writer {
 public:
  Writer(const TerminalStyle& style, ComparisonLayout layout)
      : paint_(style.colour),
        colour_(style.colour),
        columns_(static_cast<std::size_t>(std::max(style.columns, 40))),
        side_by_side_(layout == ComparisonLayout::side_by_side ||
                      (layout == ComparisonLayout::fitting && style.columns >= columns_for_two)) {}

  std::string write(const ComparisonTable& table) {
    if (!table.title.empty()) put(Ink::strong, wrap_indented(table.title, columns_, "", ""));
    heading("Before: ", table.before);
    heading("After:  ", table.after);
    out_ += "\n";
    put(Ink::strong, wrap_indented(table.summary.english, columns_, "", ""));
    for (const SheetNote& note : table.notes)
      out_ += wrap_indented(note.what.english + ": " + note.text, columns_, "", "  ");
    for (const ComparisonRow& row : table.rows) write(row);
    return std::move(out_);
  }

 private:
  void put(Ink ink, const std::string& lines) {
    for (const auto line : split(lines, '\n')) {
      if (!line.empty()) out_.append(paint_(ink, line)).append("\n");
    }
  }

  void heading(std::string_view which, const SideHeading& text) {
    const std::string detail = text.detail.empty() ? "" : " (" + text.detail + ")";
    out_ += wrap_indented(text.name + detail, columns_, which, std::string(which.size(), ' '));
  }

  void write(const ComparisonRow& row) {
    if (row.kind == ComparisonRow::Kind::folded) {
      const std::string labels = row.labels.empty() ? "" : row.labels + ": ";
      out_ += "\n";
      put(Ink::faint, wrap_indented(labels + words_of(row.notes), columns_, "", "  "));
      return;
    }
    out_ += "\n";
    if (row.is_unchanged_heading()) return unchanged_heading(row);
    row_heading(row);
    for (const ParagraphBlock& block : paragraph_blocks(row.before, row.after)) {
      side_by_side_ ? two_columns(row, block) : below_each_other(row, block);
    }
  }

  void unchanged_heading(const ComparisonRow& row) {
    for (const MarkedParagraph& paragraph : row.after) {
      for (const auto& line : marked_lines(paragraph, {Side::after, columns_})) {
        put(Ink::heading, line.text);
      }
    }
  }

  void row_heading(const ComparisonRow& row) {
    const std::string labels = row.labels.empty() ? row.noun.english : row.labels;
    std::string words = words_of(row.notes);
    if (!row.moved_between.empty()) words += " (" + row.moved_between + ")";
    put(ink_of(row.what), wrap_indented(labels + ": " + words, columns_, "", "  "));
  }

  LineStyle style_of(const ComparisonRow& row, Side side, std::size_t columns) const {
    LineStyle style{side, columns, colour_};
    style.mark = !is_whole(row);
    style.tint = colour_ && is_whole(row);
    return style;
  }

  void below_each_other(const ComparisonRow& row, const ParagraphBlock& block) {
    if (!block.differs()) {
      lines_of(*block.after.front(), style_of(row, Side::after, columns_ - 2), "  ");
      return;
    }
    for (const auto* paragraph : block.before) lines_of(row, *paragraph, Side::before, "- ");
    for (const auto* paragraph : block.after) lines_of(row, *paragraph, Side::after, "+ ");
  }

  void lines_of(const ComparisonRow& row, const MarkedParagraph& paragraph, Side side,
                std::string_view sign) {
    LineStyle style = style_of(row, side, columns_ - 2);
    style.tint = colour_;
    style.mark = style.mark && !all_differs(paragraph);
    lines_of(paragraph, style, sign);
  }

  void lines_of(const MarkedParagraph& paragraph, const LineStyle& style, std::string_view sign) {
    const std::string margin = style.tint
                                   ? paint_(style.side == Side::before ? Ink::bad : Ink::good, sign)
                                   : std::string(sign);
    const std::string indent(sign.size(), ' ');
    bool first = true;
    for (const auto& line : marked_lines(paragraph, style)) {
      out_.append(first ? margin : indent).append(line.text).append("\n");
      first = false;
    }
  }

  void two_columns(const ComparisonRow& row, const ParagraphBlock& block) {
    const std::size_t width = (columns_ - display_width(gutter)) / 2;
    const auto left = column(row, block.before, Side::before, width);
    const auto right = column(row, block.after, Side::after, width);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      const MarkedLine before = i < left.size() ? left[i] : MarkedLine();
      out_ += before.text;
      out_.append(width > before.width ? width - before.width : 0, ' ');
      if (i < right.size()) {
        out_.append(paint_(Ink::faint, gutter)).append(right[i].text).append("\n");
      } else {
        out_.append(paint_(Ink::faint, trim_end(gutter))).append("\n");
      }
    }
  }

  static std::string_view trim_end(std::string_view text) {
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }

  std::vector<MarkedLine> column(const ComparisonRow& row,
                                 const std::vector<const MarkedParagraph*>& paragraphs, Side side,
                                 std::size_t width) const {
    LineStyle style = style_of(row, side, width);
    style.break_words = true;
    std::vector<MarkedLine> lines;
    for (const auto* paragraph : paragraphs) {
      const auto more = marked_lines(*paragraph, style);
      lines.insert(lines.end(), more.begin(), more.end());
    }
    return lines;
  }

  Paint paint_;
  bool colour_;
  std::size_t columns_;
  bool side_by_side_;
  std::string out_;
};

}  // namespace

std::string comparison_for_terminal(const ComparisonSheet& sheet, const TerminalStyle& style,
                                    ComparisonLayout layout) {
  return Writer(style, layout).write(table_of(sheet));
}

}  // namespace regwatch
