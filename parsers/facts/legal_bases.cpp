#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/citation.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

constexpr std::size_t most_bases = 60;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// Words that tell somebody to act on a law, and those of remedies and of a text's own history.
bool is_no_basis(std::string_view before, std::string_view sentence) {
  static const RE2 told(
      "(?:请|应当?|须|严格|认真|可以?|有权|必须|要|不得|未|并未|没有|是否)[^，。；：,;:]{0,16}$");
  static const RE2 remedy(
      "申请行政复议|提起行政诉讼|行政复议|申请复议|陈述(?:、|和)?申辩权|要求听证|强制执行|加处罚款|"
      "每日按");
  static const RE2 history(
      "第[一二三四五六七八九十]+次(?:修订|修正|修改)|》(?:修订|修正|修改)[）)]?$");
  return RE2::PartialMatch(piece(before), told) || RE2::PartialMatch(piece(sentence), remedy) ||
         RE2::PartialMatch(piece(sentence), history);
}

std::string without_country(std::string_view title) {
  constexpr std::string_view country = "中华人民共和国";
  return std::string(title.starts_with(country) ? title.substr(country.size()) : title);
}

class Bases {
 public:
  // The laws that stand behind 根据 as one list.
  void read(const std::string& text, std::string_view printed) {
    static const RE2 word("(?:根据|依据|依照|按照|遵照)");
    const auto citations = citations_in(text);
    re2::StringPiece found;
    std::size_t from = 0;
    while (word.Match(piece(text), from, text.size(), RE2::UNANCHORED, &found, 1)) {
      const auto at = static_cast<std::size_t>(found.data() - text.data());
      from = at + found.size();
      const bool is_weak = std::string_view(text).substr(at).starts_with("按照") ||
                           std::string_view(text).substr(at).starts_with("依照");
      if (is_no_basis(std::string_view(text).substr(0, at), text)) continue;
      read_list(text, citations, from, is_weak, printed);
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

  void read_list(const std::string& text, const std::vector<Citation>& citations, std::size_t from,
                 bool is_weak, std::string_view printed) {
    static const RE2 first("^[^《》，。；：,;:“”]{0,40}$");
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
      const bool belongs = list.empty() ? RE2::FullMatch(piece(words), first)
                                        : RE2::PartialMatch(piece(words), joins) &&
                                              RE2::FullMatch(piece(words), between);
      if (!belongs) break;
      list.push_back(&citation);
      end = citation.tail;
    }
    if (list.empty()) return;
    // `按照《某指南》报送材料` tells how; 按照…的规定, 按照…要求 why.
    static const RE2 rule(
        "^(?:等[^，。；]{0,20})?(?:的)?(?:有关|相关)?(?:法律、?法规|法律|法规|规定|要求|部署|精神|"
        "文件|工作)");
    if (is_weak && !RE2::PartialMatch(piece(std::string_view(text).substr(end)), rule)) return;
    bool any = false;
    for (const Citation* citation : list) any = add(*citation) || any;
    if (any) evidence_.push_back(printed);
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

bool is_about_another(const NoticeText& text) {
  return has_any(text.title, {"答记者问", "解读", "问答", "一图读懂", "新闻发布会", "典型案例"});
}

void read(const NoticeText& text, Facts& facts) {
  if (is_about_another(text)) return;
  Bases bases;
  const auto read_from = [&](std::span<const Sentence> sentences) {
    for (const Sentence& sentence : sentences) {
      if (sentence.printed.find("《") == sentence.printed.npos) continue;
      if (!has_any(sentence.plain, {"根据", "依据", "依照", "按照", "遵照"})) continue;
      bases.read(remove_spaces(sentence.printed), sentence.printed);
    }
  };
  read_from(text.own());
  read_from(first_article(text));
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
