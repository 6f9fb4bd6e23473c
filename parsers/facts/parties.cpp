#include <algorithm>

#include "parsers/fact.h"
#include "parsers/respondent.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  auto found = respondents_in_words(text);
  if (found.empty()) found = respondents_in_tables(text, tables_of(text.paragraphs));
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
