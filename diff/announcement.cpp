#include "diff/announcement.h"

#include <algorithm>
#include <iterator>

namespace regwatch {

void fold_announcement(std::vector<Clause>& clauses) {
  const auto first_article = std::find_if(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.level == Clause::Level::article;
  });
  if (first_article == clauses.end()) return;
  const auto above =
      std::find_if(std::make_reverse_iterator(first_article), clauses.rend(),
                   [](const Clause& clause) { return clause.level == Clause::Level::title; });
  if (above == clauses.rend()) return;
  const auto title = std::prev(above.base());
  if (title == clauses.begin()) return;
  Clause announcement;
  announcement.level = Clause::Level::announcement;
  for (auto clause = clauses.begin(); clause != title; ++clause) {
    std::move(clause->paragraphs.begin(), clause->paragraphs.end(),
              std::back_inserter(announcement.paragraphs));
  }
  clauses.erase(clauses.begin(), title);
  clauses.insert(clauses.begin(), std::move(announcement));
}

}  // namespace regwatch
