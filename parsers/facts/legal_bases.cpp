#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/citation.h"
#include "parsers/fact.h"
#include "parsers/respondent.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

constexpr std::size_t most_bases = 60;

// Words that tell somebody to act on a law, and those of remedies and of a text's own history.
bool is_no_basis(std::string_view before, std::string_view sentence) {
  static const RE2 told(
      "(?:(?:^|[^申邀])请(?:[^示求]|$)|应当|应(?:[^急用对收]|$)|须|严格|认真|可(?:[以于在向自按就]|"
      "$)|"
      "有权|(?:^|[^主重纪需])要(?:[^素闻]|$)|不得|未(?:[^来成]|$)|没有|是否)[^，。；：,;:]{0,16}$");
  static const RE2 remedy(
      "申请行政复议|提起行政诉讼|行政复议|申请复议|陈述(?:、|和)?申辩权|要求听证|强制执行|加处罚款|"
      "每日按");
  static const RE2 history(
      "第[一二三四五六七八九十]+次(?:修订|修正|修改)|》(?:修订|修正|修改)[）)]?$");
  const std::size_t quote = before.rfind("“");
  const bool is_quoted = quote != before.npos && before.find("”", quote) == before.npos;
  return is_quoted || RE2::PartialMatch(before, told) || RE2::PartialMatch(sentence, remedy) ||
         RE2::PartialMatch(sentence, history);
}

std::string without_country(std::string_view title) {
  constexpr std::string_view country = "中华人民共和国";
  return std::string(title.starts_with(country) ? title.substr(country.size()) : title);
}

class Bases {
 public:
  // The laws that stand behind 根据 as one list.
  void read(const std::string& text, std::string_view printed) {
    static const RE2 word("(?:根据|依据|依照|按照|遵照)|[按依]《");
    const auto citations = citations_in(text);
    re2::StringPiece found;
    std::size_t from = 0;
    follows_basis_ = false;
    while (word.Match(text, from, text.size(), RE2::UNANCHORED, &found, 1)) {
      const auto at = static_cast<std::size_t>(found.data() - text.data());
      const std::string_view here = std::string_view(text).substr(at);
      const bool is_short = here.substr(3).starts_with("《");
      from = at + (is_short ? 3 : found.size());
      const bool is_weak = is_short || here.starts_with("按照") || here.starts_with("依照");
      if (is_no_basis(std::string_view(text).substr(0, at), text)) continue;
      const bool is_found = read_list(text, citations, from, is_weak, printed);
      follows_basis_ = follows_basis_ || is_found;
    }
  }

  // One for each law, with all its articles, as first printed.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Base& base : bases_)
      all.push_back("《" + base.title + "》" + join(base.articles, "、"));
    return all;
  }
  const std::vector<std::string_view>& evidence() const { return evidence_; }

 private:
  struct Base {
    std::string title;
    std::string bare;  ///< Without 中华人民共和国.
    std::vector<std::string> articles;
  };

  // Whether a list of laws was found there.
  bool read_list(const std::string& text, const std::vector<Citation>& citations, std::size_t from,
                 bool is_weak, std::string_view printed) {
    // `处罚依据：《…》` is a label.
    static const RE2 first("^[：:]?[^《》，。；：,;:“”]{0,40}$");
    // What may stand between two of one list: 等法律法规, 的规定 and the like, a word that joins,
    // and whose document the next is.
    static const RE2 between(
        "^(?:等)?(?:(?:的)?(?:有关|相关)?(?:法律、行政法规|法律、法规|法律法规|法律|法规|规定|要求|"
        "精神|文件)"
        "(?:和(?:有关|相关)?规定)?(?:、|和|及|以及|，以及|，和|，?并?(?:根据|依据|参照|按照))|"
        "、|和|及|与|以及|，以及|，和|，及|，?并?(?:根据|依据|参照|按照))?"
        "(?:[^《》，。；：,;:、]{0,24})?$");
    static const RE2 joins("^$|、|和|及|与|，以及|并?(?:根据|依据|参照|按照)");
    std::size_t end = from;
    std::vector<const Citation*> list;
    for (const Citation& citation : citations) {
      if (citation.begin < end) continue;
      const std::string_view words = std::string_view(text).substr(end, citation.begin - end);
      const bool belongs =
          list.empty() ? RE2::FullMatch(words, first)
                       : goes_on(words, *list.back(), citation) ||
                             (RE2::PartialMatch(words, joins) && RE2::FullMatch(words, between));
      if (!belongs) break;
      list.push_back(&citation);
      end = citation.tail;
    }
    if (list.empty()) return false;
    // `按照《某指南》报送材料` tells how; 按照…的规定, 按照…要求 why.
    static const RE2 rule(
        "^(?:等[^，。；]{0,20})?(?:及其实施(?:条例|细则|办法))?(?:的)?(?:有关|相关)?"
        "(?:法律、?法规|法律|法规|规定|要求|部署|精神|文件|工作|，?(?:现|决定|制定)|作出|，?[公通]"
        "告如下)");
    // `依照《某某法》的规定处罚`.
    static const RE2 deed(
        "^(?:等[^，。；]{0,20})?(?:的)?(?:有关|相关)?(?:规定|要求)?(?:予以|给予|追究|处罚|处理|"
        "执行|承担|办理|处分)");
    const std::string_view after = std::string_view(text).substr(end);
    // `有下列情形的，依照《某某法》处理`: nobody acts yet.
    static const RE2 condition("的，[^，。；]{0,20}(?:依照|按照)$");
    // `依据《甲法》，某办公室按照《乙办法》，对某公司实施审查`.
    static const RE2 acts("^，(?:决定|现|依法|启动|拟)?对");
    const bool is_rule =
        RE2::PartialMatch(after, rule) || (follows_basis_ && RE2::PartialMatch(after, acts));
    if (is_weak && (!is_rule || RE2::PartialMatch(after, deed) ||
                    RE2::PartialMatch(std::string_view(text).substr(0, from), condition))) {
      return false;
    }
    bool any = false;
    for (const Citation* citation : list) any = add(*citation) || any;
    if (any) evidence_.push_back(printed);
    return any;
  }

  // `《甲法》第十六条，《乙法》第二十三条，公告如下`.
  static bool goes_on(std::string_view between, const Citation& last, const Citation& next) {
    return (between == "，" || between == "；" || between == ",") && !last.articles.empty() &&
           !next.articles.empty();
  }

  bool add(const Citation& citation) {
    if (!is_legal_title(citation.title) || bases_.size() >= most_bases) return false;
    std::string bare = without_country(citation.title);
    auto known = std::find_if(bases_.begin(), bases_.end(),
                              [&](const Base& base) { return base.bare == bare; });
    if (known == bases_.end()) {
      bases_.push_back({citation.title, std::move(bare), {}});
      known = std::prev(bases_.end());
    }
    const bool is_new =
        !citation.articles.empty() && std::find(known->articles.begin(), known->articles.end(),
                                                citation.articles) == known->articles.end();
    if (is_new) known->articles.push_back(citation.articles);
    return true;
  }

  bool follows_basis_ = false;  ///< Another basis stands before in the same sentence.
  std::vector<Base> bases_;
  std::vector<std::string_view> evidence_;
};

// What the notice says itself, and the first article of the rule that it prints: behind these, laws
// are cited for other reasons.
std::span<const Sentence> first_article(const NoticeText& text) {
  const auto begin = text.sentences.begin() + static_cast<std::ptrdiff_t>(text.own_words);
  const auto first = std::find_if(begin, text.sentences.end(), [](const Sentence& sentence) {
    return sentence.plain.starts_with("第一条");
  });
  const auto second = std::find_if(first, text.sentences.end(), [](const Sentence& sentence) {
    return sentence.plain.starts_with("第二条");
  });
  const auto count = std::min<std::ptrdiff_t>(second - first, 6);
  return {first, first + count};
}

// A register of penalties has a column for them: 处罚依据.
void read_columns(const NoticeText& text, Bases& bases) {
  static const RE2 heading("^(?:行政)?(?:处罚|执法|法律|处理|法定)(?:的)?(?:法律)?依据$");
  constexpr std::size_t most_rows = 60;
  const bool has_label =
      std::any_of(text.paragraphs.begin(), text.paragraphs.end(), [](const std::string& line) {
        return line.find('\t') != line.npos && line.find("依据") != line.npos;
      });
  if (!has_label) return;
  for (const Table& table : tables_of(text.paragraphs)) {
    for (std::size_t column = 0; column < table.headers.size(); ++column) {
      if (!RE2::PartialMatch(plain_form(table.headers[column]), heading)) continue;
      for (std::size_t i = 0; i < std::min(table.rows.size(), most_rows); ++i) {
        const TableRow& row = table.rows[i];
        // As if the label stood before it.
        bases.read("依据" + words_with_titles(row.cells[column]), row.printed);
      }
    }
  }
}

void read(const NoticeText& text, Facts& facts) {
  if (explains_another(text.title) || has_any(text.title, {"典型案例"})) return;
  Bases bases;
  const auto read_from = [&](std::span<const Sentence> sentences) {
    for (const Sentence& sentence : sentences) {
      if (sentence.printed.find("《") == sentence.printed.npos) continue;
      if (!has_any(sentence.plain, {"根据", "依据", "依照", "按照", "遵照", "按《", "依《"}))
        continue;
      bases.read(words_with_titles(sentence.printed), sentence.printed);
    }
  };
  // A decision says at its end what it rests on, however long it is.
  const bool is_decision = has_any(text.title, {"处罚决定", "罚决字", "罚字", "禁入决定"});
  read_from(is_decision ? std::span<const Sentence>(text.sentences) : text.own());
  read_from(first_article(text));
  if (is_complaint(text)) read_columns(text, bases);
  facts.legal_bases = bases.names();
  for (const std::string_view printed : bases.evidence())
    add_evidence(facts, "legal_bases", printed);
}

}  // namespace

const Fact& fact_legal_bases() {
  static const Fact fact{"legal_bases", read};
  return fact;
}

}  // namespace regwatch
