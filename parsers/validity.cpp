#include "parsers/validity.h"

#include <re2/re2.h>

#include <algorithm>

#include "parsers/commencement.h"

namespace regwatch {
namespace {

bool puts_into_force(const NoticeText& text, std::size_t sentence) {
  return std::binary_search(
      text.commencements.begin(), text.commencements.end(), Commencement{sentence, {}, {}},
      [](const Commencement& a, const Commencement& b) { return a.sentence < b.sentence; });
}

// `words` are the clause's own beginning, or stand behind 本办法.
bool is_own(std::string_view clause_before, bool follows_entry) {
  static const RE2 nothing(
      "^(?:其|其中|且|并|试行|暂行|施行|执行|期限|自|(?:本\\p{Han}{1,16})?自.{1,80}起)?$");
  if (RE2::FullMatch(clause_before, nothing)) return follows_entry;
  return is_own_subject(clause_before);
}

}  // namespace

std::vector<Validity> own_validities(const NoticeText& text) {
  static const RE2 term(
      "(有效期|试行期|施行期|执行期|实施期|暂行期|试行[0-9一二三四五六七八九十两]{1,3}个?[年月]|"
      "有效[0-9一二三四五六七八九十两]{1,3}年|执行至|施行至|试行至|实施至|有效至)");
  static const RE2 bare_end("[,起](至(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日)");
  static const RE2 lapse(",((?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日(?:自动|自行)?(?:失效|废止))");
  // One pass over the text instead of one for each word.
  static const RE2 may_tell(
      "有效|试行|[施执实暂][行施]期|[施执实][行施]至|失效|废止|日止|[,起]至|终止");
  std::vector<Validity> found;
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    const std::string_view plain = text.sentences[i].plain;
    if (!RE2::PartialMatch(plain, may_tell)) continue;
    const bool is_entry = puts_into_force(text, i);
    const bool follows =
        (i > 0 && puts_into_force(text, i - 1)) || (i > 1 && puts_into_force(text, i - 2));
    re2::StringPiece words;
    if (RE2::PartialMatch(plain, term, &words)) {
      const auto at = static_cast<std::size_t>(words.data() - plain.data());
      const std::string_view before = plain.substr(0, at);
      const bool behind = is_entry || (follows && before.find(',') == before.npos);
      if (is_own(last_clause(before), behind)) {
        found.push_back({i, plain.substr(at)});
        continue;
      }
    }
    if (!is_entry) continue;
    if (RE2::PartialMatch(plain, bare_end, &words) || RE2::PartialMatch(plain, lapse, &words)) {
      found.push_back({i, plain.substr(static_cast<std::size_t>(words.data() - plain.data()))});
    }
  }
  return found;
}

}  // namespace regwatch
