#include "diff/announcement.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace regwatch {
namespace {

using Level = Clause::Level;

// How many clauses stand above the title of what the first article belongs to.
std::size_t count_above_title(std::span<const Clause> clauses) {
  std::size_t title = 0;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (clauses[i].level == Level::article) return title;
    if (clauses[i].level == Level::title) title = i;
  }
  return 0;
}

bool has_points(std::span<const Clause> clauses) {
  return std::count_if(clauses.begin(), clauses.end(), [](const Clause& clause) {
           return clause.level == Level::point || clause.level == Level::subpoint;
         }) > 1;
}

void fold(std::vector<Clause>& clauses, std::size_t count) {
  if (count == 0) return;
  Clause announcement;
  announcement.level = Level::announcement;
  const auto title = clauses.begin() + static_cast<std::ptrdiff_t>(count);
  for (auto clause = clauses.begin(); clause != title; ++clause) {
    std::move(clause->paragraphs.begin(), clause->paragraphs.end(),
              std::back_inserter(announcement.paragraphs));
  }
  clauses.erase(clauses.begin(), title);
  clauses.insert(clauses.begin(), std::move(announcement));
}

}  // namespace

void fold_announcements(std::vector<Clause>& before, std::vector<Clause>& after) {
  const std::size_t above_before = count_above_title(before);
  const std::size_t above_after = count_above_title(after);
  // A notice with rules of its own, to which a contract is annexed.
  if (has_points(std::span(before).first(above_before)) &&
      has_points(std::span(after).first(above_after)))
    return;
  fold(before, above_before);
  fold(after, above_after);
}

}  // namespace regwatch
