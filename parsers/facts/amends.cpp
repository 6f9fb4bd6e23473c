#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/citation.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

void add(Facts& facts, std::string title, std::string_view printed) {
  if (title.size() < 6) return;
  add_evidence(facts, "amends", printed);
  auto& known = facts.amends;
  if (std::find(known.begin(), known.end(), title) == known.end())
    known.push_back(std::move(title));
}

// `关于修改〈某某办法〉的决定`, with one name or several.
void read_title_words(const std::string& words, std::string_view printed, Facts& facts) {
  static const RE2 form(
      "关于(?:修改|修订|调整)(?:和废止|、废止)?((?:[〈《][^〈〉《》]{3,120}[〉》](?:、|和|及|以及)?"
      "(?:第[^〈《]{1,30}条(?:的)?)?)+)(?:等[^〈《]{0,16}|部分条款|部分条文|有关条款|有关条文)?(?:"
      "的|$)");
  std::string list;
  if (!RE2::PartialMatch(words, form, &list)) return;
  static const RE2 name("[〈《]([^〈〉《》]+)[〉》]");
  re2::StringPiece rest = piece(list);
  std::string title;
  while (RE2::FindAndConsume(&rest, name, &title)) add(facts, with_wide_brackets(title), printed);
}

// `中华人民共和国刑法修正案（十二）`.
void read_amendment(const NoticeText& text, Facts& facts) {
  static const RE2 form(
      "^《?([^《》〈〉]{2,60}?)修正案(?:草案)?(?:\\([一二三四五六七八九十]{1,4}\\))?(?:\\((?:草案|"
      "征求意见稿)[^()]{0,10}\\))?》?$");
  std::string title;
  if (RE2::FullMatch(text.title, form, &title) && title.find("关于") == std::string::npos) {
    add(facts, with_wide_brackets(title), text.printed_title);
  }
}

// `对《某某条例》作如下修改`, `将《某某办法》第五条修改为`: of a decision, not of a law's history.
void read_sentence(const Sentence& sentence, Facts& facts) {
  const std::string words = remove_spaces(sentence.printed);
  static const RE2 changes(
      "^(?:等[^，。；《]{0,16})?(?:的?(?:部分|有关|个别|相关)(?:条款|条文|内容|规定))?(?:予以修改|("
      "?:作出?|做出?|进行)(?:以下|如下|下列|相应)?(?:修改|修订)|如下修改)");
  static const RE2 article_changes(
      "^[^，。；《]{0,24}(?:修改为|修改成|改为|删除|删去|增加一[条款项])|^(?:中的|增加|删去|删除)");
  static const RE2 opens(
      "(?:对|将|在|修改|删去|删除|^(?:[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．])?)$");
  for (const Citation& citation : citations_in(words)) {
    const std::string_view before = std::string_view(words).substr(0, citation.begin);
    const std::string_view after = std::string_view(words).substr(citation.tail);
    const bool whole = RE2::PartialMatch(piece(after), changes);
    const bool part = !citation.articles.empty() &&
                      RE2::PartialMatch(piece(after), article_changes) &&
                      RE2::PartialMatch(piece(before), opens);
    static const RE2 strikes("(?:删去|删除|修改)$");
    const bool struck = !citation.articles.empty() && RE2::PartialMatch(piece(before), strikes);
    if (whole || part || struck) add(facts, citation.title, sentence.printed);
  }
}

// `《国务院关于修改〈某某条例〉的决定》已经…通过，现予公布`,
// `起草了《关于修改〈…〉的决定（征求意见稿）》`.
void read_announcement(const NoticeText& text, Facts& facts) {
  for (const Sentence& sentence : text.own()) {
    if (!has_any(sentence.plain, {"关于修改〈", "关于修改《", "关于修订〈"})) continue;
    if (!has_any(sentence.plain,
                 {"现予公布", "现予发布", "现公布", "现予印发", "起草了", "征求意见稿"}))
      continue;
    for (const Citation& citation : citations_in(remove_spaces(sentence.printed))) {
      read_title_words(citation.title, sentence.printed, facts);
    }
  }
}

bool is_decision(const NoticeText& text) {
  static const RE2 title("修改|修订|修正|调整|废止");
  return RE2::PartialMatch(text.title, title);
}

// A decision's own first line, where the page's title is another.
bool heads_decision(std::string_view plain) {
  return plain.size() < 400 && has_any(plain, {"关于修改", "关于修订"}) &&
         !has_any(plain, {"根据", "。", "("}) && has_any(plain, {"的决定", "的通知", "的公告"});
}

void read(const NoticeText& text, Facts& facts) {
  if (has_any(text.title, {"答记者问", "解读", "问答", "一图读懂"})) return;
  read_title_words(remove_spaces(text.printed_title), text.printed_title, facts);
  read_amendment(text, facts);
  read_announcement(text, facts);
  bool in_decision = is_decision(text);
  for (const Sentence& sentence : text.sentences) {
    const bool speaks_of_it = has_any(sentence.printed, {"修改", "修订", "删去", "删除", "增加"}) &&
                              sentence.printed.find("《") != sentence.printed.npos;
    if (!speaks_of_it) continue;
    in_decision = in_decision || heads_decision(sentence.plain);
    if (sentence.plain.starts_with("第二条")) break;
    // `决定对《…》作如下修改` says it of itself.
    if (in_decision ||
        has_any(sentence.plain, {"作如下修改", "作出如下修改", "进行如下修改", "作以下修改"})) {
      read_sentence(sentence, facts);
    }
  }
}

}  // namespace

const Fact& fact_amends() {
  static const Fact fact{"amends", read};
  return fact;
}

}  // namespace regwatch
