#include "render/english_title.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "render/english_phrase.h"

namespace regwatch {
namespace {

constexpr std::string_view on = "关于";
constexpr std::string_view republic = "中华人民共和国";

std::string_view without_head(std::string_view key) {
  for (const std::string_view head : {on, republic}) {
    if (key.starts_with(head)) key.remove_prefix(head.size());
  }
  return key;
}

// 办公厅 of the ministry is the ministry to a newsletter.
std::size_t length_of_office(std::string_view key) {
  static constexpr std::array<std::string_view, 6> offices = {"办公厅", "办公室", "秘书局",
                                                              "秘书处", "综合司", "综合局"};
  for (const auto office : offices) {
    if (key.starts_with(office)) return office.size();
  }
  return 0;
}

std::size_t length_of_mark(std::string_view key) {
  for (const std::string_view mark : {"、", ",", "联合", "会同"}) {
    if (key.starts_with(mark)) return mark.size();
  }
  return 0;
}

// Takes the bodies that the key begins with off it.
std::vector<std::string> take_makers(std::string_view& key, const EnglishNames& names) {
  std::vector<std::string> codes;
  for (std::string_view rest = key; !rest.empty();) {
    rest.remove_prefix(codes.empty() ? 0 : length_of_mark(rest));
    const auto body = body_at(rest, names);
    if (!body) break;
    rest.remove_prefix(body->chinese.size());
    rest.remove_prefix(length_of_office(rest));
    if (std::find(codes.begin(), codes.end(), body->code) == codes.end())
      codes.emplace_back(body->code);
    key = rest;
  }
  return codes;
}

// （2022年第6号）, 【第26号公告】
std::string number_in(const std::string& key) {
  static const RE2 of_year(R"([(\[](\d{4})年第(\d{1,4})号[)\]])");
  static const RE2 edition(R"([(\[](\d{4})年?版?[)\]]$)");
  static const RE2 alone(R"(^[(\[]第(\d{1,4})号(?:公告|令|通告)?[)\]])");
  std::string year, number;
  if (RE2::PartialMatch(key, of_year, &year, &number))
    return "(No. " + number + " of " + year + ")";
  if (RE2::PartialMatch(key, alone, &number)) return "(No. " + number + ")";
  if (RE2::PartialMatch(key, edition, &year)) return "(" + year + ")";
  return "";
}

std::string tail_of(const DocumentName& name, const std::string& key, bool quoted) {
  // With 《》 the number is that of the notice, not of the document.
  std::string out = quoted ? "" : number_in(key);
  const auto add = [&out](const std::string& note) { out += (out.empty() ? "" : " ") + note; };
  if (out.empty() && !name.edition.empty()) add("(" + name.edition + ")");
  if (name.variant == "试行" && name.name.find("试行") == name.name.npos) add("(Trial)");
  if (name.variant == "暂行" && name.name.find("暂行") == name.name.npos) add("(Interim)");
  return out;
}

bool counts(std::string_view term) {
  for (const std::string_view end : {"标准", "项目", "文件", "规章", "指南", "解释"}) {
    if (term.ends_with(end)) return true;
  }
  return false;
}

// 强制性国家标准 behind the number, or 国家标准 in front of the name.
std::string noun_counted(std::string_view before, std::string_view behind,
                         const EnglishNames& names) {
  const bool planned = has_any(behind, {"项目", "计划"});
  for (std::size_t length = std::min<std::size_t>(behind.size(), 90); length > 0; --length) {
    const auto word = behind.substr(0, length);
    if (!counts(word) || (planned && !word.ends_with("项目"))) continue;
    if (const auto found = names.terms.find(word); found != names.terms.end()) return found->second;
  }
  if (planned) return "projects";
  for (std::size_t at = 0; at < before.size(); ++at) {
    const auto word = before.substr(at);
    if (!counts(word)) continue;
    if (const auto found = names.terms.find(word); found != names.terms.end()) return found->second;
  }
  return has_any(before, {"标准"}) || has_any(behind, {"标准"}) ? "standards" : "documents";
}

// 《…》等3项: of three documents one is named, or as many as stand in 《》.
void take_others(EnglishTitle& out, std::string_view title, std::vector<DocumentName>& named,
                 const EnglishNames& names) {
  static const RE2 several(
      R"(^(.*?)《([^《》]*)》(?:[（(][^（）()]*[)）])?等(\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|个|件|份|部|种)(.*))");
  std::string before, words, count, behind;
  if (!RE2::PartialMatch(title, several, &before, &words, &count, &behind)) return;
  const int all = chinese_number(count).value_or(1);
  // Where the title only mentions it, the whole title was taken for the name.
  if (named.size() == 1 && named.front().name.find("等") != std::string::npos)
    named.front() = document_name_of(words);
  out.documents = std::max(all, 1);
  out.others = std::max(0, all - static_cast<int>(std::max<std::size_t>(named.size(), 1)));
  out.several = noun_counted(english_key(before), english_key(behind), names);
  // A project is not yet what it is to become.
  if (out.several.starts_with("projects")) named.clear();
}

// 银罚决字〔2026〕104-116号: the number alone is the title.
bool name_by_number(EnglishTitle& out, std::string_view title) {
  static const RE2 number(
      R"(^\s*(?:行政处罚决定书\s*[（(]?)?(\p{Han}{0,10}罚\p{Han}{0,6}[〔\[(（﹝]20\d\d[〕\])）﹞]第?\d{1,5}([-—–~～至、]\d{1,5})*号)[)）]?\s*$)");
  std::string whole, more;
  if (!RE2::FullMatch(title, number, &whole, &more)) return false;
  out.words = more.empty() ? "administrative penalty decision" : "administrative penalty decisions";
  out.type = out.words;
  out.tail = (more.empty() ? "(No. " : "(Nos. ") + whole + ")";
  return true;
}

// 中国人民银行令〔2026〕第4号（…）: an order that says what it orders.
std::string_view within_order(std::string_view title) {
  static const RE2 order(
      R"(^[^（(]{0,60}令[〔\[(（﹝]\d{4}[〕\])）﹞]第?\d{1,4}号\s*[（(](.+)[)）]\s*$)");
  re2::StringPiece inner;
  if (!RE2::FullMatch(re2::StringPiece(title.data(), title.size()), order, &inner)) return title;
  return {inner.data(), inner.size()};
}

// The name where it stands in the title, 关于 included; empty where it is somebody's doing.
std::string printed_name(std::string_view title, std::string_view name, bool has_makers) {
  const auto at = title.find(name);
  if (name.empty() || at == title.npos || (has_makers && name == title)) return "";
  return std::string(title.substr(0, at).ends_with(on) ? on : "") + std::string(name);
}

// The last words of news (…提出要求) make no document of it.
void set_phrase(EnglishTitle& out, std::string_view key, bool is_document,
                const EnglishNames& names) {
  if (const auto phrase = english_phrase(key, names)) out.words = *phrase;
  const auto word = document_word_of(key, names);
  if (word && is_document) out.type = head_noun(word->english);
}

void name_document(EnglishTitle& out, const DocumentName& name, const EnglishNames& names) {
  std::string key = english_key(name.name);
  std::string_view rest = key;
  std::string_view behind = rest;
  const auto makers = take_makers(behind, names);
  if (!makers.empty() && behind.starts_with(on)) {
    if (out.makers.empty()) out.makers = makers;
    rest = behind;
  }
  rest = without_head(rest);
  // 暂行 within the name is a word of it.
  set_phrase(out, rest, true, names);
  if (out.words.empty() || name.series.empty()) return;
  const auto series = names.series.find(english_key(name.series));
  out.words = series == names.series.end() ? "" : series->second + " — " + out.words;
}

// Without notes in brackets at the end, and what stands behind a comma: more about the same.
std::string_view without_notes(std::string_view key) {
  while (key.ends_with(')') && key.rfind('(') != key.npos) key = key.substr(0, key.rfind('('));
  return key.substr(0, key.find(','));
}

// What is no document: what somebody did, or what the page is about.
void name_deed(EnglishTitle& out, std::string_view rest, const EnglishNames& names) {
  const auto colon = rest.find(':');
  if (colon != rest.npos && names.series.contains(rest.substr(0, colon)))
    rest.remove_prefix(colon + 1);
  const bool is_document = rest.starts_with(on) || rest.starts_with(republic);
  rest = without_head(rest);
  rest = without_notes(rest);
  const auto deed = out.makers.empty() || is_document ? std::nullopt : deed_at(rest, names);
  if (!deed) return set_phrase(out, rest, is_document, names);
  const auto object = english_phrase(rest.substr(deed->chinese.size()), names);
  if (!object) return set_phrase(out, rest, is_document, names);
  out.deed = deed->english->past;
  out.words = *object;
}

// 等十六部门, 三部门: how many there are in all.
void count_makers(EnglishTitle& out, std::string_view& rest) {
  static const RE2 all(
      "^(?:等|等?(\\d{1,2}|[二三四五六七八九十]{1,3})个?)(?:部门|部委|单位|家单位)(?:联合)?");
  re2::StringPiece left(rest.data(), rest.size());
  std::string number;
  if (!RE2::Consume(&left, all, &number)) return;
  out.all_makers = number.empty() ? -1 : chinese_number(number).value_or(-1);
  rest = {left.data(), left.size()};
}

// The bodies in front, where what follows shows that they speak: 中国人民银行业务领域… is a name.
void take_speakers(EnglishTitle& out, std::string_view& key, const EnglishNames& names) {
  std::string_view rest = key;
  EnglishTitle found;
  found.makers = take_makers(rest, names);
  count_makers(found, rest);
  const bool speak =
      rest.empty() || deed_at(rest, names) || rest.front() == '[' || rest.front() == '(' ||
      starts_with_any(rest, {on, "就", "对", "令", "公告", "通告", "依法", "有关", "相关", "负责人",
                             "部门", "公开征求", "行政处罚", "20"});
  if (!speak) return;
  out.makers = std::move(found.makers);
  out.all_makers = found.all_makers;
  key = rest;
}

}  // namespace

std::string chinese_name_in(std::string_view title, const EnglishTitle& english) {
  constexpr std::string_view open = "《", close = "》";
  const auto begin = title.find(open);
  int depth = 0;
  for (std::size_t at = begin; at < title.size(); ++at) {
    if (title.substr(at).starts_with(open)) ++depth;
    if (!title.substr(at).starts_with(close) || --depth > 0) continue;
    const auto name = title.substr(begin, at + close.size() - begin);
    return std::string(name) + (english.documents > 1 ? "等" : "");
  }
  if (!english.chinese.empty()) return "《" + english.chinese + "》";
  return "“" + std::string(trim(title)) + "”";
}

EnglishTitle english_title_of(std::string_view chinese, const EnglishNames& names) {
  constexpr std::size_t longest = 1200;  // Bytes.
  EnglishTitle out;
  if (chinese.size() > longest) return out;
  if (name_by_number(out, chinese)) return out;
  chinese = within_order(chinese);
  const TitleReading reading = read_title(chinese);
  const std::string key = english_key(chinese);
  std::string_view rest = key;
  if (rest.starts_with('[')) rest.remove_prefix(std::min(rest.size(), rest.find(']') + 1));
  out.stage = reading.stage;
  take_speakers(out, rest, names);
  auto named = reading.stage == Stage::amendment && !reading.amends.empty() ? reading.amends
                                                                            : reading.documents;
  if (reading.cut) return out;
  take_others(out, chinese, named, names);
  if (named.empty() && out.documents > 1) return out;
  if (named.empty()) {
    name_deed(out, rest, names);
    out.tail = number_in(key);
    return out;
  }
  name_document(out, named.front(), names);
  const std::string& name = named.front().name;
  out.chinese = printed_name(trim(chinese), name, !out.makers.empty());
  // Many a word ends in 法; a law of the republic is called by its full name.
  if (out.type.empty() && has_any(chinese, {"《中华人民共和国"}) && name.ends_with("法"))
    out.type = "law";
  out.tail = tail_of(named.front(), key, chinese.find("《") != chinese.npos);
  return out;
}

}  // namespace regwatch
