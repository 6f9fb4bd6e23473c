#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "parsers/facts.h"

namespace regwatch {

/// A notice and what one fact of it reads, as one line; empty where the fact is absent.
struct FactCase {
  const char* title;
  std::vector<std::string> paragraphs;
  const char* expected;
};

inline Facts facts_of_case(const FactCase& c, const char* published = "2026-09-01") {
  return read_facts(c.paragraphs, parse_date(published), c.title);
}

inline std::string shown(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "";
}
inline std::string shown(const std::optional<CivilDate>& date) {
  return date ? format_date(*date) : "";
}
inline std::string shown(const std::vector<std::string>& values) { return join(values, "|"); }
/// `200000 某公司|5000.5`.
inline std::string shown(const std::vector<Money>& amounts) {
  std::vector<std::string> all;
  for (const Money& money : amounts) {
    std::string one = std::to_string(money.cents / 100);
    if (money.cents % 100 != 0) one += "." + std::to_string(money.cents % 100 + 100).substr(1);
    if (money.currency != "CNY") one += money.currency;
    all.push_back(one + (money.party ? " " + *money.party : ""));
  }
  return join(all, "|");
}
/// `某某/5.3.0/某公司/应用宝/违规收集个人信息+超范围收集`.
inline std::string shown(const std::vector<App>& apps) {
  std::vector<std::string> all;
  for (const App& app : apps) {
    all.push_back(app.name + "/" + app.version.value_or("") + "/" + app.developer.value_or("") +
                  "/" + app.store.value_or("") + "/" + join(app.problems, "+"));
  }
  return join(all, "|");
}

/// Checks one fact of each case, and that it comes with evidence exactly where it is there.
template <class Cases, class Member>
void check_fact(const Cases& cases, const char* name, Member member) {
  for (const FactCase& c : cases) {
    INFO(c.title << ": " << join(c.paragraphs, "\n"));
    const Facts facts = facts_of_case(c);
    CHECK(shown(facts.*member) == c.expected);
    CHECK(facts.evidence.contains(name) == is_known(facts.*member));
  }
}

}  // namespace regwatch
