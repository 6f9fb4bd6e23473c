#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parsers/facts.h"

namespace regwatch {

/// A notice and what a careful reader takes from it. An empty `expected` stands for a fact that is
/// not there.
struct FactCase {
  std::string title;
  std::vector<std::string> paragraphs;
  std::string published;
  std::string expected;
};

inline constexpr const char* none = "";
inline constexpr const char* asking = "关于公开征求《某某管理办法（征求意见稿）》意见的通知";
inline constexpr const char* showing = "关于某某计划项目的公示";

inline std::string shown(const std::optional<CivilDate>& date) {
  return date ? format_date(*date) : none;
}
inline std::string shown(const std::optional<std::string>& text) { return text.value_or(none); }
inline std::string shown(std::optional<int> number) {
  return number ? std::to_string(*number) : none;
}

/// Reads each case; the fact must be as expected, and its evidence one of the printed lines, or of
/// the table's, or the title.
template <class Value>
void check_cases(const char* name, Value Facts::*fact, const std::vector<FactCase>& cases) {
  for (const FactCase& c : cases) {
    std::string text;
    for (const std::string& paragraph : c.paragraphs) text += paragraph;
    INFO(c.title << " / " << text);
    const Facts facts = read_facts(c.paragraphs, parse_date(c.published), c.title);
    CHECK(shown(facts.*fact) == c.expected);
    CHECK(facts.evidence.contains(name) == !c.expected.empty());
    if (!facts.evidence.contains(name)) continue;
    for (const std::string& sentence : facts.evidence.at(name)) {
      CHECK(((text + c.title).find(sentence) != std::string::npos));
    }
  }
}

}  // namespace regwatch
