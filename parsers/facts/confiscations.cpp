#include "parsers/fact.h"
#include "parsers/penalty.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  for (const Penalty& penalty : penalties_of(text)) {
    if (penalty.kind != Penalty::Kind::confiscation) continue;
    facts.confiscations.push_back(penalty.money);
    add_evidence(facts, "confiscations", penalty.printed);
  }
}

}  // namespace

const Fact& fact_confiscations() {
  static const Fact fact{"confiscations", read};
  return fact;
}

}  // namespace regwatch
