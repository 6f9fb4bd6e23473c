#include "diff/compared_side.h"

#include <algorithm>

#include "base/text.h"
#include "diff/text_tokens.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_caption_bytes = 120;

// Of `第一条 【立法目的】为了…`, behind the label.
std::size_t caption_bytes(const Clause& clause) {
  constexpr std::string_view open = "【", close = "】";
  if (clause.level != Clause::Level::article) return 0;
  const std::string_view words =
      std::string_view(clause.paragraphs.front()).substr(clause.label_bytes);
  const std::string_view trimmed = trim(words);
  if (!trimmed.starts_with(open)) return 0;
  const std::size_t end = trimmed.substr(0, longest_caption_bytes).find(close);
  if (end == std::string_view::npos) return 0;
  return static_cast<std::size_t>(trimmed.data() - words.data()) + end + close.size();
}

// Of a table's row whose first cell only counts the rows, that cell: all behind an inserted row
// have another.
std::size_t counting_cell_bytes(const Clause& clause) {
  constexpr std::size_t most_digits = 3;
  const std::string& row = clause.paragraphs.front();
  if (!clause.label.empty() || clause.paragraphs.size() > 1) return 0;
  const std::size_t digits = std::min(row.find_first_not_of("0123456789"), row.size());
  const bool counts = digits > 0 && digits <= most_digits && row.substr(digits).starts_with('\t');
  return counts ? digits : 0;
}

}  // namespace

std::uint32_t ReadingForms::item_of(std::string_view printed) {
  const auto [known, is_new] = printed_.try_emplace(std::string(printed), 0U);
  if (!is_new) return known->second;
  const auto next = static_cast<std::uint32_t>(forms_.size());
  const auto [form, is_other] = items_.try_emplace(compared_form(printed), next);
  if (is_other) forms_.push_back(&form->first);
  return known->second = form->second;
}

bool has_captions(const std::vector<Clause>& clauses) {
  std::size_t articles = 0;
  std::size_t captions = 0;
  for (const Clause& clause : clauses) {
    articles += clause.level == Clause::Level::article;
    captions += caption_bytes(clause) > 0;
  }
  return captions > 1 && captions * 2 > articles;
}

ComparedSide side_of(const std::vector<Clause>& clauses, ReadingForms& forms, Captions captions) {
  constexpr std::size_t none = ComparedSide::no_heading;
  ComparedSide side;
  side.clauses = &clauses;
  std::size_t chapter = none;
  std::size_t section = none;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const Clause& clause = clauses[i];
    side.texts.push_back(join(clause.paragraphs, "\n"));
    Passage passage;
    side.words_begin.push_back(clause.label_bytes +
                               (captions == Captions::are_labels ? caption_bytes(clause) : 0) +
                               counting_cell_bytes(clause));
    passage.item =
        forms.item_of(trim(std::string_view(side.texts.back()).substr(side.words_begin.back())));
    passage.words = forms.form(passage.item);
    passage.number = clause.number;
    passage.inserted = clause.inserted;
    side.passages.push_back(passage);
    if (clause.level == Clause::Level::chapter) {
      chapter = i;
      section = none;
    }
    if (clause.level == Clause::Level::section) section = i;
    side.chapters.push_back(chapter);
    side.sections.push_back(section);
  }
  return side;
}

}  // namespace regwatch
