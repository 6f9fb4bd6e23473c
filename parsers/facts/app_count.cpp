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
      "([0-9][0-9,]{0,8}|[一二两三四五六七八九十百千]{1,7})(?:款|个)(?:[^,。;:款个家]{0,36}?)"
      "(?:(?i:app)|应用|小程序|SDK|软件|程序)");
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
