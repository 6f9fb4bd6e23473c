#include "tests/facts/evaluation.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace regwatch {
namespace {

const std::string folder = REGWATCH_SOURCE_DIR "/tests/facts/";

std::vector<LabelledNotice> labelled(const char* name) {
  return read_labelled_notices(folder + name);
}

TEST_CASE("facts are read with precision 0.98 and recall 0.95 over the evaluation set", "[facts]") {
  auto notices = labelled("sentences.jsonl");
  CHECK(notices.size() >= 200);
  const auto documents = labelled("documents.jsonl");
  CHECK(documents.size() >= 60);
  notices.insert(notices.end(), documents.begin(), documents.end());
  const Evaluation evaluation = evaluate(notices);
  for (const auto& [fact, tally] : evaluation.facts) {
    INFO(fact << ": expected " << tally.expected << ", found " << tally.found << ", right "
              << tally.right << "; facts_bench --errors names them");
    if (tally.expected < 10) continue;
    CHECK(tally.precision() >= 0.98);
    CHECK(tally.recall() >= 0.95);
  }
  CHECK(evaluation.unfounded == std::vector<std::string>{});
}

LabelledNotice entry_into_force() {
  return {"set:1", "某某办法", parse_date("2026-09-01"), {"本办法自２０２６年１０月１日起施行。"},
          {},      {}};
}

TEST_CASE("a fact that is as the label says is right", "[facts]") {
  for (const char* label : {"2026-10-01", "2027-01-01 | 2026-10-01"}) {
    auto notice = entry_into_force();
    notice.expected = {{"effective_date", {label}}};
    const Evaluation evaluation = evaluate({&notice, 1});
    CHECK(evaluation.facts.at("effective_date").right == 1);
    CHECK(evaluation.disagreements.empty());
  }
}

TEST_CASE("a fact that no label knows is wrong unless it is allowed", "[facts]") {
  auto notice = entry_into_force();
  const Evaluation evaluation = evaluate({&notice, 1});
  CHECK(evaluation.facts.at("effective_date").precision() == 0.0);
  REQUIRE(evaluation.disagreements.size() == 1);
  CHECK(evaluation.disagreements.front().wrong == std::vector<std::string>{"2026-10-01"});
  notice.allowed = {{"effective_date", {"2026-10-01"}}};
  CHECK(evaluate({&notice, 1}).total.found == 0);
}

TEST_CASE("a label that nothing was read for is missed", "[facts]") {
  auto notice = entry_into_force();
  notice.expected = {{"effective_date", {"2026-10-01"}},
                     {"legal_bases", {"《网络安全法》第二十一条、第五十九条"}}};
  const Evaluation evaluation = evaluate({&notice, 1});
  CHECK(evaluation.facts.at("legal_bases").recall() == 0.0);
}

}  // namespace
}  // namespace regwatch
