#include "diff/run.h"

#include <catch2/catch.hpp>

#include "diff/change.h"

using namespace regwatch;

TEST_CASE("every verdict and every change is found by its name") {
  for (const auto verdict : {Verdict::ok, Verdict::unchanged, Verdict::suspect, Verdict::broken,
                             Verdict::unreachable, Verdict::blocked, Verdict::skipped})
    CHECK(verdict_named(name_of(verdict)) == verdict);
  for (const auto kind :
       {ChangeKind::appeared, ChangeKind::amended, ChangeKind::deadline_moved,
        ChangeKind::withdrawn, ChangeKind::delisted, ChangeKind::restored, ChangeKind::flapped})
    CHECK(change_named(name_of(kind)) == kind);
  CHECK_FALSE(verdict_named("fine"));
  CHECK_FALSE(change_named(""));
}

TEST_CASE("only a list that was read well counts as seen") {
  CHECK(sees(Verdict::ok));
  CHECK(sees(Verdict::unchanged));
  for (const auto verdict : {Verdict::suspect, Verdict::broken, Verdict::unreachable,
                             Verdict::blocked, Verdict::skipped})
    CHECK_FALSE(sees(verdict));
}

TEST_CASE("a failure amounts to the verdict that says whose it is") {
  const std::vector<std::pair<Fault, Verdict>> cases = {
      {Fault::unreachable, Verdict::unreachable}, {Fault::refused, Verdict::blocked},
      {Fault::blocked, Verdict::blocked},         {Fault::not_captured, Verdict::skipped},
      {Fault::broken, Verdict::broken},           {Fault::gone, Verdict::broken},
      {Fault::too_large, Verdict::broken},        {Fault::invalid, Verdict::broken},
      {Fault::missing, Verdict::broken}};
  for (const auto& [fault, verdict] : cases) CHECK(verdict_of({fault, "why"}) == verdict);
}
