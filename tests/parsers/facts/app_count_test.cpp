#include "tests/parsers/facts/fact_check.h"

namespace regwatch {
namespace {

TEST_CASE("the number of apps is that of those complained of here", "[facts]") {
  const char* title = "关于侵害用户权益行为的APP通报";
  const NoticeCase cases[] = {
      {title, {"截至目前，尚有37款APP未完成整改（详见附件）。"}, "37"},
      {title, {"近期共发现56款APP及SDK存在侵害用户权益行为（详见附件），现予以通报。"}, "56"},
      {title,
       {"我部组织第三方检测机构对100款APP进行检查，发现存在问题的有23款APP，现予以通报。"},
       "23"},
      {title,
       {"对发现存在侵害用户权益行为的109款APP提出整改要求。",
        "截至目前，尚有五十三款APP未按要求完成整改。"},
       "53"},
      {title, {"经检测，以下17款移动应用存在隐私不合规行为。"}, "17"},
      {title, {"累计通报2,049款APP，下架540款拒不整改的APP。"}, ""},
      {title, {"上期通报的57款移动应用中，经复测仍有14款存在问题。"}, ""},
      {"关于下架90款侵害用户权益APP名单的通报",
       {"我部检查后，尚有60款APP、各地尚有30款APP未整改。"},
       "90"},
      {title,
       {"发现68款移动应用存在违法违规收集使用个人信息情况。", "1、未公开规则。涉及12款App如下："},
       "68"},
      {"关于加强APP管理的通知", {"我国APP数量达300万款应用。"}, ""},
      {title, {"近期发现130余款APP存在问题。"}, ""},
  };
  check_fact(cases, "app_count", &Facts::app_count);
}

}  // namespace
}  // namespace regwatch
