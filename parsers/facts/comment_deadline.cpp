#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

bool is_another_deadline(std::string_view clause) {
  return has_any(clause, {"报名", "申报", "投标", "有效期", "整改", "缴纳", "考试", "提交申请",
                          "申请截止", "报送材料", "竞价", "开标"});
}

bool asks_for_comments(std::string_view text) {
  return has_any(text, {"意见", "反馈", "异议", "建议", "征求", "征集", "公示"});
}

// `自2026年9月4日起至9月11日止`, `公示时间:2026年9月4日—9月11日`.
std::optional<CivilDate> end_of_period(const std::string& plain,
                                       const std::vector<PrintedDate>& dates) {
  if (!asks_for_comments(plain)) return std::nullopt;
  for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
    const std::string between = plain.substr(dates[i].end, dates[i + 1].begin - dates[i].end);
    static const RE2 to(
        "(\\([^)]*\\))?(\\d{1,2}[:时点]\\d{0,2}分?)?起?,?(至|到|-|—|—―|~|–|―|─|－|～|——|--)");
    if (!RE2::FullMatch(between, to)) continue;
    const std::string before = plain.substr(0, dates[i].begin);
    if (is_another_deadline(before) || has_any(before, {"施行", "任期", "检查时间"})) continue;
    return dates[i + 1].date;
  }
  return std::nullopt;
}

// `意见反馈截止日期为2026年10月17日`, `截至日期:2025-10-26`, `…2026年5月3日截止`.
std::optional<CivilDate> closing_date(const std::string& plain,
                                      const std::vector<PrintedDate>& dates) {
  for (const PrintedDate& date : dates) {
    const std::string before = plain.substr(0, date.begin);
    const std::string after = plain.substr(date.end);
    static const RE2 label("(截止|截至)(日期|时间|日|期限|至|到|于)?[:为是]*(于|到|至)?$");
    static const RE2 behind("^(\\d{1,2}[:时点]\\d{0,2}分?)?(截止|止)");
    std::string word;
    std::string kind;
    const bool labelled = RE2::PartialMatch(before, label, &word, &kind);
    // `截至2025年6月,我国共有…` counts something.
    const bool counts = word == "截至" && kind != "日期" && kind != "时间" && kind != "日";
    const bool closes =
        (labelled && !counts) || (RE2::PartialMatch(after, behind) && asks_for_comments(plain));
    if (closes && !is_another_deadline(before)) return date.date;
  }
  return std::nullopt;
}

// `请于2026年8月25日前将意见反馈至…`, `…在2026年5月3日(含)之前提出`.
std::optional<CivilDate> before_date(const std::string& plain,
                                     const std::vector<PrintedDate>& dates) {
  for (const PrintedDate& date : dates) {
    const std::string before = plain.substr(0, date.begin);
    const std::string after = plain.substr(date.end);
    static const RE2 until(
        "^(\\([^)]*\\))?(\\d{1,2}[:时点]\\d{0,2}分?|下班|24时)?(\\([^)]*\\))?(之前|以前|前)(.*)$");
    std::string rest;
    std::string ignored;
    if (!RE2::FullMatch(after, until, &ignored, &ignored, &ignored, &ignored, &rest)) continue;
    const bool wanted =
        has_any(rest, {"反馈", "意见", "建议", "异议", "提出", "邮", "寄", "传真", "函告"}) ||
        has_any(before, {"意见", "反馈", "异议"});
    const bool other = is_another_deadline(before) ||
                       has_any(rest, {"整改", "报名", "缴纳", "申报", "施行", "完成", "备案"});
    const bool asks = has_any(before, {"请", "于", "应", "可", "意见", "在"}) || before.empty();
    if (wanted && !other && asks) return date.date;
  }
  return std::nullopt;
}

// `自公布之日起30日内提出`, `公示期为7天`. Working days would need a calendar of holidays.
std::optional<CivilDate> counted_date(const std::string& plain,
                                      std::optional<CivilDate> published) {
  if (!published || has_any(plain, {"工作日"})) return std::nullopt;
  static const RE2 within(
      "(?:发布|公布|公示|公告|印发|刊登|发出)(?:之日|之时|当日)?起,?([0-9一二三四五六七八九十]{1,3}"
      ")个?(?:自然)?"
      "[日天](?:之?内|以内)");
  static const RE2 period(
      "(?:公示期|公示时间|公示期限|征求意见期限|征求意见时间|反馈期限|征求意见期|公开征求意见时间)"
      "限?"
      "[为是:]*(?:自(?:发布|公布|公示|公告|印发)(?:之日)?起,?)?([0-9一二三四五六七八九十]{1,3})个?("
      "?:自然)?"
      "[日天]");
  std::string count;
  const bool found = (RE2::PartialMatch(plain, within, &count) &&
                      has_any(plain, {"意见", "异议", "反馈", "建议"}) &&
                      !has_any(plain, {"复议", "诉讼", "陈述", "申辩", "听证", "整改", "缴"})) ||
                     RE2::PartialMatch(plain, period, &count);
  const auto days = found ? chinese_number(count) : std::nullopt;
  if (!days || *days < 3 || *days > 180) return std::nullopt;
  return add_days(*published, *days);
}

bool is_plausible(CivilDate deadline, std::optional<CivilDate> published) {
  if (!published) return true;
  const int days = days_between(*published, deadline);
  return days >= 0 && days <= 400;
}

void read(const NoticeText& text, Facts& facts) {
  if (!text.is_consultation) return;
  std::optional<std::pair<CivilDate, std::string_view>> counted;
  for (const Sentence& sentence : text.own()) {
    const auto dates = printed_dates(sentence.plain, text.published);
    std::optional<CivilDate> found;
    if (!dates.empty()) {
      found = end_of_period(sentence.plain, dates);
      if (!found) found = closing_date(sentence.plain, dates);
      if (!found) found = before_date(sentence.plain, dates);
    }
    if (found && is_plausible(*found, text.published)) {
      facts.comment_deadline = found;
      return add_evidence(facts, "comment_deadline", sentence.printed);
    }
    if (counted || !dates.empty()) continue;
    if (auto date = counted_date(sentence.plain, text.published)) {
      counted.emplace(*date, sentence.printed);
    }
  }
  if (!counted) return;
  facts.comment_deadline = counted->first;
  add_evidence(facts, "comment_deadline", counted->second);
}

}  // namespace

const Fact& fact_comment_deadline() {
  static const Fact fact{"comment_deadline", read};
  return fact;
}

}  // namespace regwatch
