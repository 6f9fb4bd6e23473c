#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

void read_batch_of(const std::string& printed, Facts& facts) {
  const std::string plain = plain_form(printed);
  static const RE2 total("总第([0-9一二三四五六七八九十百]{1,5})批");
  static const RE2 batch("(?:^|[^总])第([0-9一二三四五六七八九十百]{1,5})批");
  std::string number;
  if (!facts.batch && RE2::PartialMatch(plain, batch, &number)) {
    facts.batch = chinese_number(number);
    if (facts.batch) add_evidence(facts, "batch", printed);
  }
  if (!facts.total_batch && RE2::PartialMatch(plain, total, &number)) {
    facts.total_batch = chinese_number(number);
    if (facts.total_batch) add_evidence(facts, "total_batch", printed);
  }
}

void read(const NoticeText& text, Facts& facts) {
  read_batch_of(text.title, facts);
  if (facts.batch && facts.total_batch) return;
  for (std::size_t i = 0; i < std::min<std::size_t>(text.paragraphs.size(), 4); ++i) {
    // Of the text only a line that is a heading itself: 总第 is said of nothing else.
    if (text.paragraphs[i].find("总第") == std::string::npos || text.paragraphs[i].size() > 240)
      continue;
    read_batch_of(text.paragraphs[i], facts);
  }
}

}  // namespace

const Fact& fact_batch() {
  static const Fact fact{"batch", read};
  return fact;
}

}  // namespace regwatch
