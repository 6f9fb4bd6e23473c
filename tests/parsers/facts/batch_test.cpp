#include "tests/parsers/facts/fact_case.h"

namespace regwatch {
namespace {

constexpr const char* report = "关于侵害用户权益行为的APP通报";

TEST_CASE("batches are read from titles and headings", "[facts]") {
  check_cases("batch", &Facts::batch,
              {
                  {"关于侵害用户权益行为的APP通报（2022年第3批，总第23批）", {}, none, "3"},
                  {report, {"（第十二批，总第四十五批）"}, none, "12"},
                  {"关于发布第十七批深度合成服务算法备案信息的公告", {}, none, "17"},
                  {report, {"现公布第十三批名单。"}, none, "13"},
                  {report, {"已公布第3批名单。"}, none, none},
                  {"关于第一批、第二批试点的通知", {}, none, none},
                  {"关于总第23批的通报", {}, none, none},
              });
  check_cases("total_batch", &Facts::total_batch,
              {
                  {"关于侵害用户权益行为的APP通报（2022年第3批，总第23批）", {}, none, "23"},
                  {report, {"（第十二批，总第四十五批）"}, none, "45"},
                  {report, {"已公布第3批名单。"}, none, none},
              });
}

TEST_CASE("an index number stands behind its label", "[facts]") {
  check_cases(
      "index_number", &Facts::index_number,
      {
          {"通知",
           {"索引号：000014349/2024-00053\t发文机关：国务院"},
           none,
           "000014349/2024-00053"},
          {"通知", {"索 引 号\tbm56000001/2025-00005432"}, none, "bm56000001/2025-00005432"},
          {"通知", {"【索引号】000014349/2024-00053"}, none, "000014349/2024-00053"},
          {"通知",
           {"发布机构：某部 索引号：000014349/2024-00053 日期：2024-01-01"},
           none,
           "000014349/2024-00053"},
          {"通知", {"索引号："}, none, none},
          {"通知", {"应当编制索引号和目录。"}, none, none},
      });
}

TEST_CASE("an index number stands beside its label or below it", "[facts]") {
  check_cases("index_number", &Facts::index_number,
              {
                  {"公告",
                   {"索引号：", "11100000MB0143028R/2026-883120"},
                   none,
                   "11100000MB0143028R/2026-883120"},
                  {"公告",
                   {"索引号\t主题分类", "000014349/2026-00012\t其他"},
                   none,
                   "000014349/2026-00012"},
                  {"公告", {"索引号：", "现将有关事项公告如下。"}, none, none},
                  {"公告", {"索引号：\t\t主题分类：\t其他"}, none, none},
              });
}

}  // namespace
}  // namespace regwatch
