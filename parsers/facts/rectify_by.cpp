#include <re2/re2.h>

#include "parsers/chinese_dates.h"
#include "parsers/citation.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

// `未在2026年3月1日前完成整改` tells of a day that passed.
bool is_past(std::string_view before) {
  static const RE2 past("(?:未|曾|逾期|原定|原要求|已)[^,;]{0,16}$");
  return RE2::PartialMatch(before, past);
}

// `请于2026年9月20日前完成整改`, `应在8月10日(含)前落实整改`.
std::optional<CivilDate> before_date(std::string_view plain, const PrintedDate& date) {
  const std::string_view before = plain.substr(0, date.begin);
  const std::string_view after = plain.substr(date.end);
  static const RE2 wanted(
      "^(?:\\([^)]{0,12}\\))?(?:\\d{1,2}[:时点]\\d{0,2}分?|下班)?(?:\\([^)]{0,12}\\))?(?:之前|以前|"
      "前)(?:[^;。,已曾]{0,40}?|[^;。,已曾]{0,30},[^;。,前逾未拒已曾]{0,24}?)(?:整改|改正|纠正)");
  static const RE2 wanted_before("(?:整改|改正|纠正)[^;。]{0,30}(?:于|在|至|限|\\()$");
  static const RE2 until("^(?:\\([^)]{0,12}\\))?(?:之前|以前|前)");
  const bool comes_first = RE2::PartialMatch(after, wanted);
  const bool comes_behind =
      RE2::PartialMatch(before, wanted_before) && RE2::PartialMatch(after, until);
  if ((!comes_first && !comes_behind) || is_past(before)) return std::nullopt;
  return date.date;
}

// `整改期限:2026年9月20日`, `整改截止时间为2026年9月20日`, `整改期限至9月20日`.
std::optional<CivilDate> labelled_date(std::string_view plain, const PrintedDate& date) {
  static const RE2 label(
      "(?:整改|改正|纠正)(?:工作)?(?:完成)?(?:的)?(?:期限|时限|截止日期|截止时间|截止期限|完成时间|"
      "完成时限|最后期限|到期日|截止日)(?:\\(截止?日?期?\\))?(?:为|是|:|自?即日起|至|截至|截止|到|"
      "\t)*$");
  const std::string_view before = plain.substr(0, date.begin);
  if (!RE2::PartialMatch(before, label)) return std::nullopt;
  return date.date;
}

// `自本通报发布之日起5日内完成整改`. Working days would need a calendar of holidays; from 收到之日
// nobody can count.
std::optional<CivilDate> counted_date(std::string_view plain, std::optional<CivilDate> published) {
  if (!published || plain.find("工作日") != plain.npos) return std::nullopt;
  static const RE2 form(
      "(?:(?:自|于|从|在)(?:本|该|此)?(?:通报|公告|通告|通知)?(?:发布|公布|印发|发出|公告|通报|"
      "下发)?"
      "之日起|即日起),?([0-9一二三四五六七八九十]{1,3})"
      "(?:个)?(?:自然)?[日天]之?内[^;。]{0,40}?(?:整改|改正|纠正)");
  std::string count;
  if (!RE2::PartialMatch(plain, form, &count)) return std::nullopt;
  const auto days = chinese_number(count);
  if (!days || *days < 1 || *days > 366) return std::nullopt;
  return add_days(*published, *days);
}

bool is_plausible(CivilDate day, std::optional<CivilDate> published) {
  if (!published) return true;
  const int days = days_between(*published, day);
  return days >= 0 && days <= 800;
}

std::optional<CivilDate> day_in(const Sentence& sentence, const NoticeText& text) {
  for (const PrintedDate& date : printed_dates(sentence.plain, text.published)) {
    auto found = before_date(sentence.plain, date);
    if (!found) found = labelled_date(sentence.plain, date);
    if (found && is_plausible(*found, text.published)) return found;
  }
  return counted_date(sentence.plain, text.published);
}

void read(const NoticeText& text, Facts& facts) {
  if (text.is_draft || explains_another(text.title)) return;
  for (const Sentence& sentence : text.own()) {
    if (!has_any(sentence.plain, {"整改", "改正", "纠正"})) continue;
    const auto found = day_in(sentence, text);
    if (!found) continue;
    facts.rectify_by = found;
    return add_evidence(facts, "rectify_by", sentence.printed);
  }
}

}  // namespace

const Fact& fact_rectify_by() {
  static const Fact fact{"rectify_by", read};
  return fact;
}

}  // namespace regwatch
