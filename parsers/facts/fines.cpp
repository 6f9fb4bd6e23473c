#include "parsers/fact.h"
#include "parsers/penalty.h"

namespace regwatch {

const Fact& fact_fines() {
  static const Fact fact{"fines", read_penalties};
  return fact;
}

}  // namespace regwatch
