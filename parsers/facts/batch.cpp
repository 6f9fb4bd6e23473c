#include "parsers/batch_number.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  const auto found = own_batch(text);
  if (!found) return;
  facts.batch = found->number;
  add_evidence(facts, "batch", found->evidence);
}

}  // namespace

const Fact& fact_batch() {
  static const Fact fact{"batch", read};
  return fact;
}

}  // namespace regwatch
