#include "parsers/plain_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace regwatch {
namespace {

// Broken at a width are lines of such widths; a paragraph on one line is soon wider, and a list of
// names is narrower.
constexpr std::size_t narrowest_page = 24;
constexpr std::size_t widest_page = 130;
// So many lines must be full before a width is believed, and so large a share of all.
constexpr std::size_t least_full_lines = 3;
constexpr std::size_t least_full_percent = 25;
// A line may end one wide character early, so that the next begins with no closing mark.
constexpr std::size_t slack = 2;

struct Line {
  std::string text;       // Trimmed, spaces collapsed.
  std::size_t width = 0;  // With its indentation.
  bool is_indented = false;
  bool stands_alone = false;  // A heading, a table's row: neither continues nor is continued.
  bool begins = false;        // A paragraph begins here for certain: a list's item.
};

bool matches(const RE2& pattern, std::string_view text) { return RE2::PartialMatch(text, pattern); }

bool is_decoration(std::string_view text) {
  static const RE2 pattern(
      R"(^(?:```.*|(?:[-*_=—] ?){3,}|\|?(?: ?:?-{3,}:? ?\|)+(?: ?:?-{3,}:? ?)?|[-—–] ?\d{1,4} ?[-—–]|第 ?\d+ ?页(?: ?共 ?\d+ ?页)?)$)");
  return matches(pattern, text);
}

std::string cells_of(std::string_view row) {
  row.remove_prefix(1);
  row.remove_suffix(1);
  std::vector<std::string> cells;
  for (const auto cell : split(row, '|')) cells.emplace_back(trim(cell));
  return join(cells, "\t");
}

void take_markdown(Line& line) {
  static const RE2 heading(R"(^#{1,6} +)");
  static const RE2 quotation(R"(^(?:> ?)+)");
  static const RE2 item(R"(^[-*+•] +)");
  RE2::Replace(&line.text, quotation, "");
  line.stands_alone = RE2::Replace(&line.text, heading, "");
  line.begins = RE2::Replace(&line.text, item, "");
  line.text = replace_all(line.text, "**", "");
  if (line.text.size() > 2 && line.text.starts_with('|') && line.text.ends_with('|')) {
    line.text = cells_of(line.text);
    line.stands_alone = true;
  }
}

Line line_of(std::string_view raw) {
  Line line;
  const std::size_t margin = static_cast<std::size_t>(trim(raw).data() - raw.data());
  line.is_indented = display_width(raw.substr(0, margin)) >= 2 || raw.starts_with('\t');
  // A tab parts cells, unless it is a margin.
  std::vector<std::string> cells;
  for (const auto cell : split(trim(raw), '\t')) {
    if (std::string text = collapse_spaces(cell); !text.empty()) cells.push_back(std::move(text));
  }
  line.text = join(cells, "\t");
  line.stands_alone = cells.size() > 1;
  line.width = display_width(raw.substr(0, margin)) + display_width(line.text);
  if (is_decoration(line.text)) {
    line.text.clear();
  } else if (cells.size() == 1) {
    take_markdown(line);
  }
  return line;
}

std::vector<Line> lines_of(std::string_view text) {
  std::string even = replace_all(std::string(text), "\r\n", "\n");
  for (char& c : even) {
    if (c == '\r' || c == '\f' || c == '\v') c = '\n';
  }
  std::vector<Line> lines;
  for (const auto raw : split(even, '\n')) lines.push_back(line_of(raw));
  return lines;
}

bool ends_sentence(std::string_view text) {
  static const RE2 pattern(R"([。！？；：;:!?.][”’"』」）)]?$)");
  return matches(pattern, text);
}

// `第十二条 …`, `二、…`, `（三）…`, `附件`: what a paragraph begins with.
bool begins_with_number(std::string_view text) {
  static const RE2 pattern(
      R"(^(?:第[一二三四五六七八九十百千零〇○0-9]+[编章节条]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)|\d{1,2}(?:[.．、](?:\D|$))|附件|附：))");
  return matches(pattern, text);
}

bool is_number_parted(std::string_view text) {
  static const RE2 pattern(R"(^第[^ ]{1,12}[编章节条] )");
  return matches(pattern, text);
}

// What stands at a line's beginning before it might be broken: a word, or one wide character.
std::size_t first_piece_width(std::string_view text) {
  std::size_t at = 0;
  next_code_point(text, at);
  if (display_width(text.substr(0, at)) == 2) return 2;
  const std::size_t end = std::min(text.find(' '), text.size());
  return std::min<std::size_t>(display_width(text.substr(0, end)) + 1, widest_page);
}

// The width at which lines were broken; 0: they were not.
class Page {
 public:
  explicit Page(const std::vector<Line>& lines) {
    std::vector<std::size_t> widths;
    for (const Line& line : lines) {
      if (line.text.empty() || line.stands_alone) continue;
      widths.push_back(line.width);
      is_indented_ = is_indented_ || line.is_indented;
    }
    if (widths.size() < least_full_lines) return;
    std::sort(widths.begin(), widths.end());
    // An address may stick out.
    width_ = widths[std::min(widths.size() - 1, widths.size() * 98 / 100)];
    std::size_t full = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) full += is_full(lines[i], lines[i + 1]);
    if (width_ < narrowest_page || width_ > widest_page || full < least_full_lines ||
        full * 100 < widths.size() * least_full_percent)
      width_ = 0;
  }

  bool continues(const Line& line, const Line& next) const {
    if (width_ == 0 || line.text.empty() || next.text.empty()) return false;
    if (line.stands_alone || next.stands_alone || next.begins || !is_full(line, next)) return false;
    if (is_indented_) return !next.is_indented;
    const bool may_begin = begins_with_number(next.text);
    return !may_begin || !(ends_sentence(line.text) || is_number_parted(next.text));
  }

 private:
  bool is_full(const Line& line, const Line& next) const {
    return !line.text.empty() && !next.text.empty() &&
           line.width + first_piece_width(next.text) + slack > width_;
  }

  std::size_t width_ = 0;
  bool is_indented_ = false;
};

// Between two words of letters there was a space where the line was broken.
void append_line(std::string& paragraph, std::string_view text) {
  const auto is_narrow = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (is_narrow(paragraph.back()) && is_narrow(text.front())) paragraph += ' ';
  paragraph += text;
}

}  // namespace

std::vector<std::string> paragraphs_of_plain_text(std::string_view text) {
  const auto lines = lines_of(text);
  const Page page(lines);
  std::vector<std::string> paragraphs;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].text.empty()) continue;
    if (i > 0 && !paragraphs.empty() && page.continues(lines[i - 1], lines[i])) {
      append_line(paragraphs.back(), lines[i].text);
    } else {
      paragraphs.push_back(lines[i].text);
    }
  }
  return paragraphs;
}

}  // namespace regwatch
