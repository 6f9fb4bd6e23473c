#include <algorithm>
#include <utility>

#include "base/text.h"
#include "documents/page_text.h"

namespace regwatch {
namespace {

// In parts of the size of a character. Words on one line differ in height where fonts do; Chinese
// text that is stretched to the margin, or stands beside digits, has small gaps that are no space.
constexpr double same_line = 0.45;
constexpr double chinese_gap = 0.6;
constexpr double latin_gap = 0.08;

bool is_wide(char32_t c) { return c >= 0x2E80; }

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? U' ' : next_code_point(text, at);
}

char32_t last_of(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  if (at == 0) return U' ';
  --at;
  return next_code_point(text, at);
}

bool is_latin_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

PrintedLine line_of(std::vector<PageWord> words) {
  std::sort(words.begin(), words.end(),
            [](const PageWord& a, const PageWord& b) { return a.left < b.left; });
  PrintedLine line;
  line.left = words.front().left;
  for (const PageWord& word : words) {
    line.right = std::max(line.right, word.right);
    line.em = std::max(line.em, word.em);
    line.middle += word.middle / static_cast<double>(words.size());
  }
  line.words = std::move(words);
  return line;
}

}  // namespace

std::string PrintedLine::text() const {
  std::string out;
  double end = left;
  for (const PageWord& word : words) {
    const bool latin = !is_wide(last_of(out)) && !is_wide(first_of(word.text));
    const double gap = word.left - end;
    if (!out.empty() && gap > em * (latin ? latin_gap : chinese_gap)) out += ' ';
    out += word.text;
    end = std::max(end, word.right);
  }
  return out;
}

std::vector<PrintedLine> lines_of(std::vector<PageWord> words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const PageWord& a, const PageWord& b) { return a.middle < b.middle; });
  std::vector<PrintedLine> lines;
  std::vector<PageWord> pending;
  double start = 0;
  const auto end_line = [&] {
    if (!pending.empty()) lines.push_back(line_of(std::exchange(pending, {})));
  };
  for (PageWord& word : words) {
    const double em = pending.empty() ? word.em : std::max(pending.back().em, word.em);
    if (!pending.empty() && word.middle - start > same_line * em) end_line();
    if (pending.empty()) start = word.middle;
    pending.push_back(std::move(word));
  }
  end_line();
  return lines;
}

void append_line(std::string& paragraph, std::string_view line) {
  const bool both_latin = is_latin_word(last_of(paragraph)) && is_latin_word(first_of(line));
  const char32_t last = last_of(paragraph);
  const bool after_mark = last < 0x80 && std::string_view(",;:.?!)").find(
                                             static_cast<char>(last)) != std::string_view::npos;
  if (!paragraph.empty() && (both_latin || (after_mark && is_latin_word(first_of(line)))))
    paragraph += ' ';
  paragraph += line;
}

}  // namespace regwatch
