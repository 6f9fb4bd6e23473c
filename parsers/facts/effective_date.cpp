#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

// The last 《…》 that is the subject of what stands behind `clause`.
std::optional<std::string> named_subject(std::string_view before) {
  const std::size_t close = before.rfind("》");
  if (close == before.npos) return std::nullopt;
  const std::size_t open = before.rfind("《", close);
  if (open == before.npos) return std::nullopt;
  return std::string(before.substr(open + 3, close - open - 3));
}

// Whether the words before `自…起施行` make it this very document's entry into force.
bool is_own_entry(std::string_view before, std::string_view after, const NoticeText& text) {
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
    return !text.is_consultation && text.title.find(*name) != std::string::npos;
  }
  const std::string bare(clause);
  return bare.empty() || has_any(bare, {"标准", "上述", "以上", "该公告"}) ? !text.is_commentary
                                                                           : false;
}

constexpr const char* enters = "(?:正式)?(?:施行|实施|执行|生效|试行)";

std::optional<CivilDate> entry_by_date(const Sentence& sentence, const NoticeText& text) {
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
    if (is_own_entry(before, rest, text)) return date.date;
  }
  return std::nullopt;
}

std::optional<CivilDate> entry_by_publication(const Sentence& sentence, const NoticeText& text) {
  if (!text.published || text.is_draft) return std::nullopt;
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
  if (!is_own_entry(before, rest, text)) return std::nullopt;
  if (count.empty() && unit.empty()) return text.published;
  const auto days = chinese_number(count);
  if (!days || unit == "月" || unit.empty()) return std::nullopt;
  return add_days(*text.published, *days);
}

void read(const NoticeText& text, Facts& facts) {
  for (const Sentence& sentence : text.sentences) {
    const std::string_view printed = sentence.printed;
    const bool speaks_of_it = has_any(printed, {"施行", "实施", "执行", "生效", "试行", "施 行"}) &&
                              has_any(printed, {"自", "从", "于", "起"});
    if (!speaks_of_it) continue;
    auto found = entry_by_date(sentence, text);
    if (!found) found = entry_by_publication(sentence, text);
    if (!found) continue;
    facts.effective_date = found;
    return add_evidence(facts, "effective_date", sentence.printed);
  }
}

}  // namespace

const Fact& fact_effective_date() {
  static const Fact fact{"effective_date", read};
  return fact;
}

}  // namespace regwatch
