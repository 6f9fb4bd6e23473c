#include <re2/re2.h>

#include "parsers/chinese_dates.h"
#include "parsers/fact.h"
#include "parsers/validity.h"

namespace regwatch {
namespace {

// 有效期至2030年2月28日, 执行期限为A至B, 至2027年12月31日止, 2030年2月28日失效.
std::optional<CivilDate> end_of(std::string_view words) {
  const auto dates = printed_dates(words, std::nullopt);
  for (std::size_t i = 0; i < dates.size(); ++i) {
    if (!dates[i].has_year && i == 0) continue;
    const std::string_view before = words.substr(0, dates[i].begin);
    const std::string_view after = words.substr(dates[i].end);
    static const RE2 until("(?:至|到|截止|截至|截止于|延续至|延长至)$");
    static const RE2 sign("(?:至|到|-|—|—|~|–|―|─)$");
    static const RE2 lapses("^(?:自动|自行)?(?:失效|废止)");
    const bool is_last = i > 0 && RE2::PartialMatch(before, sign);
    if (is_last || RE2::PartialMatch(before, until) || RE2::PartialMatch(after, lapses)) {
      return dates[i].date;
    }
  }
  return std::nullopt;
}

void read(const NoticeText& text, Facts& facts) {
  for (const Validity& validity : own_validities(text)) {
    const auto end = end_of(validity.words);
    if (!end) continue;
    if (facts.expiry_date && facts.expiry_date != end) {
      facts.expiry_date.reset();
      facts.evidence.erase("expiry_date");
      return;
    }
    facts.expiry_date = end;
    add_evidence(facts, "expiry_date", text.sentences[validity.sentence].printed);
  }
}

}  // namespace

const Fact& fact_expiry_date() {
  static const Fact fact{"expiry_date", read};
  return fact;
}

}  // namespace regwatch
