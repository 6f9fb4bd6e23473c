#include "diff/section.h"

#include "base/names.h"
#include "diff/kind.h"

namespace regwatch {
namespace {

constexpr Names<NewsSection, 3> section_names{{
    {NewsSection::regulatory, "regulatory"},
    {NewsSection::enforcement, "enforcement"},
    {NewsSection::industry, "industry"},
}};

}  // namespace

std::string_view name_of(NewsSection section) { return name_in(section_names, section); }

std::optional<NewsSection> news_section_named(std::string_view name) {
  return value_in(section_names, name);
}

std::optional<NewsSection> section_of(Kind kind) {
  switch (kind) {
    case Kind::draft:
    case Kind::rule:
    case Kind::standard:
    case Kind::interpretation:
      return NewsSection::regulatory;
    case Kind::enforcement:
      return NewsSection::enforcement;
    case Kind::plan:
    case Kind::licensing:
    case Kind::report:
    case Kind::event:
      return NewsSection::industry;
    case Kind::other:
      break;
  }
  return std::nullopt;
}

}  // namespace regwatch
