#include <re2/re2.h>

#include "base/text.h"
#include "parsers/facts.h"

namespace regwatch {
namespace {

constexpr std::size_t looked_at = 500;

// 国办发〔2026〕6号, 网安秘字〔2026〕119号, 中国人民银行令〔2026〕第4号; a year's brackets vary.
const RE2& bracketed() {
  static const RE2 form(
      "([\\p{Han}A-Za-z]{0,16}[〔\\[（(【［﹝](?:19|20)\\d\\d[〕\\])）】］﹞]第?\\d{1,5}(?:[-—－至]"
      "\\d{1,5})?号)");
  return form;
}

// 第233号令, 国令第790号, 公告2026年第8号, 2026年第8号公告.
const RE2& counted() {
  static const RE2 form(
      "((?:\\p{Han}{0,8}(?:令|公告|通告))?(?:(?:19|20)\\d\\d年)?第\\d{1,5}号(?:令|公告|通告)?)");
  return form;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool says_what_it_is(std::string_view number) {
  return number.find("令") != number.npos || number.find("公告") != number.npos ||
         number.find("通告") != number.npos;
}

// Brackets around the whole line.
std::string_view bare(std::string_view line) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"【", "】"}}) {
    if (line.starts_with(open) && line.ends_with(close)) {
      line.remove_prefix(open.size());
      line.remove_suffix(close.size());
    }
  }
  return line;
}

std::optional<std::string> number_in_title(std::string_view title) {
  const std::string plain = remove_spaces(title);
  std::string number;
  static const RE2 leading(
      "^[【\\[（(]((?:(?:19|20)\\d\\d年)?第\\d{1,5}号(?:令|公告|通告))[】\\]）)]");
  if (RE2::PartialMatch(plain, leading, &number)) return number;
  static const RE2 trailing(
      "[（(]([^（）()《》]{0,24}[〔\\[【](?:19|20)\\d\\d[〕\\]】]第?\\d{1,5}号)[）)]$");
  if (RE2::PartialMatch(plain, trailing, &number)) return number;
  // A penalty's title is its number: 银罚决字〔2026〕104号.
  if (RE2::FullMatch(plain, bracketed(), &number)) return number;
  static const RE2 decree("((?:令|公告|通告)[（(]?(?:(?:19|20)\\d\\d年)?第\\d{1,5}号)[）)]?$");
  if (RE2::PartialMatch(plain, decree, &number)) return number;
  static const RE2 announced("((?:19|20)\\d\\d年第\\d{1,5}号(?:令|公告|通告))");
  if (RE2::PartialMatch(plain, announced, &number)) return number;
  return std::nullopt;
}

std::optional<std::string> number_of_label(std::string_view cell, std::string_view next_cell) {
  const std::string plain = remove_spaces(to_half_width(cell));
  static const RE2 label("^(?:发文字号|文号|发文文号|文件编号|公文文号|文件号):?(.*)$");
  std::string value;
  if (!RE2::FullMatch(plain, label, &value)) return std::nullopt;
  if (value.empty()) value = remove_spaces(next_cell);
  return document_number_in(value);
}

}  // namespace

std::optional<std::string> document_number_in(std::string_view text) {
  const std::string plain = remove_spaces(text);
  std::string number;
  if (RE2::PartialMatch(plain, bracketed(), &number)) return number;
  re2::StringPiece rest(plain);
  while (RE2::FindAndConsume(&rest, counted(), &number)) {
    if (says_what_it_is(number)) return number;
  }
  return std::nullopt;
}

std::optional<std::string> find_document_number(const std::vector<std::string>& paragraphs,
                                                std::string_view title) {
  std::optional<std::string> in_title = number_in_title(title);
  std::size_t seen = 0;
  std::string previous;
  for (const std::string& paragraph : paragraphs) {
    if (seen > looked_at) break;
    const auto cells = split(paragraph, '\t');
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto next = i + 1 < cells.size() ? cells[i + 1] : std::string_view();
      if (auto number = number_of_label(cells[i], next)) return number;
    }
    const std::string plain = remove_spaces(paragraph);
    const std::string line(bare(plain));
    std::string number;
    if (RE2::FullMatch(line, bracketed(), &number)) return number;
    if (RE2::FullMatch(line, counted(), &number)) {
      if (says_what_it_is(number)) return number;
      // `中华人民共和国国务院令` stands on the line before `第790号`.
      const bool heads = previous.ends_with("令") || previous.ends_with("公告");
      if (heads && count_code_points(previous) <= 30) return previous + number;
    }
    // The number and the addressees may share a line: 网安秘字〔2026〕119号 各有关单位：
    static const RE2 leading(
        "^(\\p{Han}{2,12}[〔\\[［﹝](?:19|20)\\d\\d[〕\\]］﹞]\\d{1,5}号)(?:各|关于|$)");
    if (RE2::PartialMatch(piece(plain), leading, &number)) return number;
    previous = plain;
    seen += count_code_points(plain);
  }
  return in_title;
}

}  // namespace regwatch
