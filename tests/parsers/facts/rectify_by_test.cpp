#include "tests/parsers/facts/fact_check.h"

namespace regwatch {
namespace {

TEST_CASE("the day until which faults must be mended is read", "[facts]") {
  const char* title = "关于侵害用户权益行为的APP通报";
  const NoticeCase cases[] = {
      {title, {"请于2026年9月20日前完成整改。"}, "2026-09-20"},
      {title, {"上述APP应在9月20日前完成整改落实工作。"}, "2026-09-20"},
      {title, {"整改期限：2026年9月20日"}, "2026-09-20"},
      {title, {"相关企业应于2026年9月20日（含）前将整改情况报我局。"}, "2026-09-20"},
      {title, {"请自本通报发布之日起5日内完成整改。"}, "2026-09-06"},
      {title, {"完成整改的时间应于2026年9月20日前。"}, "2026-09-20"},
      {title, {"请自通报之日起5个工作日内完成整改。"}, ""},
      {title, {"自收到本决定之日起30日内完成整改。"}, ""},
      {title, {"该公司未在2026年9月10日前完成整改。"}, ""},
      {title, {"2026年3月1日，我局责令其整改。"}, ""},
      {title, {"应于2025年9月20日前完成整改。"}, ""},
      {title, {"请于2026年9月20日前反馈意见。"}, ""},
  };
  check_fact(cases, "rectify_by", &Facts::rectify_by);
}

}  // namespace
}  // namespace regwatch
