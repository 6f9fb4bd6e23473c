#include "parsers/fact.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
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

bool begins_articles(const std::string& paragraph) {
  const std::string plain = remove_spaces(paragraph.substr(0, 64));
  return plain.starts_with("第一条") || plain.starts_with("第一章");
}

bool speaks_of_consultation(std::string_view text) {
  static const RE2 asking("征求.{0,200}意见|征集.{0,120}意见|听取.{0,60}意见");
  return has_any(text, {"公示", "征求意见", "反馈意见", "意见反馈", "意见征集", "意见稿"}) ||
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), asking);
}

bool is_commentary(std::string_view title) {
  return has_any(title, {"答记者问", "解读", "问答", "一图读懂", "情况通报", "处罚决定"});
}

// Decides what the notice is, from its title and its opening words.
void characterise(NoticeText& text, std::string_view opening) {
  text.is_commentary = is_commentary(text.title);
  text.is_draft =
      has_any(text.title, {"征求意见", "意见稿", "草案", "公开征求", "征集意见"}) ||
      (speaks_of_consultation(text.title) && text.title.find("公示") == std::string::npos);
  const bool asks = speaks_of_consultation(opening) &&
                    has_any(opening, {"反馈", "提出意见", "提出异议", "意见和建议", "截止",
                                      "公示期", "公示时间", "截至日期"});
  text.is_consultation = !text.is_commentary && (speaks_of_consultation(text.title) || asks);
}

}  // namespace

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

std::string plain_form(std::string_view printed) { return remove_spaces(to_half_width(printed)); }

void add_evidence(Facts& facts, const char* fact, std::string_view sentence) {
  auto& known = facts.evidence[fact];
  if (known.size() < 3 && std::find(known.begin(), known.end(), sentence) == known.end()) {
    known.emplace_back(sentence);
  }
}

NoticeText notice_text_of(const std::vector<std::string>& paragraphs,
                          std::optional<CivilDate> published, std::string_view title) {
  NoticeText text{paragraphs, plain_form(title), published, {}, 0, false, false, false};
  bool in_notice = true;
  std::string opening;
  for (const std::string& paragraph : paragraphs) {
    in_notice = in_notice && !begins_articles(paragraph) && opening.size() < longest_notice;
    for (const std::string_view printed : split_sentences(paragraph)) {
      text.sentences.push_back({printed, plain_form(printed)});
      if (!in_notice) continue;
      ++text.own_words;
      opening += text.sentences.back().plain;
    }
  }
  characterise(text, opening);
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
