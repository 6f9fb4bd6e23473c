#include "diff/clauses.h"

#include <algorithm>

#include "base/text.h"
#include "diff/clause_beginnings.h"
#include "diff/text_line.h"

namespace regwatch {
namespace {

using Level = Clause::Level;

constexpr std::size_t longest_heading_bytes = 180;  // Longer ones are sentences.

/// The headings above the current clause, the outermost first.
class Headings {
 public:
  std::string within(const Clause& clause) {
    const int rank = rank_of(clause);
    if (rank != heads_nothing) {
      close(rank);
    } else if (clause.level == Level::paragraph) {
      // A signature stands below no point, nor below the chapter of the last article.
      close(is_behind_article_ ? rank_of_part : rank_of_point);
    }
    if (clause.level != Level::paragraph) is_behind_article_ = clause.level == Level::article;
    std::string out;
    for (const auto& heading : open_) out.append(out.empty() ? "" : " ").append(heading.text);
    if (rank != heads_nothing && clause.level != Level::title)
      open_.push_back({rank, text_of(clause)});
    return out;
  }

 private:
  struct Heading {
    int rank = 0;
    std::string text;
  };

  static constexpr int heads_nothing = -1;
  static constexpr int rank_of_part = 1;
  static constexpr int rank_of_point = 4;

  void close(int rank) {
    while (!open_.empty() && open_.back().rank >= rank) open_.pop_back();
  }

  // What stands below what. 4.1.2 stands below 4.1, （一） below 一、.
  static int rank_of(const Clause& clause) {
    const auto dots = static_cast<int>(std::count(clause.label.begin(), clause.label.end(), '.'));
    switch (clause.level) {
      case Level::title:
      case Level::annex:
        return 0;
      case Level::part:
        return rank_of_part;
      case Level::chapter:
        return 2;
      case Level::section:
        return clause.label.starts_with("第") ? 3 : rank_of_point + dots;
      case Level::point:
        return rank_of_point;
      case Level::subpoint:
        return rank_of_point + std::max(1, dots);
      default:
        return heads_nothing;
    }
  }

  // Sentences are not repeated above their parts: their number stands for them.
  static std::string text_of(const Clause& clause) {
    const std::string_view first = clause.paragraphs.front();
    std::string_view words = trim(first.substr(clause.label_bytes));
    for (const std::string_view colon : {"：", ":"}) {
      if (words.starts_with(colon)) words = trim(words.substr(colon.size()));
    }
    if (words.empty() && clause.paragraphs.size() > 1) words = trim(clause.paragraphs[1]);
    if (words.size() > longest_heading_bytes || words.ends_with("。")) return clause.label;
    const std::string title = remove_spaces(words);
    const bool is_parted = !clause.label.empty() && !title.empty() && !clause.label.ends_with("、");
    return clause.label + (is_parted ? " " : "") + title;
  }

  std::vector<Heading> open_;
  bool is_behind_article_ = false;
};

Clause begin_clause(Level level, const TextLine& line, std::string_view paragraph) {
  Clause clause;
  clause.level = level;
  const bool is_numbered = level >= Level::part && level != Level::paragraph && line.label;
  if (!is_numbered) return clause;
  clause.label = line.label->text;
  clause.label_bytes =
      static_cast<std::size_t>(line.text.data() - paragraph.data()) + line.label->bytes;
  clause.number = line.label->number;
  clause.inserted = line.label->inserted;
  return clause;
}

}  // namespace

std::vector<Clause> clauses_of(std::span<const std::string> paragraphs) {
  const auto lines = text_lines(paragraphs);
  const auto begins = clause_beginnings(lines);
  std::vector<Clause> out;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (lines[i].is_blank()) continue;
    if (begins[i]) out.push_back(begin_clause(*begins[i], lines[i], paragraphs[i]));
    out.back().paragraphs.push_back(paragraphs[i]);
  }
  Headings headings;
  for (Clause& clause : out) clause.within = headings.within(clause);
  return out;
}

std::optional<std::string> breaks_off_in(std::span<const Clause> clauses) {
  constexpr std::size_t shortest_sentence_bytes = 30;  // Shorter ones may be titles.
  if (clauses.empty() || clauses.back().label.empty()) return std::nullopt;
  const Clause& last = clauses.back();
  const bool says_something =
      last.level == Level::article || last.level == Level::point || last.level == Level::subpoint;
  const std::string_view end = trim(last.paragraphs.back());
  if (!says_something || end.size() < shortest_sentence_bytes ||
      end.find('\t') != std::string_view::npos)
    return std::nullopt;
  for (const std::string_view mark :
       {"。", "；", "！", "？", "”", "」", "）", "》", "…", ".", ";", "!", "?", "\"", ")"}) {
    if (end.ends_with(mark)) return std::nullopt;
  }
  return last.label;
}

}  // namespace regwatch
