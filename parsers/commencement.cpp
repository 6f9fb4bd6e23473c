#include "parsers/commencement.h"

#include <re2/re2.h>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

constexpr const char* enters = "(?:正式|全面|统一)?(?:施行|实施|执行|生效|试行|实行)";

// What an act of the administration is called by its own words: 本办法.
constexpr const char* nouns =
    "(办法|规定|条例|决定|通知|公告|规则|细则|意见|指引|准则|标准|规范|通告|方案|法|解释|目录|指南|"
    "措施|规程|制度|章程|政策|令|批复|计划|程序|清单|要求|导则|大纲|预案|公约|守则|修正案|规章|"
    "文件|"
    "名录|纲要|基准|修改单|函|定额|命令|条件|要点|框架|税则)";

std::string_view without_lead(std::string_view clause) {
  static const RE2 lead(
      "^(?:第[0-9一二三四五六七八九十百]+条(?:之[一二三四五六七八九十])?|[一二三四五六七八九十]{1,"
      "3}、|"
      "\\([一二三四五六七八九十0-9]{1,3}\\)|\\d{1,2}[.、])");
  re2::StringPiece rest = clause;
  RE2::Consume(&rest, lead);
  return {rest.data(), rest.size()};
}

// 办法 of `本暂行办法将`; nothing when the clause speaks of something else.
std::optional<std::string> own_subject(std::string_view clause) {
  const std::string_view bare = without_lead(clause);
  static const RE2 one_part("第[0-9一二三四五六七八九十百]+[条款项章节]");
  if (RE2::PartialMatch(bare, one_part)) return std::nullopt;
  if (has_any(bare, {"本公司", "本单位", "本企业", "本院", "现行", "本行"})) return std::nullopt;
  static const RE2 form(std::string("^(?:.{0,30}外)?本(?:\\p{Han}{0,14})?") + nouns +
                        "(?:(?:的)?(?:内容|规定|要求|条款|各项\\p{Han}{0,4}))?"
                        "(?:将|应当|应|正式|现|统一|即|均|已)?$");
  std::string noun;
  if (RE2::PartialMatch(bare, form, &noun)) return noun;
  return std::nullopt;
}

// `上述规定将`, `新标准`: this document's own, unless it lies in the past.
std::optional<std::string> referred_subject(std::string_view clause) {
  const std::string_view bare = without_lead(clause);
  static const RE2 form(
      "^(?:上述|以上|前述|该|新|修订后的|修改后的|调整后的|其余|其他|其它)\\p{Han}{0,8}?"
      "(标准|规定|公告|通知|办法|政策|文件|措施|条款|目录|清单|规则|事项)(?:将|均|统一)?$");
  std::string noun;
  if (RE2::PartialMatch(bare, form, &noun)) return noun;
  static const RE2 standards("^\\p{Han}{0,12}标准(?:将|均)?$");
  const bool own = RE2::PartialMatch(bare, standards) && !has_any(bare, {"现行", "原"});
  return own ? std::optional<std::string>("标准") : std::nullopt;
}

// The last 《…》 of the sentence so far: the subject of what stands behind it.
std::optional<std::string> named_subject(std::string_view before) {
  const std::size_t close = before.rfind("》");
  if (close == before.npos) return std::nullopt;
  const std::size_t open = before.rfind("《", close);
  if (open == before.npos) return std::nullopt;
  return std::string(before.substr(open + 3, close - open - 3));
}

bool announces(std::string_view text) {
  static const RE2 passed_on("现将.{0,300}(?:印发|公布|发布|予以公告)");
  return has_any(text,
                 {"现予公布", "现予发布", "予以公布", "予以发布", "现公布", "现发布", "现印发",
                  "印发给", "现批准", "批准发布", "现予公告", "予以批准", "现予印发"}) ||
         RE2::PartialMatch(text, passed_on);
}

// Whether the title is about the document `name` itself, not about how it is carried out or
// changed.
bool is_named_by_title(const std::string& name, const NoticeText& text) {
  const std::size_t at = text.title.find(name);
  if (at == std::string::npos || name.empty()) return false;
  std::string_view before = std::string_view(text.title).substr(0, at);
  // 《办法》 stands for the one 《…办法》 of the title.
  const std::size_t open = before.rfind("《");
  if (open != before.npos && before.find("》", open) == before.npos)
    before = before.substr(0, open);
  for (const std::string_view verb : {"贯彻", "落实", "实施", "执行", "施行", "学习", "宣传",
                                      "修改", "修订", "废止", "依据", "根据", "按照", "违反"}) {
    if (before.ends_with(verb)) return false;
  }
  return true;
}

// Where the title is a number (公告2026年第8号), the first sentences say what is announced.
bool is_announced(const std::string& name, const NoticeText& text) {
  constexpr std::size_t looked_at = 8;
  const std::string quoted = "《" + name + "》";
  for (std::size_t i = 0; i < std::min(text.own_words, looked_at); ++i) {
    const std::string& plain = text.sentences[i].plain;
    if (announces(plain) && plain.find(quoted) != std::string::npos) return true;
  }
  return false;
}

bool is_within_brackets(std::string_view before) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"},
                                    {"“", "”"},
                                    {"‘", "’"},
                                    {"[", "]"}}) {
    const std::size_t at = before.rfind(open);
    if (at == before.npos || before.find(close, at) != before.npos) continue;
    // A line that is one bracket tells the document's own history below its title:
    // （2024年9月24日国务院令第790号公布　自2025年1月1日起施行）
    if (open == "(" && at == 0) continue;
    return true;
  }
  return false;
}

// An older document's entry is told as history, by its name and from long before.
bool is_history(CivilDate date, const NoticeText& text) {
  constexpr int longest_retroaction_days = 180;
  return text.published && days_between(date, *text.published) > longest_retroaction_days;
}

struct Occurrence {
  std::string_view before;  // The sentence up to 自, 于 or the date.
  std::string_view after;   // Behind 施行.
  std::optional<CivilDate> date;
  std::size_t sentence = 0;
};

// Words around it that make it another thing: 施行的, 施行以来, 拟自, a quotation.
bool is_something_else(const Occurrence& it) {
  for (const std::string_view other :
       {"的", "以来", "后", "前", "外", "之前", "以前", "之后", "时"}) {
    if (it.after.starts_with(other)) return true;
  }
  const std::string_view clause = last_clause(it.before);
  for (const std::string_view doubt : {"拟", "计划", "建议", "预计", "力争", "原", "曾"}) {
    if (clause.ends_with(doubt)) return true;
  }
  const std::size_t closing = it.after.find("”");
  const bool within_quotes = closing != it.after.npos && it.after.find("“") > closing;
  return within_quotes || is_within_brackets(it.before);
}

// `（2024年9月24日国务院令第790号公布　自2025年1月1日起施行）` below the title.
bool is_own_history(const Occurrence& it) {
  constexpr std::size_t head = 6;
  return it.before.starts_with("(") && it.sentence < head &&
         has_any(it.before, {"公布", "通过", "发布"});
}

// Where the clause names nobody, what the sentence begins with: `本办法由某部负责解释，自…`.
std::optional<std::string> subject_of_start(const Occurrence& it, bool is_old) {
  const std::string_view first = it.before.substr(0, it.before.find(','));
  if (first.empty()) return is_old ? std::nullopt : std::optional<std::string>("");
  static const RE2 own_start(std::string("^本\\p{Han}{0,14}?") + nouns);
  std::string noun;
  if (RE2::PartialMatch(without_lead(first), own_start, &noun)) return noun;
  // A condition (已列入名单的，自…) and a third party's affairs are other things.
  const bool of_the_act = has_any(it.before, {"通过", "同意", "批准", "审议", "研究", "决定",
                                              "解释", "印发", "公布", "发布", "制定", "修订"}) &&
                          !it.before.ends_with("的,");
  const bool other = is_old || has_any(it.before, {"现行", "原", "旧", "该", "此前", "曾"});
  return other || !of_the_act ? std::nullopt : std::optional<std::string>("");
}

// The subject when the words make it this very document's entry into force.
std::optional<std::string> subject_of(const Occurrence& it, const NoticeText& text) {
  if (is_something_else(it)) return std::nullopt;
  const std::string_view clause = last_clause(it.before);
  if (auto noun = own_subject(clause)) return noun;
  const bool is_old = it.date && is_history(*it.date, text);
  if (auto noun = referred_subject(clause)) return is_old ? std::nullopt : noun;
  if (!clause.starts_with("《") && announces(it.before) && !(text.is_commentary && is_old))
    return "";
  if (is_own_history(it)) return "";
  if (const auto name = named_subject(it.before)) {
    const bool own = !text.is_consultation && !is_old &&
                     (is_named_by_title(*name, text) || is_announced(*name, text));
    return own ? std::optional<std::string>("") : std::nullopt;
  }
  if (text.is_commentary || !without_lead(clause).empty()) return std::nullopt;
  return subject_of_start(it, is_old);
}

// What a date must be followed by, and led by, to be a day of entry.
struct DatedEntry {
  std::string_view before;
  std::string_view after;
};
std::optional<DatedEntry> entry_at(std::string_view plain, const PrintedDate& date) {
  static const RE2 begins(
      std::string("^(?:\\([^)]{0,24}\\))?(?:北京时间)?(?:凌晨|上午|中午|下午|晚)?"
                  "(?:\\d{1,2}(?:[时点]整?(?:\\d{1,2}分)?|:\\d\\d(?::\\d\\d)?)|"
                  "[零一二三四五六七八九十]{1,3}[时点]整?)?"
                  "(起|开始|之日起)?,?") +
      enters + "((?s).*)$");
  static const RE2 limited(
      "^起?(?:至|到|-|—|——)(?:(?:19|20)\\d\\d年)?\\d{1,2}月\\d{1,2}日(?:止|期间)?"
      "(?:试行|施行|执行|有效|实施)");
  std::string_view before = plain.substr(0, date.begin);
  const auto after = plain.substr(date.end);
  std::string word;
  re2::StringPiece rest;
  if (!RE2::FullMatch(after, begins, &word, &rest) && !RE2::PartialMatch(after, limited)) {
    return std::nullopt;
  }
  bool is_led = false;
  for (const std::string_view from : {"将于", "定于", "自", "从", "于"}) {
    if (is_led || !before.ends_with(from)) continue;
    if (from == "定于" && before.ends_with("规定于")) continue;
    before.remove_suffix(from.size());
    is_led = true;
  }
  if (!is_led && word.empty()) {
    // `2025-10-31发布2026-05-01实施`, as standards print it.
    static const RE2 issued("^(?:(?:19|20)\\d\\d[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?发布)?$");
    static const RE2 ends("^(?:$|[,;。)])");
    if (!RE2::FullMatch(before, issued) || !RE2::PartialMatch(rest, ends)) return std::nullopt;
    before = {};
  }
  if (before.ends_with("将")) before.remove_suffix(std::string_view("将").size());
  return DatedEntry{before, {rest.data(), rest.size()}};
}

void add_dated(const NoticeText& text, std::size_t index, std::vector<Commencement>& entries) {
  const std::string& plain = text.sentences[index].plain;
  const auto dates = printed_dates(plain, text.published);
  for (const PrintedDate& date : dates) {
    if (!date.has_year && dates.size() > 1) continue;  // Of which year is in doubt.
    const auto found = entry_at(plain, date);
    if (!found) continue;
    const auto subject = subject_of({found->before, found->after, date.date, index}, text);
    if (subject) entries.push_back({index, date.date, *subject});
  }
}

// The day that 自公布之日起 counts from: that below the text, which is its own; else the page's. A
// page that came long after its text tells no such day.
constexpr int longest_delay_days = 60;

// A line that is a date and nothing else: the signature's.
std::optional<CivilDate> day_of_signature(const NoticeText& text) {
  constexpr std::size_t looked_at = 400;
  const std::size_t count = text.sentences.size();
  for (std::size_t i = count > looked_at ? count - looked_at : 0; i < count; ++i) {
    const std::string& plain = text.sentences[i].plain;
    if (plain.size() > 48 || !plain.ends_with("日")) continue;
    const auto dates = printed_dates(plain, std::nullopt);
    const bool alone = dates.size() == 1 && dates[0].begin == 0 && dates[0].end == plain.size();
    if (alone) return dates[0].date;
  }
  return std::nullopt;
}

// Below the title: （2015年10月29日证监会令第118号公布）. Of a text that was amended since, the day
// is in doubt.
struct History {
  bool is_there = false;
  std::optional<CivilDate> day;
};
History history_of(const NoticeText& text) {
  constexpr std::size_t head = 3;
  std::string lines;
  for (std::size_t i = 0; i < std::min(text.sentences.size(), head); ++i) {
    const std::string& plain = text.sentences[i].plain;
    if (plain.size() < 600) lines += plain + ";";
  }
  static const RE2 form("^\\(?((?:19|20)\\d\\d年[^;,]*?)(?:公布|发布|颁布)");
  std::string before;
  if (!RE2::PartialMatch(lines, form, &before)) return {};
  const auto dates = printed_dates(before, std::nullopt);
  if (dates.empty() || has_any(lines, {"修正", "修订"})) return {true, std::nullopt};
  return {true, dates.back().date};
}

std::optional<CivilDate> day_of_publication(const NoticeText& text) {
  if (const History history = history_of(text); history.is_there) return history.day;
  const auto own = day_of_signature(text);
  if (!own) return text.published;
  if (!text.published) return own;
  const int delay = days_between(*own, *text.published);
  if (delay > longest_delay_days) return std::nullopt;
  return delay >= 0 ? own : text.published;
}

std::optional<CivilDate> counted_from(CivilDate day, const std::string& count,
                                      const std::string& unit) {
  if (count.empty() && unit.empty()) return day;
  const auto number = chinese_number(count);
  if (!number || unit.empty()) return std::nullopt;
  if (unit == "年") return add_months(day, *number * 12);
  if (unit == "月") return add_months(day, *number);
  return add_days(day, *number);
}

void add_by_publication(const NoticeText& text, std::size_t index,
                        const std::optional<CivilDate>& day, std::vector<Commencement>& entries) {
  const std::string& plain = text.sentences[index].plain;
  static const RE2 form(
      std::string(
          "^((?s).*?)(?:自|从)?(?:本(?:通知|公告|通告|办法|规定|决定|意见|细则|条例|方案|标准|规则|"
          "目录))?"
          "(?:正式)?(?:公布|发布|印发|颁布|公告|签发|下发|发文|通过)(?:之日|当日|之时|日)"
          "(?:起|开始)?,?(?:满|第)?([0-9一二三四五六七八九十两]{0,4})个?(工作日|[日天月年]?)"
          "(?:之?后|起|届满之日起|届满后)?,?") +
      enters + "((?s).*)$");
  re2::StringPiece before;
  std::string count;
  std::string unit;
  re2::StringPiece rest;
  if (!RE2::FullMatch(plain, form, &before, &count, &unit, &rest)) return;
  const Occurrence it{
      {before.data(), before.size()}, {rest.data(), rest.size()}, std::nullopt, index};
  const auto subject = subject_of(it, text);
  if (!subject) return;
  const bool counts = day && !text.is_draft && unit != "工作日";
  entries.push_back({index, counts ? counted_from(*day, count, unit) : std::nullopt, *subject});
}

// A draft's blank: 自  年  月  日起施行, 自202X年X月X日起施行.
void add_blank(const NoticeText& text, std::size_t index, std::vector<Commencement>& entries) {
  if (!has_any(text.sentences[index].plain, {"年月", "X", "x", "×", "*", "_"})) return;
  static const RE2 form(
      std::string("^((?s).*?)(?:自|从)[0-9X×x*_]{0,6}年[0-9X×x*_]{0,6}月[0-9X×x*_]{0,6}日?起") +
      enters + "((?s).*)$");
  re2::StringPiece before;
  re2::StringPiece rest;
  if (!RE2::FullMatch(text.sentences[index].plain, form, &before, &rest)) return;
  const Occurrence it{
      {before.data(), before.size()}, {rest.data(), rest.size()}, std::nullopt, index};
  if (auto subject = subject_of(it, text)) entries.push_back({index, std::nullopt, *subject});
}

// `施行日期：2025-03-01` in a box, `本办法施行日期为2025年3月1日`, `本公告执行期限为A至B`.
void add_labelled(const NoticeText& text, std::size_t index, std::vector<Commencement>& entries) {
  const Sentence& sentence = text.sentences[index];
  if (sentence.plain.size() > 600) return;
  static const RE2 form(
      "((?s).*?)(?:(?:施行|实施|生效|执行)(日期|时间|期限)|有效(期)限?)\\s*[为是:]?\\s*(?:自|从)?"
      "\\s*"
      "((?:19|20)\\d\\d\\s*[-年/.]\\s*\\d{1,2}\\s*[-月/"
      ".]\\s*\\d{1,2}(?:\\s*日)?)(起?(?:至|到|-|—|\\s)*)");
  const std::string half = to_half_width(sentence.printed);
  std::string before;
  std::string label;
  std::string validity;
  std::string day;
  std::string tail;
  if (!RE2::PartialMatch(half, form, &before, &label, &validity, &day, &tail)) return;
  const bool is_period = has_any(tail, {"至", "到", "—", "-"});
  const std::string subject(trim(before));
  const bool in_box = subject.empty() || before.ends_with(' ') || before.ends_with('\t');
  if (!in_box && !is_own_subject(last_clause(plain_form(subject)))) return;
  // Of a project or a subsidy, unless the document is named.
  if (in_box && (is_period || label != "日期" || has_any(sentence.plain, {"《"}))) return;
  if ((label == "期限" || !validity.empty()) && !is_period) return;
  if (const auto date = find_date(day)) entries.push_back({index, *date, ""});
}

// The draft's own stated date must lie ahead; what its explanation tells of the past is not it.
bool is_draft_history(const Commencement& entry, const NoticeText& text) {
  return text.is_draft && entry.date && text.published &&
         days_between(*text.published, *entry.date) < 0;
}

}  // namespace

std::string_view last_clause(std::string_view text) {
  const std::size_t comma = text.rfind(',');
  return comma == text.npos ? text : text.substr(comma + 1);
}

bool is_own_subject(std::string_view clause) { return own_subject(clause).has_value(); }

std::vector<Commencement> own_commencements(const NoticeText& text) {
  std::vector<Commencement> entries;
  // One pass over the text instead of one for each word.
  static const RE2 may_tell("[施实执试]行|实施|生效|有效期");
  std::optional<std::optional<CivilDate>> day;  // Looked for once, where it is needed.
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    const std::string& plain = text.sentences[i].plain;
    if (!RE2::PartialMatch(plain, may_tell)) continue;
    const std::size_t known = entries.size();
    if (plain.find_first_of("0123456789") != std::string::npos || has_any(plain, {"二〇", "二○"})) {
      add_dated(text, i, entries);
      if (entries.size() == known) add_labelled(text, i, entries);
    }
    if (entries.size() == known) add_blank(text, i, entries);
    if (entries.size() == known && has_any(plain, {"之日", "当日", "发布日", "之时"})) {
      if (!day) day = day_of_publication(text);
      add_by_publication(text, i, *day, entries);
    }
  }
  std::erase_if(entries, [&](const Commencement& entry) { return is_draft_history(entry, text); });
  return entries;
}

}  // namespace regwatch
