#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

// How sure the words are, in rising order: a later one displaces an earlier.
enum class Strength { bare_period, counted, before_day, closing_day, prolonged };

struct Candidate {
  CivilDate date;
  Strength strength = Strength::counted;
  std::string_view evidence;
  bool is_channel = false;  ///< Said of one way only: letters, mail.
};

// The words of a sentence around one of its dates.
struct Around {
  std::string_view before;
  std::string_view clause;  ///< Of `before`, what stands behind the last comma.
  std::string_view after;
};

Around around(std::string_view plain, const PrintedDate& date) {
  const std::string_view before = plain.substr(0, date.begin);
  const std::size_t comma = before.rfind(',');
  return {before, comma == before.npos ? before : before.substr(comma + 1), plain.substr(date.end)};
}

// The first clause of what follows that has words of its own.
std::string_view first_clause(std::string_view text) {
  while (text.starts_with(',')) text.remove_prefix(1);
  return text.substr(0, text.find(','));
}

// Something else ends that day. Bare 申报 is none of them: 申报单位 have objections too. What a
// document is called (《备案办法》) says nothing of the day.
bool is_another_affair(std::string_view clause) {
  std::string bare(clause);
  static const RE2 name("《[^》]*》?");
  if (clause.find("《") != clause.npos) RE2::GlobalReplace(&bare, name, "");
  return has_any(
      bare, {"报名",     "投标",     "竞价",     "开标",     "有效期",   "缴纳",     "考试",
             "整改",     "提交申请", "申请截止", "报送材料", "申报材料", "申报书",   "申报截止",
             "申报时间", "申报期限", "申报日期", "申请材料", "申请时间", "听证",     "参会",
             "座谈会",   "回执",     "培训",     "施行",     "生效",     "备案",     "任期",
             "检查时间", "自查",     "征文",     "执行期",   "试点期",   "面试",     "缴费",
             "领取",     "受理期",   "合同期",   "建设期",   "保修",     "已于",     "曾于",
             "试行期",   "咨询时间", "统计截止", "数据截止", "调查时间", "问卷填报", "填报时间",
             "填报截止"});
}

bool asks_for_comments(std::string_view text) {
  return has_any(text, {"意见", "反馈", "异议", "建议", "征求", "征集", "公示"});
}

// What was done, and with what success, is not asked any more.
bool is_told_of_the_past(std::string_view plain) {
  return has_any(plain, {"收到意见", "共收到", "收到反馈", "征求了", "听取了"});
}

// 18:00, （星期六）, 下午5点, 含当日: what may stand between a day and 前.
const std::string clock_words =
    "(?:\\([^)]{0,24}\\)|星期[一二三四五六日天]|周[一二三四五六日]|北京时间|上午|下午|中午|晚上|"
    "晚|早上|\\d{1,2}[:时点]\\d{0,2}(?:分|:\\d\\d|整)?|[一二三四五六七八九十]{1,3}[时点]整?|零时|"
    "下班|工作时间|当天|当日|含|,)*";

// `自2026年9月4日起至9月11日止`, `公示时间:2026年9月4日—9月11日`.
std::optional<CivilDate> end_of_period(std::string_view plain,
                                       const std::vector<PrintedDate>& dates) {
  if (!asks_for_comments(plain)) return std::nullopt;
  for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
    const auto between = plain.substr(dates[i].end, dates[i + 1].begin - dates[i].end);
    if (!is_range_sign(between)) continue;
    const Around words = around(plain, dates[i]);
    const std::string_view after = first_clause(around(plain, dates[i + 1]).after);
    static const RE2 done(
        "^(?:期间|,)?(?:开展|召开|举行|举办|进行)(?:了)?.{0,12}(?:调研|会|培训|检查|活动)");
    if (is_another_affair(words.clause) || RE2::PartialMatch(after, done)) continue;
    return dates[i + 1].date;
  }
  return std::nullopt;
}

// `由10月17日延长至11月17日`; `“7月1日”有误，应为“7月10日”`.
std::optional<CivilDate> prolonged_day(std::string_view plain,
                                       const std::vector<PrintedDate>& dates) {
  if (!asks_for_comments(plain)) return std::nullopt;
  for (const PrintedDate& date : dates) {
    const Around words = around(plain, date);
    static const RE2 form(
        "(?:延长|延期|顺延|推迟|调整|变更|更改|修改|更正|展期|延后|延|改)(?:至|到|为|成)"
        "(?:[“\"][^“”\",]{0,24})?$|"
        "(?:应|实)(?:当)?[为是][“\"]?$");
    if (RE2::PartialMatch(words.clause, form) && !is_another_affair(words.clause)) {
      return date.date;
    }
  }
  return std::nullopt;
}

// Whether 截至 or 截止 before a date ends a period; `截至2025年6月,我国共有…` counts something.
bool is_closing_label(std::string_view before) {
  static const RE2 named(
      "(?:截止|结束|终止|截至)(?:日期|时间|日|期限|期)\\]?[\\[\"]?(?:为|是|:|于|到|至|定于)*$");
  static const RE2 bare(
      "(?:意见|反馈|征集|征求|公示|时间|期限|日期|期)\\]?(?:,|为|是|:|从|即日起|自[^,]{0,24}起)*,?"
      "(?:截止|截至|至|到)(?:到|至|于|为|:)*$");
  static const RE2 from_now(
      "(?:即日起|之日起|当日起|今日起|今天起|本日起),?(?:开始)?,?(?:截止|截至|至|到|持续至)(?:到|"
      "至|于)?$");
  static const RE2 simply("截止(?:到|至|于|为|:)*$");
  static const RE2 not_later("(?:不晚于|不迟于|最晚至|最迟至|最晚为|最迟为)$");
  for (const RE2* form : {&named, &bare, &from_now, &simply, &not_later}) {
    if (RE2::PartialMatch(before, *form)) return true;
  }
  return false;
}

// `意见反馈截止日期为2026年10月17日`, `截至日期:2025-10-26`, `…2026年5月3日截止`.
std::optional<CivilDate> closing_day(std::string_view plain, bool is_asked,
                                     const std::vector<PrintedDate>& dates) {
  for (const PrintedDate& date : dates) {
    const Around words = around(plain, date);
    static const RE2 behind("^" + clock_words +
                            "(?:截止(?:$|[^日时期])|为止|止(?:$|[,;。)])|结束(?:$|[,;。)]))");
    static const RE2 counts("^(?:,)?(?:我国|全国|全市|全省|共|累计|已|本市|我省|我市|国内|各地)");
    const bool is_closing =
        (is_closing_label(words.before) && !RE2::PartialMatch(words.after, counts)) ||
        (is_asked && RE2::PartialMatch(words.after, behind));
    if (is_closing && !is_another_affair(words.clause)) return date.date;
  }
  return std::nullopt;
}

// `请于2026年8月25日前将意见反馈至…`, `…在2026年5月3日(含)之前提出`. Where letters and mail have a
// day each, the later.
std::optional<CivilDate> before_day(std::string_view plain, const std::vector<PrintedDate>& dates) {
  std::optional<CivilDate> found;
  for (const PrintedDate& date : dates) {
    const Around words = around(plain, date);
    static const RE2 until("^" + clock_words + "(?:之前|以前|前|之内|以内)((?s).*)$");
    re2::StringPiece rest;
    if (!RE2::FullMatch(words.after, until, &rest)) continue;
    const std::string_view what(rest.data(), rest.size());
    const std::string_view nearest = first_clause(what);
    const bool wanted = has_any(what, {"反馈", "意见", "建议", "异议", "提出", "邮", "寄", "传真",
                                       "函告", "发送", "报我", "返回"}) ||
                        has_any(words.before, {"意见", "反馈", "异议", "建议"});
    static const RE2 own_doing(
        "^(?:予以|正式|全部|应当|须|需)?(?:印发|出台|发布|公布|实施|建成|召开|举行|发放)");
    const bool something_done = RE2::PartialMatch(nearest, own_doing) ||
                                (has_any(nearest, {"完成", "缴", "申报", "取得", "办理", "停止"}) &&
                                 !has_any(nearest, {"反馈", "异议", "提出意见"}));
    const bool other =
        is_another_affair(words.clause) || is_another_affair(nearest) || something_done;
    const bool asks = words.before.empty() || has_any(words.before, {"请", "于", "应", "可", "意见",
                                                                     "在", "务必", "截止", ":"});
    // 我们将于…前修改完善.
    const bool is_own_plan = words.clause.ends_with("将于") || words.clause.ends_with("将在");
    if (!wanted || other || !asks || is_own_plan) continue;
    const bool is_one_way =
        has_any(words.clause, {"邮件", "信函", "信件", "寄", "传真", "书面", "纸质", "网上"});
    if (!found || (is_one_way && days_between(*found, date.date) > 0)) found = date.date;
  }
  return found;
}

std::optional<CivilDate> add_period(CivilDate from, const std::string& count,
                                    const std::string& unit) {
  const auto number = chinese_number(count);
  if (!number || *number < 1) return std::nullopt;
  if (unit == "月") return *number <= 6 ? std::optional(add_months(from, *number)) : std::nullopt;
  if (*number < 3 || *number > 180) return std::nullopt;
  return add_days(from, *number);
}

const std::string number_of_days = "([0-9一二三四五六七八九十百两]{1,4})个?(?:自然)?([日天月])";

// Working days would need each year's calendar of holidays, which comes out the winter before, and
// the offices differ in which day they begin with.
bool is_not_counted(std::string_view plain) {
  static const RE2 from_receipt("(?:收到|接到|送达|知道)[^,;]{0,24}(?:之日|后|日起)");
  return has_any(plain, {"工作日", "复议", "诉讼", "陈述", "申辩", "听证", "整改", "缴"}) ||
         RE2::PartialMatch(plain, from_receipt);
}

// `自公布之日起30日内提出`, `公示期为7天`. The first day does not count (Civil Code, article 201).
std::optional<CivilDate> counted_from_publication(std::string_view plain, CivilDate published) {
  static const RE2 within(
      "(?:(?:发布|公布|公示|公告|印发|刊登|发出|通知|征求意见)(?:之日|之时|当日|当天|日)?"
      "(?:起|开始|之?后)(?:计算)?|(?:即日|今日|今天)起),?" +
      number_of_days + "(?:之?内|以内)");
  static const RE2 lasting(
      "(?:(?:发布|公布|公示|公告)(?:之日)?起,?(?:公示|征求意见|公开征求意见|期限|为期)(?:期|时间)?|"
      "(?:公示期|公示时间|(?:公开)?(?:征求|征集)意见(?:的)?(?:期限?|时间)|意见征集期|"
      "(?:意见)?反馈(?:期限|时间|期)|期限)限?)[为是:]*"
      "(?:自?\\p{Han}{0,8}?(?:发布|公布|公示|公告|印发)(?:之日)?起,?|自即日起,?)?(?:共计?)?" +
      number_of_days);
  std::string count;
  std::string unit;
  const bool asked = has_any(plain, {"意见", "异议", "反馈", "建议"});
  const bool found = (asked && RE2::PartialMatch(plain, within, &count, &unit)) ||
                     RE2::PartialMatch(plain, lasting, &count, &unit);
  return found ? add_period(published, count, unit) : std::nullopt;
}

// `自2026年9月4日起30日内`, likewise.
std::optional<CivilDate> counted_from_day(std::string_view plain, const PrintedDate& day) {
  static const RE2 led("(?:自|从|:|为)$");
  static const RE2 lasting(
      "^(?:起|开始),?(?:公示|公开征求意见|征求意见|期限|为期)?(?:期|时间)?[为是:]?" +
      number_of_days);
  const Around words = around(plain, day);
  std::string count;
  std::string unit;
  const bool found = asks_for_comments(plain) && RE2::PartialMatch(words.clause, led) &&
                     RE2::PartialMatch(words.after, lasting, &count, &unit);
  return found ? add_period(day.date, count, unit) : std::nullopt;
}

std::optional<CivilDate> counted_day(std::string_view plain, std::optional<CivilDate> published,
                                     const std::vector<PrintedDate>& dates) {
  if (is_not_counted(plain)) return std::nullopt;
  if (dates.size() == 1) return counted_from_day(plain, dates.front());
  if (!dates.empty() || !published) return std::nullopt;
  return counted_from_publication(plain, *published);
}

// `时间：2026-09-18 至 2026-10-17` and nothing else, in a box beside the text. Of a meeting, whose
// place is told too, it is not.
std::optional<CivilDate> bare_period(std::string_view plain,
                                     const std::vector<PrintedDate>& dates) {
  if (dates.size() != 2 ||
      !is_range_sign(plain.substr(dates[0].end, dates[1].begin - dates[0].end))) {
    return std::nullopt;
  }
  static const RE2 label("(?:起止)?(?:时间|日期|期限|起止)[:为]*\\[?");
  static const RE2 end(
      "\\]?(?:,?\\d{1,2}:\\d\\d(?::\\d\\d)?)?(?:\\(?(?:\\p{Han}{0,2}状态:)?(?:正在|已)?(?:进行中|"
      "结束|截止)\\)?)?");
  const bool is_bare = RE2::FullMatch(plain.substr(0, dates[0].begin), label) &&
                       RE2::FullMatch(plain.substr(dates[1].end), end);
  return is_bare ? std::optional(dates[1].date) : std::nullopt;
}

bool is_plausible(CivilDate deadline, std::optional<CivilDate> published) {
  if (!published) return true;
  const int days = days_between(*published, deadline);
  return days >= 0 && days <= 400;
}

// 10月30日 for 本月30日, as of the day of publication.
std::string with_named_months(std::string plain, std::optional<CivilDate> published) {
  if (!published || plain.find("月") == std::string::npos) return plain;
  const auto name = [](CivilDate day) {
    return std::to_string(static_cast<unsigned>(day.month())) + "月";
  };
  for (const std::string_view word : {"本月", "当月", "这个月"}) {
    plain = replace_all(std::move(plain), word, name(*published));
  }
  for (const std::string_view word : {"下个月", "次月", "下月"}) {
    plain = replace_all(std::move(plain), word, name(add_months(*published, 1)));
  }
  return plain;
}

std::optional<Candidate> candidate_in(const Sentence& sentence, const NoticeText& text) {
  const std::string named = with_named_months(sentence.plain, text.published);
  const std::string_view plain = named;
  if (is_told_of_the_past(plain)) return std::nullopt;
  const auto dates = printed_dates(plain, text.published);
  const bool is_channel =
      has_any(plain, {"邮箱", "电子邮件", "信函", "邮寄", "传真", "网站", "登录", "书面"});
  const auto made = [&](CivilDate date, Strength strength) -> std::optional<Candidate> {
    if (!is_plausible(date, text.published)) return std::nullopt;
    return Candidate{date, strength, sentence.printed, is_channel};
  };
  if (const auto day = prolonged_day(plain, dates)) return made(*day, Strength::prolonged);
  if (const auto day = end_of_period(plain, dates)) {
    if (auto candidate = made(*day, Strength::closing_day)) return candidate;
  }
  if (const auto day = closing_day(plain, asks_for_comments(plain), dates)) {
    if (auto candidate = made(*day, Strength::closing_day)) return candidate;
  }
  if (const auto day = before_day(plain, dates)) return made(*day, Strength::before_day);
  if (const auto day = counted_day(plain, text.published, dates)) {
    return made(*day, Strength::counted);
  }
  if (const auto day = bare_period(plain, dates)) return made(*day, Strength::bare_period);
  return std::nullopt;
}

// The first of the strongest. Where letters and mail have a day each, comments are open until the
// later one.
bool displaces(const Candidate& later, const Candidate& known) {
  if (later.strength != known.strength) return later.strength > known.strength;
  return later.is_channel && known.is_channel && days_between(known.date, later.date) > 0;
}

bool may_tell(std::string_view plain) {
  return has_any(plain, {"日", "天", "月", "-", "/", "."}) &&
         has_any(plain, {"前", "止", "截", "至", "到", "内", "期", "时间", "-", "—", "~", "–",
                         "晚于", "迟于", "延", "结束"});
}

// Whether a line near this one says where people meet.
bool tells_place(std::span<const Sentence> own, std::size_t at) {
  constexpr std::size_t near = 2;
  const std::size_t end = std::min(own.size(), at + near + 1);
  for (std::size_t i = at > near ? at - near : 0; i < end; ++i) {
    if (has_any(own[i].plain, {"地点:", "会议", "听证会", "座谈会", "培训"})) return true;
  }
  return false;
}

void read(const NoticeText& text, Facts& facts) {
  if (!text.is_consultation) return;
  std::optional<Candidate> best;
  const auto own = text.own();
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (!may_tell(own[i].plain)) continue;
    const auto found = candidate_in(own[i], text);
    if (!found || (best && !displaces(*found, *best))) continue;
    if (found->strength == Strength::bare_period && tells_place(own, i)) continue;
    best = found;
  }
  if (best) {
    facts.comment_deadline = best->date;
    return add_evidence(facts, "comment_deadline", best->evidence);
  }
  const auto column = date_of_column(
      text, {"截止日期", "截止时间", "征求意见截止日期", "征求意见截止时间", "意见反馈截止日期",
             "意见反馈截止时间", "反馈截止日期", "公示截止日期", "公示截止时间", "结束日期"});
  if (!column || !is_plausible(column->date, text.published)) return;
  facts.comment_deadline = column->date;
  add_evidence(facts, "comment_deadline", column->row);
}

}  // namespace

const Fact& fact_comment_deadline() {
  static const Fact fact{"comment_deadline", read};
  return fact;
}

}  // namespace regwatch
