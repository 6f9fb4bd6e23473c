#include <algorithm>

#include "parsers/fact.h"
#include "parsers/penalty.h"
#include "parsers/respondent.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

// Those who are fined, where the words name every one.
std::vector<Respondent> respondents_of_penalties(const NoticeText& text) {
  std::vector<Respondent> found;
  for (const Penalty& penalty : penalties_of(text)) {
    if (!penalty.money.party) return {};
    const std::string& name = *penalty.money.party;
    const bool is_known = std::any_of(found.begin(), found.end(),
                                      [&](const Respondent& other) { return other.name == name; });
    if (!is_known) found.push_back({name, "", penalty.printed});
  }
  return found;
}

void read(const NoticeText& text, Facts& facts) {
  auto found = respondents_in_words(text);
  if (found.empty()) found = respondents_in_tables(text, tables_of(text.paragraphs));
  if (found.empty()) found = respondents_of_penalties(text);
  for (Respondent& respondent : found) {
    facts.parties.push_back(std::move(respondent.name));
    add_evidence(facts, "parties", respondent.printed);
  }
}

}  // namespace

const Fact& fact_parties() {
  static const Fact fact{"parties", read};
  return fact;
}

}  // namespace regwatch
