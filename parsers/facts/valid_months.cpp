#include <re2/re2.h>

#include "parsers/chinese_dates.h"
#include "parsers/fact.h"
#include "parsers/validity.h"

namespace regwatch {
namespace {

// 有效期5年, 有效期限为三年, 有效期暂定2年, 有效期为自发布之日起5年. A trial (试行期2年) may end
// otherwise.
std::optional<int> months_after(std::string_view text) {
  static const RE2 form(
      "^(?:有效期限?|施行期限?|执行期限?|有效)(?:暂定|暂|定)?(?:为|是|:)?"
      "(?:自[^,;]{0,30}起,?)?(?:计算|算起)?([0-9一二三四五六七八九十两半]{1,3})(个?月|年)(半)?");
  std::string count;
  std::string unit;
  std::string half;
  const re2::StringPiece piece = text;
  if (!RE2::PartialMatch(piece, form, &count, &unit, &half)) return std::nullopt;
  const bool by_year = unit == "年";
  if (count == "半") return by_year ? std::optional(6) : std::nullopt;
  const auto number = chinese_number(count);
  constexpr int longest_years = 30;  // 有效期2026年 is a year, not a term.
  if (!number || *number < 1 || *number > (by_year ? longest_years : longest_years * 12)) {
    return std::nullopt;
  }
  const int more = half.empty() ? 0 : 6;  // 两年半
  return by_year ? *number * 12 + more : *number;
}

void read(const NoticeText& text, Facts& facts) {
  for (const Validity& validity : own_validities(text)) {
    const auto months = months_after(validity.words);
    if (!months) continue;
    if (facts.valid_months && facts.valid_months != months) {
      facts.valid_months.reset();
      facts.evidence.erase("valid_months");
      return;
    }
    facts.valid_months = months;
    add_evidence(facts, "valid_months", text.sentences[validity.sentence].printed);
  }
}

}  // namespace

const Fact& fact_valid_months() {
  static const Fact fact{"valid_months", read};
  return fact;
}

}  // namespace regwatch
