#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/section.h"

namespace regwatch {

/// What a notice is (the codebook's ten kinds).
enum class Kind {
  draft,
  rule,
  plan,
  standard,
  enforcement,
  interpretation,
  licensing,
  report,
  event,
  other,
};
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

/// What a title says: its kind, its place in a newsletter, and why it matters. A notice is relevant
/// when it has a topic.
struct Classification {
  Kind kind = Kind::other;
  std::map<std::string, std::vector<std::string>> topics;  ///< Topic to the words that matched.
  std::optional<NewsSection> section;                      ///< Absent: in none.
  std::string why;  ///< The name of the rule that decided the kind.
  bool relevant() const { return !topics.empty(); }
  std::vector<std::string> topic_names() const;
};

}  // namespace regwatch
