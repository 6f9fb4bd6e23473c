#include "render/fact_phrases.h"

#include <catch2/catch.hpp>

#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("amounts are grouped, with hundredths where there are some") {
  CHECK(money_phrase({20'000'000, "CNY", {}}) == "200,000 CNY");
  CHECK(money_phrase({123'456'789'05, "USD", {}}) == "123,456,789.05 USD");
  CHECK(money_phrase({50, "CNY", {}}) == "0.50 CNY");
  CHECK(money_phrase({99'900, "CNY", {}}) == "999 CNY");
}

TEST_CASE("a digest says a notice's facts in a few lines") {
  Notice notice = sample::notice("a", Kind::enforcement, "MIIT", "通报", "2022-04-20");
  CHECK(fact_phrases(notice).empty());
  notice.facts.batch = 3;
  notice.facts.total_batch = 23;
  notice.facts.app_count = 37;
  for (const char* name : {"甲", "乙", "丙", "丁"})
    notice.facts.apps.push_back({name, {}, {}, {}, {}});
  notice.facts.fines = {{100, "CNY", {}}, {250, "CNY", {}}, {100, "USD", {}}};
  notice.facts.rectify_by = sample::day("2022-04-26");
  notice.facts.parties = {"A\x1b[31m公司"};
  CHECK(fact_phrases(notice) == Lines{"Fines: 3, 3.50 CNY and 1 USD in all",
                                      "37 apps: 甲, 乙, 丙 and 1 more", "1 party: A [31m公司",
                                      "To be put right by 2022-04-26", "Batch 3, 23 in all"});
}

TEST_CASE("a draft would be in force, a rule is") {
  Notice notice = sample::notice("a", Kind::rule, "CAC", "办法", "2025-01-22");
  notice.facts.effective_date = sample::day("2025-03-01");
  notice.facts.valid_months = 60;
  notice.facts.repeals = {"旧办法"};
  CHECK(fact_phrases(notice) ==
        Lines{"In force from 2025-03-01, for 5 years", "Repeals 《旧办法》"});
  notice.classification.kind = Kind::draft;
  notice.facts.valid_months = 18;
  notice.facts.repeals.clear();
  CHECK(fact_phrases(notice) == Lines{"Would be in force from 2025-03-01, for 18 months"});
}

}  // namespace
}  // namespace regwatch
