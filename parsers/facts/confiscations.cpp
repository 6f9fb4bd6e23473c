#include "parsers/fact.h"
#include "parsers/penalty.h"

namespace regwatch {

const Fact& fact_confiscations() {
  static const Fact fact{"confiscations", read_penalties};
  return fact;
}

}  // namespace regwatch
