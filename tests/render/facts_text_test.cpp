#include "render/facts_text.h"

#include <catch2/catch.hpp>

#include "render/labels.h"

namespace regwatch {
namespace {

CivilDate day(const char* printed) { return *parse_date(printed); }

TEST_CASE("each fact is shown with its evidence below") {
  Facts facts;
  facts.comment_deadline = day("2026-10-17");
  facts.evidence["comment_deadline"] = {"意见反馈截止日期为2026年10月17日。"};
  facts.valid_months = 60;
  facts.fines = {{20'000'000, "CNY", "甲公司"}, {123'456, "HKD", std::nullopt}};
  facts.evidence["fines"] = {"1\t甲公司\t罚款20万元"};
  facts.apps = {{"甲应用", "5.3.0", "甲公司", "应用宝", {"违规收集个人信息", "强制索权"}}};
  CHECK(facts_text(facts, {100, false}, day("2026-10-16")) ==
        "Comments until:  2026-10-17 · 1 day left\n"
        "                 \"意见反馈截止日期为2026年10月17日。\"\n"
        "Valid for:       5 years\n"
        "Apps:            甲应用 5.3.0 · 甲公司 · 应用宝: 违规收集个人信息; 强制索权\n"
        "Fines:           200,000 CNY 甲公司\n"
        "                 1,234.56 HKD\n"
        "                 \"1 | 甲公司 | 罚款20万元\"\n");
}

TEST_CASE("a passed deadline has no days left, a long list is counted, foreign text is harmless") {
  Facts facts;
  facts.comment_deadline = day("2026-10-17");
  for (int i = 0; i < 100; ++i) facts.parties.push_back("某公司\x1b[2J" + std::to_string(i));
  const std::string text = facts_text(facts, {80, false}, day("2026-10-18"));
  CHECK(text.starts_with("Comments until:  2026-10-17\n"));
  CHECK(text.ends_with("and 40 more\n"));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("every fact has a label that fits its column") {
  each_fact([](const char* name, auto) {
    INFO(name);
    CHECK(fact_label(name).size() <= 16);
    CHECK(fact_label(name).front() < 'a');
  });
}

}  // namespace
}  // namespace regwatch
