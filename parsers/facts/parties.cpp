#include <algorithm>

#include "parsers/fact.h"
#include "parsers/penalty.h"
#include "parsers/respondent.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

// Those who pay, where the words name every one: a notice may head its list with a company and
// fine its officers too.
std::vector<Respondent> respondents_who_pay(const NoticeText& text, Facts& facts) {
  read_penalties(text, facts);
  std::vector<Respondent> found;
  for (const auto* sums : {&facts.confiscations, &facts.fines}) {
    if (sums->empty()) continue;
    const auto& evidence = facts.evidence[sums == &facts.fines ? "fines" : "confiscations"];
    for (const Money& money : *sums) {
      if (!money.party) return {};
      const auto sentence =
          std::find_if(evidence.begin(), evidence.end(), [&](const std::string& printed) {
            return plain_form(printed).find(plain_form(*money.party)) != std::string::npos;
          });
      found.push_back({*money.party, "", sentence == evidence.end() ? evidence[0] : *sentence});
    }
  }
  return found;
}

void add_new(std::vector<Respondent>& found, std::vector<Respondent> more) {
  for (Respondent& respondent : more) {
    const bool is_known = std::any_of(found.begin(), found.end(), [&](const Respondent& other) {
      return other.name == respondent.name || other.short_name == respondent.name;
    });
    const bool is_one = respondent.name.find("、") == std::string::npos;
    if (!is_known && is_one) found.push_back(std::move(respondent));
  }
}

void read(const NoticeText& text, Facts& facts) {
  auto found = respondents_in_words(text);
  const bool by_words = !found.empty();
  if (!by_words) found = respondents_in_tables(text, tables_of(text.paragraphs));
  if (by_words || found.empty()) add_new(found, respondents_who_pay(text, facts));
  if (found.empty()) found = respondents_in_items(text);
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
