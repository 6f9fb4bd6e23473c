#include "parsers/batch_number.h"

#include <re2/re2.h>

#include <algorithm>

#include "parsers/chinese_dates.h"

namespace regwatch {
namespace {

constexpr std::size_t head_sentences = 6;
constexpr std::size_t longest_heading = 240;  // Bytes.
const std::string numbered = "第([0-9一二三四五六七八九十百]{1,9})批";

const RE2& one() {
  static const RE2 form("(?:^|[^总])" + numbered);
  return form;
}

const RE2& total() {
  static const RE2 form("总" + numbered);
  return form;
}

const RE2& announced() {
  static const RE2 form("现(?:将|予以?|公布|公开|发布|通报|印发|下达|对)[^。;总]{0,60}?" +
                        numbered);
  return form;
}

// The number that the form finds, when it finds one and no other.
std::optional<int> only_number(std::string_view plain, const RE2& form) {
  re2::StringPiece rest = plain;
  std::optional<int> known;
  std::string number;
  while (RE2::FindAndConsume(&rest, form, &number)) {
    const auto found = chinese_number(number);
    if (!found || (known && known != found)) return std::nullopt;
    known = found;
  }
  return known;
}

std::optional<BatchNumber> in_heading(const NoticeText& text, const RE2& form) {
  if (const auto number = only_number(text.title, form)) {
    return BatchNumber{*number, text.printed_title};
  }
  // Of the text only what is a heading itself: 总第 is said of nothing else.
  for (std::size_t i = 0; i < std::min(text.sentences.size(), head_sentences); ++i) {
    const Sentence& sentence = text.sentences[i];
    if (sentence.plain.size() > longest_heading || sentence.plain.find("总第") == std::string::npos)
      continue;
    if (const auto number = only_number(sentence.plain, form)) {
      return BatchNumber{*number, sentence.printed};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<BatchNumber> own_batch(const NoticeText& text) {
  if (auto found = in_heading(text, one())) return found;
  for (std::size_t i = 0; i < std::min(text.own_words, head_sentences); ++i) {
    const Sentence& sentence = text.sentences[i];
    if (sentence.plain.find("批") == std::string::npos || !only_number(sentence.plain, one()))
      continue;
    if (const auto number = only_number(sentence.plain, announced())) {
      return BatchNumber{*number, sentence.printed};
    }
  }
  return std::nullopt;
}

std::optional<BatchNumber> own_total_batch(const NoticeText& text) {
  return in_heading(text, total());
}

}  // namespace regwatch
