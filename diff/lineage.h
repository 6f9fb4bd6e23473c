#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diff/publication.h"

namespace regwatch {

/// How a notice stands to another; each has its inverse.
enum class Relation {
  final_of,  ///< It is the adopted text of that draft.
  draft_of,
  next_draft_of,  ///< It is put out for comments after that draft of the same document.
  previous_draft_of,
  interprets,
  interpreted_by,
  amends,
  amended_by,
  corrects,
  corrected_by,
  extends,  ///< It gives more time for comments on that draft.
  extended_by,
};
std::string_view name_of(Relation relation);
std::optional<Relation> relation_named(std::string_view name);
Relation inverse(Relation relation);
/// The one of the two that speaks of the later notice: final_of, not draft_of.
bool is_forward(Relation relation);

/// What one notice is to another.
struct Link {
  std::string other_id;
  Relation relation = Relation::final_of;
  double confidence = 0;  ///< 0 to 1; nothing below `least_confidence` is said.
  std::string reason;     ///< In words: `the same name, 141 days after the draft`.
  bool by_person = false;
};

/// A wrong descent embarrasses more than a missing one.
inline constexpr double least_confidence = 0.8;

/// How a notice descends from the candidates, and they from it. Dates must be known and in order.
/// A final takes the nearest draft that no other final took, at most six years before it. Where
/// names differ, the texts have to say that it is one document.
std::vector<Link> find_lineage(const Publication& notice, std::span<const Publication> candidates);

}  // namespace regwatch
