#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  if (!text.is_consultation) return;
  static const RE2 address(
      "([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(?:@|[\\[({]at[\\])}])[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"
      ")");
  for (const Sentence& sentence : text.own()) {
    const bool may =
        sentence.plain.find('@') != std::string::npos || icontains(sentence.plain, "at");
    if (!may || has_any(sentence.plain, {"举报", "投诉", "监督邮箱", "技术支持"})) continue;
    re2::StringPiece rest(sentence.plain);
    std::string found;
    while (RE2::FindAndConsume(&rest, address, &found)) {
      RE2::Replace(&found, "[\\[({]at[\\])}]", "@");
      auto& known = facts.comment_to;
      if (known.size() >= 10 || std::find(known.begin(), known.end(), found) != known.end())
        continue;
      known.push_back(found);
      add_evidence(facts, "comment_to", sentence.printed);
    }
  }
}

}  // namespace

const Fact& fact_comment_to() {
  static const Fact fact{"comment_to", read};
  return fact;
}

}  // namespace regwatch
