#include <re2/re2.h>

#include "parsers/complaint_count.h"
#include "parsers/respondent.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  if (!is_complaint(text) || text.is_consultation) return;
  static const RE2 counted(
      "([0-9][0-9,]{0,8}|[一二两三四五六七八九十百千]{1,7})(?:家|名|个)(?:[^,。;:款个家名的]{0,24}?"
      "的?"
      "[^,。;:款个家名的]{0,10}?)"
      "(?:企业|公司|单位|机构|当事人|银行|平台|运营者|经营者|责任人员?|自然人|被处罚人|主体|实体|"
      "个人|人员|事务所|网站|商户|店铺|门店|医院|学校|保荐代表人|会计师|高管)"
      "|(?:企业|公司|单位|机构|实体|主体|个人|商户)(?:名单|清单)?[(,]?(?:数量)?(?:有|为|共|共有|"
      "共计|合计|总计|计)?([0-9][0-9,]{0,8})[家名个]");
  const auto found = complaint_count(text, counted);
  if (!found) return;
  facts.party_count = found->count;
  add_evidence(facts, "party_count", found->printed);
}

}  // namespace

const Fact& fact_party_count() {
  static const Fact fact{"party_count", read};
  return fact;
}

}  // namespace regwatch
