#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

constexpr std::size_t head_paragraphs = 12;
constexpr std::size_t longest_cell = 600;  // Bytes; longer ones are prose.

// `索引号：000014349/2024-00053`, `索 引 号` with the value in the next cell. Prose speaks of an
// 索引号 too, but puts no number behind it.
std::optional<std::string> number_in(std::string_view cell, std::string_view next_cell) {
  if (cell.size() > longest_cell) return std::nullopt;
  const std::string plain = plain_form(cell);
  constexpr std::string_view label = "索引号";
  const std::size_t at = plain.find(label);
  if (at == std::string::npos) return std::nullopt;
  std::string rest = plain.substr(at + label.size());
  if (rest.empty() || rest == ":") rest = plain_form(next_cell);
  static const RE2 form("^(?:】|\\])?:?([0-9A-Za-z][0-9A-Za-z/_.-]{4,60})");
  std::string number;
  if (!RE2::PartialMatch(rest, form, &number)) return std::nullopt;
  return number;
}

void read(const NoticeText& text, Facts& facts) {
  for (std::size_t i = 0; i < std::min(text.paragraphs.size(), head_paragraphs); ++i) {
    const auto cells = split(text.paragraphs[i], '\t');
    const auto below = i + 1 < text.paragraphs.size() ? split(text.paragraphs[i + 1], '\t')
                                                      : std::vector<std::string_view>();
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const auto next = k + 1 < cells.size() ? cells[k + 1] : std::string_view();
      facts.index_number = number_in(cells[k], next);
      const bool is_beside = facts.index_number.has_value();
      // In the next line, or under its label where a box prints its values below.
      if (!is_beside && cells.size() == below.size()) {
        facts.index_number = number_in(cells[k], below[k]);
      }
      if (!facts.index_number) continue;
      add_evidence(facts, "index_number", text.paragraphs[i]);
      if (!is_beside) add_evidence(facts, "index_number", text.paragraphs[i + 1]);
      return;
    }
  }
}

}  // namespace

const Fact& fact_index_number() {
  static const Fact fact{"index_number", read};
  return fact;
}

}  // namespace regwatch
