#include "parsers/fact.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "parsers/facts.h"

namespace regwatch {
namespace {

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

// The last `bytes` or a little less, whole characters.
std::string_view tail_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  text.remove_prefix(text.size() - bytes);
  while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xC0) == 0x80) {
    text.remove_prefix(1);
  }
  return text;
}

std::string_view head_of(std::string_view text, std::size_t bytes) {
  std::size_t end = std::min(bytes, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// What goes_on asks for, told by the last character alone: most paragraphs end with a full stop.
bool ends_unfinished(std::string_view paragraph) {
  const std::string_view text = trim(paragraph);
  if (text.empty() || text.find('\t') != text.npos) return false;
  if ((text.back() >= '0' && text.back() <= '9') || text.back() == ':') return true;
  const std::string_view last = text.substr(text.size() - std::min<std::size_t>(3, text.size()));
  for (const std::string_view end :
       {"年", "月", "：", "间", "期", "限", "日", "于", "自", "至", "到", "从", "为"}) {
    if (last == end) return true;
  }
  return last >= "０" && last <= "９";
}

// Whether a page broke a line where a writer would not: within a date, or between a label that
// announces a date and the date.
bool goes_on(std::string_view paragraph, std::string_view next) {
  const std::string end = plain_form(tail_of(paragraph, 90));
  const std::string begin = plain_form(head_of(next, 48));
  static const RE2 cut_behind_sign("(?:(?:19|20)\\d\\d年|\\d月|[二一][〇○零]..年)$");
  static const RE2 goes_on_with_number("^(?:[0-9一二三四五六七八九十]{1,3}[月日]|\\d{1,2}$)");
  static const RE2 cut_behind_number("(?:19|20)\\d\\d(?:年\\d{1,2}(?:月\\d{1,2})?)?$");
  static const RE2 goes_on_with_sign("^[年月日](?:\\d|$|[^\\p{Han}]|[前起止至到之以])");
  if (RE2::PartialMatch(end, cut_behind_sign)) return RE2::PartialMatch(begin, goes_on_with_number);
  if (RE2::PartialMatch(end, cut_behind_number)) return RE2::PartialMatch(begin, goes_on_with_sign);
  static const RE2 cut_before_date("(?:[请应可须需定将限期止]于|自|截至|截止至|截止到|为|至)$");
  static const RE2 goes_on_with_date("^(?:19|20)\\d\\d(?:年|$)");
  static const RE2 cut_behind_date("\\d日$");
  static const RE2 goes_on_behind_date(
      "^(?:至|到|-|—|~|止|之?前|以前|起(?:至|到|,|施行|实施|执行|$))");
  if (RE2::PartialMatch(end, cut_behind_date) && RE2::PartialMatch(begin, goes_on_behind_date)) {
    return true;
  }
  if (RE2::PartialMatch(end, cut_before_date)) return RE2::PartialMatch(begin, goes_on_with_date);
  static const RE2 label(
      "^(?:[一二三四五六七八九十0-9]{0,3}[、.]|\\([一二三四五六七八九十0-9]{1,3}\\))?\\p{Han}{0,14}"
      "(?:公示|公告|意见|征集|反馈|截止|施行|实施|生效)\\p{Han}{0,6}(?:时间|日期|期限?|截止日):?$");
  static const RE2 date(
      "^(?:自|从|于|即日|(?:19|20)\\d\\d[-年/"
      ".]|\\d{1,2}月|[0-9一二三四五六七八九十]{1,3}[日天个])");
  return RE2::PartialMatch(begin, date) && RE2::FullMatch(plain_form(paragraph), label);
}

// Paragraphs that a page broke in the wrong place are one; few are, so most are looked at and left.
std::vector<std::string> whole_paragraphs(const std::vector<std::string>& paragraphs) {
  std::vector<std::string> whole;
  whole.reserve(paragraphs.size());
  constexpr std::size_t longest_joined = 3000;
  for (const std::string& paragraph : paragraphs) {
    const bool may = !whole.empty() && whole.back().size() < longest_joined &&
                     paragraph.find('\t') == std::string::npos;
    if (may && ends_unfinished(whole.back()) && goes_on(whole.back(), paragraph)) {
      whole.back() += paragraph;
    } else {
      whole.push_back(paragraph);
    }
  }
  return whole;
}

bool begins_articles(const std::string& paragraph) {
  const std::string plain = remove_spaces(head_of(paragraph, 64));
  return plain.starts_with("第一条") || plain.starts_with("第一章");
}

// In a notice that asks for comments: what is attached, printed on the same page.
bool begins_attachment(const std::string& paragraph, std::string_view previous) {
  if (paragraph.size() > 300) return false;
  const std::string plain = plain_form(paragraph);
  static const RE2 heading("附件?[0-9一二三四五六七八九十]{0,2}");
  if (RE2::FullMatch(plain, heading)) return true;
  static const RE2 draft_title(
      "(?:\\p{Han}|[、《》\\-—0-9])*\\((?:\\p{Han}){0,8}(?:征求意见稿|草案|意见稿|修订稿)\\)");
  return RE2::FullMatch(plain, draft_title) && !plain.starts_with("附") &&
         remove_spaces(head_of(previous, 24)).rfind("附件", 0) == std::string::npos;
}

bool speaks_of_consultation(std::string_view text) {
  static const RE2 asking("征求.{0,200}意见|征集.{0,120}意见|听取.{0,60}意见");
  return has_any(text, {"公示", "征求意见", "反馈意见", "意见反馈", "意见征集", "意见稿"}) ||
         RE2::PartialMatch(text, asking);
}

bool is_commentary(std::string_view title) {
  static const RE2 outcome("(?:意见|征集|公示)(?:的)?(?:采纳|反馈|处理|汇总|征集)?(?:情况|结果)");
  return has_any(title, {"答记者问", "解读", "问答", "一图读懂", "情况通报", "处罚决定"}) ||
         RE2::PartialMatch(title, outcome);
}

// Whether a notice whose title does not say so asks for comments or objections all the same. One
// that calls for applications promises a 公示 too and wants answers by a day; it does not.
bool asks_in_passing(const std::string& title, std::string_view opening) {
  if (has_any(title,
              {"申报", "报名", "招标", "采购", "招聘", "大赛", "推荐", "培训", "遴选", "通报"})) {
    return false;
  }
  static const RE2 asking(
      "公示期|公示时间|提出异议|意见反馈截止|反馈意见截止|公开征求意见|现.{0,90}(?:征求意见|"
      "予以公示|"
      "公示如下)|征求.{0,240}意见.{0,240}(?:截止|反馈)");
  return RE2::PartialMatch(opening, asking) &&
         has_any(opening, {"反馈", "提出意见", "提出异议", "意见和建议", "截止", "公示期",
                           "公示时间", "截至日期"});
}

// Decides what the notice is, from its title and its opening words.
void characterise(NoticeText& text, std::string_view opening) {
  const bool asks_by_title = speaks_of_consultation(text.title);
  text.is_commentary = is_commentary(text.title);
  text.is_draft = has_any(text.title, {"征求意见", "意见稿", "草案", "公开征求", "征集意见"}) ||
                  (asks_by_title && text.title.find("公示") == std::string::npos);
  text.is_consultation =
      !text.is_commentary && (asks_by_title || asks_in_passing(text.title, opening));
}

// A heading's column; not the label of a value that stands beside it.
std::optional<std::size_t> column_called(const std::vector<std::string_view>& cells,
                                         std::initializer_list<std::string_view> labels) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string plain = plain_form(cells[i]);
    if (std::find(labels.begin(), labels.end(), plain) == labels.end()) continue;
    const bool beside_value =
        i + 1 < cells.size() && cells[i + 1].find_first_of("0123456789") != std::string::npos;
    return beside_value ? std::nullopt : std::optional(i);
  }
  return std::nullopt;
}

}  // namespace

std::string plain_form(std::string_view printed) {
  std::string plain = to_half_width(printed);
  // Without a mark between them, 2026-10-18 and 17:00 would run together.
  static const RE2 clock("(\\d)[\\s\\x{A0}\\x{3000}]+(\\d{1,2}:\\d\\d)");
  if (plain.find(':') != plain.npos) RE2::GlobalReplace(&plain, clock, "\\1,\\2");
  return remove_spaces(plain);
}

std::optional<ColumnDate> date_of_column(const NoticeText& text,
                                         std::initializer_list<std::string_view> labels) {
  std::optional<ColumnDate> found;
  std::optional<std::size_t> column;
  for (const std::string& row : text.paragraphs) {
    const std::vector<std::string_view> cells = split(row, '\t');
    if (cells.size() < 2) {
      column.reset();
      continue;
    }
    if (!column) {
      column = column_called(cells, labels);
      continue;
    }
    if (*column >= cells.size()) continue;
    const auto dates = printed_dates(plain_form(cells[*column]), text.published);
    if (dates.size() != 1) continue;
    if (found && found->date != dates.front().date) return std::nullopt;
    if (!found) found = ColumnDate{dates.front().date, row};
  }
  return found;
}

void add_evidence(Facts& facts, const char* fact, std::string_view sentence) {
  auto& known = facts.evidence[fact];
  if (known.size() < 3 && std::find(known.begin(), known.end(), sentence) == known.end()) {
    known.emplace_back(sentence);
  }
}

NoticeText notice_text_of(const std::vector<std::string>& paragraphs,
                          std::optional<CivilDate> published, std::string_view title) {
  NoticeText text{paragraphs, collapse_spaces(title), plain_form(title), published, {}};
  const bool has_attachments = speaks_of_consultation(text.title);
  constexpr std::size_t least_words = 3;  // The draft's title may also stand above the notice.
  bool in_notice = true;
  std::string opening;
  std::string_view previous;
  const std::vector<std::string> whole = whole_paragraphs(paragraphs);
  for (const std::string& paragraph : whole) {
    in_notice = in_notice && !begins_articles(paragraph) && opening.size() < longest_notice;
    if (in_notice && has_attachments && text.own_words >= least_words) {
      in_notice = !begins_attachment(paragraph, previous);
    }
    previous = paragraph;
    for (const std::string_view printed : split_sentences(paragraph)) {
      text.sentences.push_back({std::string(printed), plain_form(printed)});
      if (!in_notice) continue;
      ++text.own_words;
      opening += text.sentences.back().plain;
    }
  }
  characterise(text, opening);
  text.commencements = own_commencements(text);
  return text;
}

Facts read_facts(const std::vector<std::string>& paragraphs, std::optional<CivilDate> published,
                 std::string_view title) {
  Facts facts;
  const NoticeText text = notice_text_of(paragraphs, published, title);
  for (const Fact* fact : all_facts()) fact->read(text, facts);
  return facts;
}

}  // namespace regwatch
