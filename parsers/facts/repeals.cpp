#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parsers/citation.h"
#include "parsers/fact.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

constexpr std::size_t most_repealed = 3000;

// `某某办法（1993年12月24日国家科学技术委员会令第17号公布）` → `某某办法`; （试行） stays.
std::string without_number(std::string title) {
  static const RE2 number(
      "(?:[（(][^（）()]*(?:[〔\\[﹝［（(][^（）()]*[〕\\]﹞］）)])?[^（）()]*(?:号|公布|发布|印发|"
      "年|月|日|令|函|文)[^（）()]*[）)])+[。；;，,、]?$");
  static const RE2 nested(
      "[（(][^（）()]{0,40}[（(]\\d{4}[）)][^（）()]{0,30}号[^（）()]{0,30}[）)][。；;，,、]?$");
  RE2::Replace(&title, nested, "");
  RE2::Replace(&title, number, "");
  return title;
}

class Repeals {
 public:
  explicit Repeals(Facts& facts) : facts_(facts) {}

  void add(std::string title, std::string_view printed) {
    if (title.size() < 9 || title.size() > 600 || known_.size() >= most_repealed) return;
    add_evidence(facts_, "repeals", printed);
    if (known_.insert(title).second) facts_.repeals.push_back(std::move(title));
  }

 private:
  Facts& facts_;
  std::set<std::string> known_;
};

// What ends a document is said in many words; the rules below look for one.
std::string in_one_word(std::string_view words) {
  static const RE2 ends(
      "(?:宣布|决定)?(?:予以)?(?:停止|终止)(?:执行|施行|实施|适用|使用)|不再(?:执行|施行|实施|适用|"
      "有效|具有"
      "效力)|作废|宣布(?:予以)?失效");
  static const RE2 lapses("(即行|同时|一并|自动|全部|均|起|予以)失效");
  std::string text(words);
  // `全文失效废止的目录` beside `部分条款失效废止的目录`.
  static const RE2 whole("全文(?:失效|废止|和|、|或)+");
  static const RE2 parts("(?:部分|个别|有关)条款(?:失效|废止|和|、|或)+");
  RE2::GlobalReplace(&text, whole, "废止");
  RE2::GlobalReplace(&text, parts, "修改");
  if (!has_any(words, {"停止", "终止", "不再", "作废", "失效"})) return text;
  RE2::GlobalReplace(&text, ends, "废止");
  RE2::GlobalReplace(&text, lapses, "\\1废止");
  return text;
}

// Whether the words behind a list of titles repeal them here and now.
bool repeals_behind(std::string_view after) {
  static const RE2 form(
      "^(?:等[^，。；《]{0,20})?(?:[0-9一二三四五六七八九十]+[部件个项份](?:[^，。；《]{0,10})?)?"
      "，?(?:[自从于][^，。；《]{2,30}(?:之日)?起)?，?(?:一并|同时|相应|即行|即|全部|均|予以|一律|"
      "随之)*("
      "?:予以)?废止");
  return RE2::PartialMatch(after, form);
}

bool repeals_before(std::string_view before) {
  static const RE2 form(
      "(?:^|[，。；：、]|决定|现|将|予以|并|同时)废止(?:了)?(?:下列|以下|如下)?(?:[^，。；《》]{0,"
      "24}(?:发布|公布|印发|制定)的)?：?$");
  return RE2::PartialMatch(before, form) && !before.ends_with("已废止");
}

bool continues_list(std::string_view between) {
  static const RE2 form(
      "^(?:、|和|及|以及|与|，|；|，以及)?(?:(?:原)?[^，。；《》]{0,40}(?:发布|公布|印发|制定|实施|"
      "施行|下发)的|原)?$");
  return RE2::FullMatch(between, form);
}

// Those in brackets behind a title tell its history:
// `《甲》（根据《关于修改部分规章的决定》修正）`.
std::vector<Citation> without_asides(std::vector<Citation> all) {
  std::vector<Citation> kept;
  for (Citation& citation : all) {
    if (kept.empty() || citation.begin >= kept.back().tail) kept.push_back(std::move(citation));
  }
  return kept;
}

void read_sentence(const Sentence& sentence, Repeals& repeals) {
  const std::string words = in_one_word(words_with_titles(sentence.printed));
  static const RE2 past(
      "(?:已|已经|曾|已于[^，。；]{2,20})(?:被)?(?:明令)?废止|被[^，。；]{0,30}废止|未废止|"
      "修改或者?废止|废止(?:的|后|前|或|之前)");
  if (RE2::PartialMatch(words, past)) return;
  const auto all = without_asides(citations_in(words));
  for (std::size_t i = 0; i < all.size(); ++i) {
    // One list: as far as nothing but 、 and who published it stands between.
    std::size_t last = i;
    while (last + 1 < all.size() && continues_list(std::string_view(words).substr(
                                        all[last].tail, all[last + 1].begin - all[last].tail))) {
      ++last;
    }
    const std::string_view before = std::string_view(words).substr(0, all[i].begin);
    const std::string_view after = std::string_view(words).substr(all[last].tail);
    if (repeals_behind(after) || repeals_before(before)) {
      for (std::size_t k = i; k <= last; ++k) {
        // Only some articles go: the document stays.
        if (all[k].articles.empty()) repeals.add(all[k].title, sentence.printed);
      }
    }
    i = last;
  }
}

// `关于废止〈甲〉等两部规章的决定`.
void read_title(const NoticeText& text, Repeals& repeals) {
  static const RE2 form("(?:关于)?废止((?:[〈《][^〈〉《》]{3,120}[〉》](?:、|和|及|以及)?)+)");
  std::string list;
  if (!RE2::PartialMatch(in_one_word(words_with_titles(text.printed_title)), form, &list)) return;
  for (std::string& title : names_in_marks(list)) repeals.add(std::move(title), text.printed_title);
}

// `1. 某某办法（…令第17号公布）`, `一、《某某通知》（某发〔2004〕5号）`.
std::string listed_title(std::string_view paragraph) {
  static const RE2 item("^[（(]?(?:\\d{1,4}|[一二三四五六七八九十百]{1,5})[）)]?[、.．)）](.+)$");
  std::string rest;
  if (paragraph.size() > 1800) return "";
  const std::string plain = words_with_titles(paragraph);
  if (plain.size() > 900 || !RE2::FullMatch(plain, item, &rest)) return "";
  const auto citations = without_asides(citations_in(rest));
  if (!citations.empty() && citations[0].begin == 0) {
    return citations[0].articles.empty() && citations.size() == 1 ? citations[0].title : "";
  }
  if (!citations.empty() && rest.find("关于") == std::string::npos) return "";
  std::string title = without_number(rest);
  for (const std::string_view end : {"。", "；", ";"}) {
    if (title.ends_with(end)) title.resize(title.size() - end.size());
  }
  return is_legal_title(title) && !has_any(title, {"，", "。", "："}) ? title : "";
}

// Reads lists and tables of a decision that repeals, from a line that announces them on to one that
// announces others.
class ListReader {
 public:
  ListReader(const NoticeText& text, Repeals& repeals) : text_(text), repeals_(repeals) {}

  void read() {
    const std::string subject = in_one_word(text_.title);
    repeals_here_ =
        subject.find("废止") != std::string::npos && !has_any(subject, {"修改", "失效", "修订"});
    for (const std::string& paragraph : text_.paragraphs) {
      if (paragraph.find('\t') != std::string::npos) continue;
      const std::string title = listed_title(paragraph);
      if (title.empty()) {
        look_for_heading(paragraph);
      } else if (repeals_here_) {
        repeals_.add(title, paragraph);
      }
    }
    read_tables();
  }

 private:
  void look_for_heading(std::string_view paragraph) {
    if (paragraph.size() > 1800) return;
    const std::string plain = in_one_word(plain_form(paragraph));
    if (plain.size() > 900) return;
    const std::size_t repeal = plain.rfind("废止");
    std::size_t other = std::string::npos;
    for (const std::string_view word : {"修改", "失效", "继续有效", "保留", "修订"}) {
      const std::size_t at = plain.rfind(word);
      if (at != std::string::npos && (other == std::string::npos || at > other)) other = at;
    }
    const bool announces =
        plain.ends_with(":") || plain.size() < 150 || repeal != std::string::npos;
    if (!announces || (repeal == std::string::npos && other == std::string::npos)) return;
    repeals_here_ = repeal != std::string::npos && other == std::string::npos;
  }

  void read_tables() {
    const std::string subject = in_one_word(text_.title);
    const bool is_about_others = has_any(subject, {"修改", "失效", "修订", "继续有效"});
    if (is_about_others || subject.find("废止") == std::string::npos) return;
    for (const Table& table : tables_of(text_.paragraphs)) {
      if (!table.has(Column::document)) continue;
      for (const TableRow& row : table.rows) {
        std::string title = words_with_titles(table.cell(row, Column::document));
        const auto citations = citations_in(title);
        if (!citations.empty() && citations[0].begin == 0) title = citations[0].title;
        repeals_.add(without_number(title), row.printed);
      }
    }
  }

  const NoticeText& text_;
  Repeals& repeals_;
  bool repeals_here_ = false;
};

// `决定废止以下规范性文件：`, or the whole notice is about that.
bool announces_list(const NoticeText& text) {
  if (in_one_word(text.title).find("废止") != std::string::npos) return true;
  static const RE2 list(
      "废止(?:以下|下列|如下)[^。;]{0,40}:$|(?:以下|下列|如下)[^。;]{0,40}废止:$");
  return std::any_of(text.own().begin(), text.own().end(), [](const Sentence& sentence) {
    return RE2::PartialMatch(in_one_word(sentence.plain), list);
  });
}

void read(const NoticeText& text, Facts& facts) {
  if (explains_another(text.title) || is_plan(text.title)) return;
  Repeals repeals(facts);
  read_title(text, repeals);
  for (const Sentence& sentence : text.sentences) {
    if (sentence.printed.find("《") == sentence.printed.npos) continue;
    if (!has_any(sentence.plain, {"废止", "停止", "终止", "不再", "作废", "失效"})) continue;
    read_sentence(sentence, repeals);
  }
  if (announces_list(text)) ListReader(text, repeals).read();
}

}  // namespace

const Fact& fact_repeals() {
  static const Fact fact{"repeals", read};
  return fact;
}

}  // namespace regwatch
