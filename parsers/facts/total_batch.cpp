#include "parsers/batch_number.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  const auto found = own_total_batch(text);
  if (!found) return;
  facts.total_batch = found->number;
  add_evidence(facts, "total_batch", found->evidence);
}

}  // namespace

const Fact& fact_total_batch() {
  static const Fact fact{"total_batch", read};
  return fact;
}

}  // namespace regwatch
