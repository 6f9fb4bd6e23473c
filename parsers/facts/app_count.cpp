#include <re2/re2.h>

#include "parsers/complaint_count.h"
#include "parsers/respondent.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  const bool may_count = text.title.find("款") != std::string::npos || is_complaint(text) ||
                         has_any(text.title, {"APP", "App", "应用", "程序", "SDK", "个人信息"});
  if (!may_count || text.is_consultation) return;
  static const RE2 counted(
      "([0-9][0-9,]{0,8}|[一二两三四五六七八九十百千]{1,7})(?:款|个)(?:(?:个人|[^,。;:款个家]){0,"
      "36}?)"
      "(?:(?i:app)|应用|小程序|SDK|软件|程序)|([0-9][0-9,]{0,8})款(?:存在|未|不)|"
      // `问题APP共计41款`, `问题应用程序名单(共8款)`.
      "(?:(?i:app)|应用|小程序|SDK|软件|程序)(?:\\([^()]{1,24}\\))?(?:名单|清单|列表)?[(,]?"
      "(?:数量)?(?:有|为|是|共|共有|共计|合计|总计|总数|计|达|:)*"
      "([0-9][0-9,]{0,8}|[一二两三四五六七八九十百千]{1,7})款|"
      // `现将存在问题的予以通报(共46款)`.
      "[(,](?:共|共计|合计|总计)([0-9][0-9,]{0,8})款");
  const auto found = complaint_count(text, counted);
  if (!found) return;
  facts.app_count = found->count;
  add_evidence(facts, "app_count", found->printed);
}

}  // namespace

const Fact& fact_app_count() {
  static const Fact fact{"app_count", read};
  return fact;
}

}  // namespace regwatch
