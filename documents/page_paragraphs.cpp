#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/text.h"
#include "documents/page_text.h"

namespace regwatch {
namespace {

// In parts of the size of a character.
constexpr double indent = 1.2;
constexpr double short_of_margin = 1.6;
constexpr double column_gap = 1.5;
constexpr double wide_pitch = 1.7;     // Of the usual distance of lines.
constexpr double widest_pitch = 2.3;   // What can be usual: double spacing.
constexpr double other_size = 0.13;    // Of the size itself.
constexpr double edge_of_page = 0.12;  // Of its height: where page numbers and heads stand.

struct Margins {
  double left = 0, right = 0, pitch = 0;
};

// What stands on a page, from top to bottom: a line, or a row of a table.
struct Block {
  double top = 0;
  PrintedLine line;
  std::string text;
  std::vector<std::string> cells;
  std::size_t table = 0;  ///< Number of its table in the document, from 1; 0 of a line.
  bool is_row() const { return !cells.empty(); }
};

struct Layout {
  double width = 0, height = 0;
  std::vector<Block> blocks;
  Margins margins;
};

bool matches(const std::string& text, const RE2& pattern) { return RE2::FullMatch(text, pattern); }

bool is_page_number(const std::string& text) {
  static const RE2 pattern(
      R"((?:[-—–－―─‐·•]*(?:第)?[0-9０-９]{1,4}(?:页)?(?:[/／,，]?(?:共)?[0-9０-９]{1,4}(?:页)?)?[-—–－―─‐·•]*)|(?:[ivxIVXⅠ-ⅿ]{1,6}))");
  return matches(remove_spaces(text), pattern);
}

bool begins_an_item(const std::string& text) {
  static const RE2 pattern(
      R"(第[零〇一二三四五六七八九十百千0-9]+[编章节条款][ 　\t].*|[（(][一二三四五六七八九十]{1,3}[)）].*|[一二三四五六七八九十]{1,3}、.*|[0-9]{1,2}[.．、][^0-9].*|附件[0-9一二三四五六七八九十]*[:：]?.*)");
  return matches(text, pattern);
}

bool ends_a_sentence(const std::string& text) {
  for (const std::string_view mark : {"。", "；", "：", "！", "？", ";", ":", "。”", "）"}) {
    if (text.size() >= mark.size() &&
        text.compare(text.size() - mark.size(), mark.size(), mark) == 0)
      return true;
  }
  return false;
}

std::string without_digits(const std::string& text) {
  std::string out = remove_spaces(text);
  for (char& c : out) {
    if (c >= '0' && c <= '9') c = '#';
  }
  return out;
}

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::ceil(part * static_cast<double>(values.size() - 1)))];
}

// The leftmost place where more than one line begins, and the rightmost that many reach.
Margins margins_of(const std::vector<Block>& blocks) {
  std::vector<double> lefts, rights, pitches;
  const Block* before = nullptr;
  for (const Block& block : blocks) {
    if (!block.is_row()) {
      lefts.push_back(block.line.left);
      rights.push_back(block.line.right);
      if (before != nullptr) pitches.push_back(block.line.middle - before->line.middle);
    }
    before = block.is_row() ? nullptr : &block;
  }
  Margins margins;
  std::sort(lefts.begin(), lefts.end());
  margins.left = lefts.empty() ? 0 : lefts.front();
  for (std::size_t i = 0; i + 1 < lefts.size(); ++i) {
    if (lefts[i + 1] - lefts[i] > 3) continue;
    margins.left = lefts[i];
    break;
  }
  margins.right = percentile(rights, 0.9);
  margins.pitch = percentile(pitches, 0.5);
  return margins;
}

class Paragraphs {
 public:
  explicit Paragraphs(std::vector<PrintedPage> pages) {
    std::size_t tables = 0;
    for (PrintedPage& page : pages) layouts_.push_back(layout_of(page, tables));
    drop_furniture();
    for (Layout& layout : layouts_) layout.margins = margins_of(layout.blocks);
    set_body();
  }

  std::vector<std::string> join() {
    for (const Layout& layout : layouts_) {
      new_page_ = true;
      for (std::size_t i = 0; i < layout.blocks.size();) {
        const std::size_t rows = rows_by_gaps(layout, i);
        if (rows > 0) {
          for (const std::size_t end = i + rows; i < end; ++i)
            add_row(cells_by_gaps(layout.blocks[i]), 0);
          continue;
        }
        const Block& block = layout.blocks[i++];
        if (block.is_row()) {
          add_row(block.cells, block.table);
        } else {
          add_line(layout, block);
        }
      }
    }
    end_paragraph();
    end_rows();
    return std::move(out_);
  }

 private:
  static Layout layout_of(PrintedPage& page, std::size_t& tables) {
    Layout layout{page.width, page.height, {}, {}};
    for (PageTable& table : take_tables(page)) {
      ++tables;
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Block block;
        block.top = table.top + static_cast<double>(i) * 1e-3;
        block.cells = std::move(table.rows[i]);
        block.table = tables;
        layout.blocks.push_back(std::move(block));
      }
    }
    for (PrintedLine& line : lines_of(std::move(page.words))) {
      Block block;
      block.top = line.middle;
      block.text = line.text();
      block.line = std::move(line);
      layout.blocks.push_back(std::move(block));
    }
    std::stable_sort(layout.blocks.begin(), layout.blocks.end(),
                     [](const Block& a, const Block& b) { return a.top < b.top; });
    return layout;
  }

  // The first and last two lines of a page may be its furniture.
  template <class Do>
  static void at_edges(Layout& layout, Do act) {
    for (Block& block : layout.blocks) {
      if (block.is_row()) continue;
      const bool at_edge = block.top < layout.height * edge_of_page ||
                           block.top > layout.height * (1 - edge_of_page);
      if (at_edge) act(block);
    }
  }

  void drop_furniture() {
    std::map<std::string, std::size_t> seen;
    for (Layout& layout : layouts_)
      at_edges(layout, [&](Block& block) { ++seen[without_digits(block.text)]; });
    const std::size_t often = std::max<std::size_t>(3, (layouts_.size() + 1) / 2);
    for (Layout& layout : layouts_) {
      at_edges(layout, [&](Block& block) {
        const bool repeated = seen[without_digits(block.text)] >= often;
        if (repeated || is_page_number(block.text)) block.text.clear();
      });
      std::erase_if(layout.blocks,
                    [](const Block& block) { return !block.is_row() && block.text.empty(); });
    }
  }

  // Of the whole document: a page with a few lines of its own knows its margins badly.
  void set_body() {
    std::map<int, std::size_t> sizes;
    std::vector<double> lefts, rights;
    for (const Layout& layout : layouts_) {
      for (const Block& block : layout.blocks)
        sizes[static_cast<int>(std::lround(block.line.em * 2))] += block.text.size();
      if (layout.blocks.size() < 8) continue;
      lefts.push_back(layout.margins.left);
      rights.push_back(layout.margins.right);
    }
    const auto most =
        std::max_element(sizes.begin(), sizes.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    body_size_ = most == sizes.end() ? 0 : most->first / 2.0;
    for (Layout& layout : layouts_) {
      if (layout.blocks.size() >= 8 || rights.empty()) continue;
      layout.margins.left = std::min(layout.margins.left, percentile(lefts, 0.5));
      layout.margins.right = std::max(layout.margins.right, percentile(rights, 0.5));
    }
  }

  static bool is_centred(const Layout& layout, const PrintedLine& line) {
    const double before = line.left - layout.margins.left;
    const double after = layout.margins.right - line.right;
    const bool away = before > 1.5 * line.em && after > 1.5 * line.em;
    return away && std::fabs(before - after) < 2 * line.em;
  }

  // A title of several lines is centred and larger than the text.
  bool goes_on_as_title(const Layout& layout, const Block& block) const {
    return block.line.em > body_size_ * 1.1 && is_centred(layout, block.line) &&
           is_same_size(block.line) && !is_apart(layout, block.line) && !begins_an_item(block.text);
  }

  bool is_same_size(const PrintedLine& line) const {
    return std::fabs(line.em - last_.em) <= other_size * std::max(line.em, last_.em);
  }

  bool is_apart(const Layout& layout, const PrintedLine& line) const {
    const double usual = std::clamp(layout.margins.pitch, line.em * 1.2, line.em * widest_pitch);
    return !new_page_ && line.middle - last_.middle > usual * wide_pitch;
  }

  // A line that ends early ends its paragraph, unless the next word had no room on it.
  bool was_short(const PrintedLine& line) const {
    const double room = last_right_margin_ - last_.right;
    const PageWord& next = line.words.front();
    const bool breakable = static_cast<unsigned char>(next.text.front()) >= 0x80;
    return room > short_of_margin * last_.em &&
           (breakable || room > std::min(next.right, line.right) - next.left);
  }

  bool begins_paragraph(const Layout& layout, const Block& block) const {
    const PrintedLine& line = block.line;
    if (paragraph_.empty()) return true;
    if (goes_on_as_title(layout, block)) return false;
    if (was_centred_ || is_centred(layout, line)) return true;
    if (!is_same_size(line) || is_apart(layout, line) || was_short(line)) return true;
    const double own_indent = line.left - layout.margins.left;
    const bool indented = own_indent > indent * line.em;
    const bool as_before = std::fabs(own_indent - last_indent_) < 0.5 * line.em;
    if (indented && (!as_before || ends_a_sentence(paragraph_))) return true;
    return begins_an_item(block.text) && ends_a_sentence(paragraph_);
  }

  void add_line(const Layout& layout, const Block& block) {
    end_rows();
    if (begins_paragraph(layout, block)) end_paragraph();
    append_line(paragraph_, block.text);
    last_ = block.line;
    last_indent_ = block.line.left - layout.margins.left;
    last_right_margin_ = layout.margins.right;
    was_centred_ = is_centred(layout, block.line);
    new_page_ = false;
  }

  void end_paragraph() {
    if (!paragraph_.empty()) out_.push_back(std::exchange(paragraph_, ""));
    was_centred_ = false;
  }

  // Tables that are not drawn: three lines or more whose parts stand below each other.

  static std::vector<double> starts_of(const Block& block) {
    std::vector<double> starts;
    double end = 0;
    for (const PageWord& word : block.line.words) {
      if (starts.empty() || word.left - end > column_gap * block.line.em)
        starts.push_back(word.left);
      end = std::max(end, word.right);
    }
    return starts;
  }

  static bool stand_below(const Block& above, const Block& below) {
    const auto a = starts_of(above), b = starts_of(below);
    if (a.size() < 2 || b.size() < 2) return false;
    std::size_t shared = 0;
    for (const double start : b) {
      shared += std::any_of(a.begin(), a.end(),
                            [&](double each) { return std::fabs(each - start) < below.line.em; });
    }
    return shared >= 2;
  }

  static std::size_t rows_by_gaps(const Layout& layout, std::size_t from) {
    if (layout.blocks[from].is_row()) return 0;
    std::size_t end = from + 1;
    while (end < layout.blocks.size() && !layout.blocks[end].is_row() &&
           stand_below(layout.blocks[end - 1], layout.blocks[end]))
      ++end;
    return end - from >= 3 ? end - from : 0;
  }

  static std::vector<std::string> cells_by_gaps(const Block& block) {
    std::vector<std::string> cells;
    PrintedLine part;
    const auto end_cell = [&] {
      if (!part.words.empty()) cells.push_back(part.text());
    };
    for (const PageWord& word : block.line.words) {
      if (part.words.empty() || word.left - part.right > column_gap * block.line.em) {
        end_cell();
        part = {word.left, word.right, word.middle, block.line.em, {}};
      }
      part.words.push_back(word);
      part.right = std::max(part.right, word.right);
    }
    end_cell();
    return cells;
  }

  // A table goes on over pages: its head is repeated, and a row may be cut by the page's end, which
  // shows in its number's cell being empty.
  void add_row(const std::vector<std::string>& cells, std::size_t table) {
    end_paragraph();
    const bool goes_on = table != 0 && table != table_ && new_page_ && !rows_.empty() &&
                         rows_.back().size() == cells.size();
    if (!goes_on && table != table_) end_rows();
    const bool repeats_head = goes_on && cells == rows_.front();
    table_ = table;
    if (repeats_head) return;  // The next row is still the first of its page.
    if (goes_on && is_rest_of(cells, rows_.back())) {
      for (std::size_t i = 0; i < cells.size(); ++i) append_line(rows_.back()[i], cells[i]);
    } else {
      rows_.push_back(cells);
    }
    new_page_ = false;
  }

  static bool is_rest_of(const std::vector<std::string>& cells,
                         const std::vector<std::string>& row) {
    static const RE2 number(R"([0-9]{1,5}[.．、]?)");
    return cells.front().empty() && matches(row.front(), number);
  }

  void end_rows() {
    for (const auto& row : std::exchange(rows_, {})) {
      std::string text;
      for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "\t" : "") + row[i];
      out_.push_back(std::move(text));
    }
    table_ = 0;
  }

  std::vector<Layout> layouts_;
  double body_size_ = 0;
  std::vector<std::string> out_;
  std::string paragraph_;
  std::vector<std::vector<std::string>> rows_;
  std::size_t table_ = 0;
  PrintedLine last_;
  double last_indent_ = 0;
  double last_right_margin_ = 0;
  bool was_centred_ = false;
  bool new_page_ = true;
};

}  // namespace

std::vector<std::string> paragraphs_of_pages(std::vector<PrintedPage> pages) {
  return Paragraphs(std::move(pages)).join();
}

}  // namespace regwatch
