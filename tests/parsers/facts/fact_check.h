#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "tests/parsers/facts/fact_case.h"

namespace regwatch {

/// A notice of 2026-09-01 and what one fact of it reads, as one line; empty where it is absent.
struct NoticeCase {
  const char* title;
  std::vector<std::string> paragraphs;
  const char* expected;
};

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
  for (const NoticeCase& c : cases) {
    INFO(c.title << ": " << join(c.paragraphs, "\n"));
    const Facts facts = read_facts(c.paragraphs, parse_date("2026-09-01"), c.title);
    CHECK(shown(facts.*member) == c.expected);
    CHECK(facts.evidence.contains(name) == is_known(facts.*member));
  }
}

}  // namespace regwatch
