#include "parsers/facts.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/chinese_dates.h"

namespace regwatch {
namespace {

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

// A sentence as printed, and without spaces and in half-width forms, as rules look at it.
struct Sentence {
  std::string_view printed;
  std::string plain;
};

// Longer ones are tables or noise: no rule reads them.
constexpr std::size_t longest_sentence = 6000;
// A notice says what it wants on its first pages.
constexpr std::size_t longest_notice = 30'000;

bool ends_sentence(std::string_view text, std::size_t at) {
  const std::string_view mark = text.substr(at, 3);
  return mark == "。" || mark == "！" || mark == "？" || mark == "；";
}

std::vector<std::string_view> split_sentences(std::string_view paragraph) {
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view sentence = trim(paragraph.substr(begin, end - begin));
    begin = end;
    if (!sentence.empty() && sentence.size() <= longest_sentence) sentences.push_back(sentence);
  };
  for (std::size_t at = 0; at < paragraph.size(); ++at) {
    const char c = paragraph[at];
    if (c != '\xE3' && c != '\xEF') continue;
    if (!ends_sentence(paragraph, at)) continue;
    at += 2;
    for (const std::string_view close : {"”", "’", "）"}) {
      if (paragraph.substr(at + 1).starts_with(close)) at += 3;
    }
    add(at + 1);
  }
  add(paragraph.size());
  return sentences;
}

std::string plain_form(std::string_view printed) { return remove_spaces(to_half_width(printed)); }

bool begins_articles(const std::string& paragraph) {
  const std::string plain = remove_spaces(paragraph.substr(0, 64));
  return plain.starts_with("第一条") || plain.starts_with("第一章");
}

// Whom the words are for.
struct Subject {
  std::string title;  ///< Without spaces, half-width.
  std::optional<CivilDate> published;
  bool is_consultation = false;
  bool is_draft = false;
};

bool speaks_of_consultation(std::string_view text) {
  static const RE2 asking("征求.{0,200}意见|征集.{0,120}意见|听取.{0,60}意见");
  return has_any(text, {"公示", "征求意见", "反馈意见", "意见反馈", "意见征集", "意见稿"}) ||
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), asking);
}

bool is_commentary(std::string_view title) {
  return has_any(title, {"答记者问", "解读", "问答", "一图读懂", "情况通报", "处罚决定"});
}

void add_evidence(Facts& facts, const char* fact, std::string_view sentence) {
  auto& known = facts.evidence[fact];
  if (known.size() < 3 && std::find(known.begin(), known.end(), sentence) == known.end()) {
    known.emplace_back(sentence);
  }
}

// --- comment deadline ---------------------------------------------------------------------------

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

void read_deadline(const std::vector<Sentence>& notice, const Subject& subject, Facts& facts) {
  if (!subject.is_consultation) return;
  std::optional<std::pair<CivilDate, std::string_view>> counted;
  for (const Sentence& sentence : notice) {
    const auto dates = printed_dates(sentence.plain, subject.published);
    std::optional<CivilDate> found;
    if (!dates.empty()) {
      found = end_of_period(sentence.plain, dates);
      if (!found) found = closing_date(sentence.plain, dates);
      if (!found) found = before_date(sentence.plain, dates);
    }
    if (found && is_plausible(*found, subject.published)) {
      facts.comment_deadline = found;
      return add_evidence(facts, "comment_deadline", sentence.printed);
    }
    if (counted || !dates.empty()) continue;
    if (auto date = counted_date(sentence.plain, subject.published)) {
      counted.emplace(*date, sentence.printed);
    }
  }
  if (!counted) return;
  facts.comment_deadline = counted->first;
  add_evidence(facts, "comment_deadline", counted->second);
}

// --- where comments go --------------------------------------------------------------------------

void read_addresses(const std::vector<Sentence>& notice, const Subject& subject, Facts& facts) {
  if (!subject.is_consultation) return;
  static const RE2 address(
      "([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(?:@|[\\[({]at[\\])}])[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"
      ")");
  for (const Sentence& sentence : notice) {
    const bool may =
        sentence.plain.find('@') != std::string::npos || icontains(sentence.plain, "at");
    if (!may || has_any(sentence.plain, {"举报", "投诉", "监督邮箱", "技术支持"})) continue;
    re2::StringPiece rest(sentence.plain);
    std::string found;
    while (RE2::FindAndConsume(&rest, address, &found)) {
      RE2::Replace(&found, "[\\[({]at[\\])}]", "@");
      auto& known = facts.comment_to;
      if (known.size() >= 10 || std::find(known.begin(), known.end(), found) != known.end())
        continue;
      known.push_back(found);
      add_evidence(facts, "comment_to", sentence.printed);
    }
  }
}

// --- entry into force ---------------------------------------------------------------------------

// The last 《…》 that is the subject of what stands behind `clause`.
std::optional<std::string> named_subject(std::string_view before) {
  const std::size_t close = before.rfind("》");
  if (close == before.npos) return std::nullopt;
  const std::size_t open = before.rfind("《", close);
  if (open == before.npos) return std::nullopt;
  return std::string(before.substr(open + 3, close - open - 3));
}

// Whether the words before `自…起施行` make it this very document's entry into force.
bool is_own_entry(std::string_view before, std::string_view after, const Subject& subject) {
  if (after.starts_with("的") || after.starts_with("以来") || after.starts_with("后")) return false;
  // Within brackets it explains a law that is quoted.
  const std::size_t open = before.rfind('(');
  if (open != before.npos && before.find(')', open) == before.npos) return false;
  const std::size_t clause_begin = [&] {
    const std::size_t comma = before.rfind(',');
    return comma == before.npos ? std::size_t{0} : comma + 1;
  }();
  const std::string_view clause = before.substr(clause_begin);
  static const RE2 one_article("第[0-9一二三四五六七八九十百]+[条款项]");
  const re2::StringPiece clause_piece(clause.data(), clause.size());
  static const RE2 own(
      "本(办法|规定|条例|决定|通知|公告|规则|细则|意见|指引|准则|标准|规范|通告|方案|法|"
      "解释|目录|[^,《》]{1,12})$");
  if (has_any(before,
              {"现予公布", "现予发布", "予以公布", "予以发布", "现公布", "现发布", "现印发"})) {
    return true;
  }
  if (RE2::PartialMatch(clause_piece, own)) {
    re2::StringPiece head(clause_piece);
    static const RE2 leading("^第[0-9一二三四五六七八九十百]+条");
    RE2::Consume(&head, leading);
    return !RE2::PartialMatch(head, one_article);
  }
  if (const auto name = named_subject(before)) {
    return !subject.is_consultation && subject.title.find(*name) != std::string::npos;
  }
  const std::string bare(clause);
  return bare.empty() || has_any(bare, {"标准", "上述", "以上", "该公告"})
             ? !is_commentary(subject.title)
             : false;
}

constexpr const char* enters = "(?:正式)?(?:施行|实施|执行|生效|试行)";

std::optional<CivilDate> entry_by_date(const Sentence& sentence, const Subject& subject) {
  for (const PrintedDate& date : printed_dates(sentence.plain, std::nullopt)) {
    if (!date.has_year) continue;
    std::string before = sentence.plain.substr(0, date.begin);
    const std::string after = sentence.plain.substr(date.end);
    static const RE2 from("(?:自|从|于|将于|定于)$");
    static const RE2 begins("^(?:零时|0时|00:00)?(起|开始|之日起)?,?" + std::string(enters) +
                            "(.*)$");
    std::string word;
    std::string rest;
    if (!RE2::FullMatch(after, begins, &word, &rest)) continue;
    if (!RE2::Replace(&before, from, "") && word.empty()) continue;
    if (before.ends_with("将")) before.resize(before.size() - 3);
    if (is_own_entry(before, rest, subject)) return date.date;
  }
  return std::nullopt;
}

std::optional<CivilDate> entry_by_publication(const Sentence& sentence, const Subject& subject) {
  if (!subject.published || subject.is_draft) return std::nullopt;
  static const RE2 form(
      "^(.*?)(?:自|从)(?:公布|发布|印发|颁布|公告|签发)之日起,?(?:满|第)?([0-9一二三四五六七八九十]"
      "{0,4})个?([日天月]?)"
      "(?:之?后|起)?" +
      std::string(enters) + "(.*)$");
  std::string before;
  std::string count;
  std::string unit;
  std::string rest;
  if (!RE2::FullMatch(sentence.plain, form, &before, &count, &unit, &rest)) return std::nullopt;
  if (!is_own_entry(before, rest, subject)) return std::nullopt;
  if (count.empty() && unit.empty()) return subject.published;
  const auto days = chinese_number(count);
  if (!days || unit == "月" || unit.empty()) return std::nullopt;
  return add_days(*subject.published, *days);
}

void read_entry_into_force(const std::vector<std::string_view>& text, const Subject& subject,
                           Facts& facts) {
  for (const std::string_view printed : text) {
    const bool speaks_of_it = has_any(printed, {"施行", "实施", "执行", "生效", "试行", "施 行"}) &&
                              has_any(printed, {"自", "从", "于", "起"});
    if (!speaks_of_it) continue;
    const Sentence sentence{printed, plain_form(printed)};
    auto found = entry_by_date(sentence, subject);
    if (!found) found = entry_by_publication(sentence, subject);
    if (!found) continue;
    facts.effective_date = found;
    return add_evidence(facts, "effective_date", sentence.printed);
  }
}

// --- batches and index --------------------------------------------------------------------------

void read_batch_of(const std::string& printed, Facts& facts) {
  const std::string plain = remove_spaces(to_half_width(printed));
  static const RE2 total("总第([0-9一二三四五六七八九十百]{1,5})批");
  static const RE2 batch("(?:^|[^总])第([0-9一二三四五六七八九十百]{1,5})批");
  std::string number;
  if (!facts.batch && RE2::PartialMatch(plain, batch, &number)) {
    facts.batch = chinese_number(number);
    if (facts.batch) add_evidence(facts, "batch", printed);
  }
  if (!facts.total_batch && RE2::PartialMatch(plain, total, &number)) {
    facts.total_batch = chinese_number(number);
    if (facts.total_batch) add_evidence(facts, "total_batch", printed);
  }
}

void read_batch(const std::vector<std::string>& paragraphs, std::string_view title, Facts& facts) {
  read_batch_of(std::string(title), facts);
  if (facts.batch && facts.total_batch) return;
  for (std::size_t i = 0; i < std::min<std::size_t>(paragraphs.size(), 4); ++i) {
    // Of the text only a line that is a heading itself: 总第 is said of nothing else.
    if (paragraphs[i].find("总第") == std::string::npos || paragraphs[i].size() > 240) continue;
    read_batch_of(paragraphs[i], facts);
  }
}

void read_index_number(const std::vector<std::string>& paragraphs, Facts& facts) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paragraphs.size(), 12); ++i) {
    const auto cells = split(paragraphs[i], '\t');
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::string plain = remove_spaces(to_half_width(cells[k]));
      if (!plain.starts_with("索引号")) continue;
      std::string value = plain.substr(std::string_view("索引号").size());
      if (value.starts_with(':')) value.erase(0, 1);
      if (value.empty() && k + 1 < cells.size()) value = remove_spaces(cells[k + 1]);
      value = value.substr(
          0, value.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn"
                                     "opqrstuvwxyz/-_."));
      if (value.size() < 5) continue;
      facts.index_number = value;
      return add_evidence(facts, "index_number", paragraphs[i]);
    }
  }
}

}  // namespace

Facts read_facts(const std::vector<std::string>& paragraphs, std::optional<CivilDate> published,
                 std::string_view title) {
  Facts facts;
  Subject subject;
  subject.title = remove_spaces(to_half_width(title));
  subject.published = published;
  std::vector<std::string_view> text;
  std::vector<Sentence> notice;
  bool in_notice = true;
  std::string opening;
  for (const std::string& paragraph : paragraphs) {
    in_notice = in_notice && !begins_articles(paragraph) && opening.size() < longest_notice;
    for (const std::string_view printed : split_sentences(paragraph)) {
      text.push_back(printed);
      if (!in_notice) continue;
      notice.push_back({printed, plain_form(printed)});
      opening += notice.back().plain;
    }
  }
  subject.is_draft =
      has_any(subject.title, {"征求意见", "意见稿", "草案", "公开征求", "征集意见"}) ||
      (speaks_of_consultation(subject.title) && subject.title.find("公示") == std::string::npos);
  const bool asks = speaks_of_consultation(opening) &&
                    has_any(opening, {"反馈", "提出意见", "提出异议", "意见和建议", "截止",
                                      "公示期", "公示时间", "截至日期"});
  subject.is_consultation =
      !is_commentary(subject.title) && (speaks_of_consultation(subject.title) || asks);
  read_deadline(notice, subject, facts);
  read_addresses(notice, subject, facts);
  read_entry_into_force(text, subject, facts);
  read_batch(paragraphs, title, facts);
  read_index_number(paragraphs, facts);
  return facts;
}

}  // namespace regwatch
