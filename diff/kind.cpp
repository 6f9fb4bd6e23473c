#include "diff/kind.h"

#include <algorithm>
#include <array>
#include <utility>

namespace regwatch {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 10> kind_names{{
    {Kind::draft, "draft"},
    {Kind::rule, "rule"},
    {Kind::plan, "plan"},
    {Kind::standard, "standard"},
    {Kind::enforcement, "enforcement"},
    {Kind::interpretation, "interpretation"},
    {Kind::licensing, "licensing"},
    {Kind::report, "report"},
    {Kind::event, "event"},
    {Kind::other, "other"},
}};

}  // namespace

std::string_view name_of(Kind kind) {
  const auto found = std::find_if(kind_names.begin(), kind_names.end(),
                                  [kind](const auto& entry) { return entry.first == kind; });
  return found == kind_names.end() ? std::string_view("other") : found->second;
}

std::optional<Kind> kind_named(std::string_view name) {
  const auto found = std::find_if(kind_names.begin(), kind_names.end(),
                                  [name](const auto& entry) { return entry.second == name; });
  if (found == kind_names.end()) return std::nullopt;
  return found->first;
}

std::vector<std::string> Classification::topic_names() const {
  std::vector<std::string> names;
  names.reserve(topics.size());
  for (const auto& [topic, words] : topics) names.push_back(topic);
  return names;
}

}  // namespace regwatch
