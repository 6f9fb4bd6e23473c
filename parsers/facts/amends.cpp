#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/citation.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

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
  for (const std::string& title : names_in_marks(list))
    add(facts, with_wide_brackets(title), printed);
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
  const std::string words = words_with_titles(sentence.printed);
  static const RE2 changes(
      "^(?:等[^，。；《]{0,16})?(?:[0-9一二两三四五六七八九十]+[部件个项份](?:规章|行政法规|法规|"
      "法律|"
      "规范性文件|文件|制度|规则)?)?(?:的?(?:部分|有关|个别|相关)(?:条款|条文|内容|规定))?(?:"
      "予以修改|("
      "?:作出?|做出?|进行)(?:了)?(?:以下|如下|下列|相应)?(?:修改|修订|修正|调整)|如下修改|(?:修改|"
      "修订|调整)(?:内容)?如下)");
  static const RE2 article_changes(
      "^[^，。；《]{0,24}(?:修改为|修改成|改为|删除|删去|增加一[条款项])|^(?:中的|增加|删去|删除)");
  static const RE2 opens(
      "(?:对|将|在|修改|删去|删除|^(?:[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．])?)$");
  static const RE2 strikes("(?:删去|删除|修改)$");
  // `二、修改《甲办法》，将第三条中的…`, `决定修改《甲办法》`.
  static const RE2 changes_whole("(?:^|决定|[、.．）)：；。])(?:修改|修订)$");
  static const RE2 tells_how(
      "^(?:[，：。；]|$|(?:的)?(?:部分|有关|个别|相关)(?:条款|条文|内容|规定))");
  static const RE2 joined("^(?:、|和|及|以及|与)?$");
  const auto all = citations_in(words);
  for (std::size_t i = 0; i < all.size(); ++i) {
    // `对《甲条例》、《乙条例》作如下修改` says it of all that stand in one list.
    std::size_t last = i;
    bool has_articles = !all[i].articles.empty();
    while (last + 1 < all.size() &&
           RE2::FullMatch(
               std::string_view(words).substr(all[last].tail, all[last + 1].begin - all[last].tail),
               joined)) {
      ++last;
      has_articles = has_articles || !all[last].articles.empty();
    }
    const re2::StringPiece before = std::string_view(words).substr(0, all[i].begin);
    const re2::StringPiece after = std::string_view(words).substr(all[last].tail);
    const bool whole =
        RE2::PartialMatch(after, changes) ||
        (RE2::PartialMatch(before, changes_whole) && RE2::PartialMatch(after, tells_how));
    const bool part =
        has_articles &&
        ((RE2::PartialMatch(after, article_changes) && RE2::PartialMatch(before, opens)) ||
         RE2::PartialMatch(before, strikes));
    for (; i <= last; ++i) {
      if (whole || part) add(facts, all[i].title, sentence.printed);
    }
    i = last;
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
    for (const Citation& citation : citations_in(words_with_titles(sentence.printed))) {
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
  if (explains_another(text.title) || is_plan(text.title)) return;
  read_title_words(words_with_titles(text.printed_title), text.printed_title, facts);
  read_amendment(text, facts);
  read_announcement(text, facts);
  bool in_decision = is_decision(text);
  for (const Sentence& sentence : text.sentences) {
    const bool speaks_of_it =
        has_any(sentence.printed, {"修改", "修订", "修正", "调整", "删去", "删除", "增加"}) &&
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
