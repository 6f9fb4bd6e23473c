#include "parsers/fact.h"
#include "parsers/penalty.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  for (const Penalty& penalty : penalties_of(text)) {
    if (penalty.kind != Penalty::Kind::fine) continue;
    facts.fines.push_back(penalty.money);
    add_evidence(facts, "fines", penalty.printed);
  }
}

}  // namespace

const Fact& fact_fines() {
  static const Fact fact{"fines", read};
  return fact;
}

}  // namespace regwatch
