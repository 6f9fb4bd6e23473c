#include "tests/parsers/facts/fact_check.h"

namespace regwatch {
namespace {

TEST_CASE("the number of parties is that of those complained of here", "[facts]") {
  const NoticeCase cases[] = {
      {"关于电信服务有关情况的通报", {"现对存在问题的12家企业予以通报。"}, "12"},
      {"某局公布行政处罚案例", {"对3家公司作出行政处罚，并责令改正。"}, "3"},
      {"关于违规经营的通报", {"检查发现二十家企业存在违规行为（名单见附件）。"}, "20"},
      {"关于抽查情况的通报", {"共抽查企业500家，检查了120家单位。"}, ""},
      {"某办法公开征求意见", {"征求了12家企业的意见，企业存在疑问。"}, ""},
      {"先进企业名单", {"12家企业予以通报表扬。"}, ""},
  };
  check_fact(cases, "party_count", &Facts::party_count);
}

}  // namespace
}  // namespace regwatch
