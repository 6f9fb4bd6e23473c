#include "diff/kind.h"

#include "base/names.h"

namespace regwatch {
namespace {

constexpr Names<Kind, 10> kind_names{{
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

std::string_view name_of(Kind kind) { return name_in(kind_names, kind); }

std::optional<Kind> kind_named(std::string_view name) { return value_in(kind_names, name); }

std::vector<std::string> Classification::topic_names() const {
  std::vector<std::string> names;
  names.reserve(topics.size());
  for (const auto& [topic, words] : topics) names.push_back(topic);
  return names;
}

}  // namespace regwatch
