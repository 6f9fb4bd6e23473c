#include "documents/word_numbers.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace regwatch {
namespace {

using Digits = std::array<std::string_view, 10>;

constexpr Digits plain_digits = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Digits counting_digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Digits legal_digits = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr std::array<std::string_view, 4> counting_units = {"", "十", "百", "千"};
constexpr std::array<std::string_view, 4> legal_units = {"", "拾", "佰", "仟"};
constexpr std::array<std::string_view, 10> stems = {"甲", "乙", "丙", "丁", "戊",
                                                    "己", "庚", "辛", "壬", "癸"};
constexpr std::array<std::string_view, 12> branches = {"子", "丑", "寅", "卯", "辰", "巳",
                                                       "午", "未", "申", "酉", "戌", "亥"};

std::string digit_by_digit(int number, const Digits& digits) {
  std::string out;
  for (const char c : std::to_string(number)) out += digits[static_cast<std::size_t>(c - '0')];
  return out;
}

// 21 is 二十一, 105 is 一百零五; a leading 一十 is 十.
std::string with_units(int number, const Digits& digits,
                       const std::array<std::string_view, 4>& units, bool short_ten) {
  if (number <= 0 || number > 9999) return digit_by_digit(number < 0 ? 0 : number, digits);
  if (short_ten && number >= 10 && number < 20)
    return std::string(units[1]) + (number % 10 > 0 ? std::string(digits[number % 10]) : "");
  std::string out;
  bool gap = false;
  for (int place = 3, power = 1000; place >= 0; --place, power /= 10) {
    const int digit = number / power % 10;
    if (digit == 0) {
      gap = !out.empty();
      continue;
    }
    if (std::exchange(gap, false)) out += digits[0];
    out += digits[static_cast<std::size_t>(digit)];
    out += units[static_cast<std::size_t>(place)];
  }
  return out;
}

std::string letters(int number, char first) {
  if (number < 1 || number > 26 * 20) return std::to_string(number);
  // Word repeats: after z comes aa, then bb.
  return std::string(static_cast<std::size_t>((number - 1) / 26 + 1),
                     static_cast<char>(first + (number - 1) % 26));
}

std::string roman(int number, bool upper) {
  static constexpr std::pair<int, std::string_view> parts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  if (number < 1 || number > 3999) return std::to_string(number);
  std::string out;
  for (const auto& [value, text] : parts) {
    for (; number >= value; number -= value) out += text;
  }
  if (upper) {
    for (char& c : out) c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// One code point each from `first` on, while there are `count` of them.
std::string enclosed(int number, char32_t first, int count) {
  if (number < 1 || number > count) return std::to_string(number);
  std::string out;
  append_utf8(out, first + static_cast<char32_t>(number - 1));
  return out;
}

std::string full_width(int number) {
  std::string out;
  for (const char c : std::to_string(number))
    append_utf8(out, U'０' + static_cast<char32_t>(c - '0'));
  return out;
}

template <std::size_t count>
std::string one_of(int number, const std::array<std::string_view, count>& words) {
  if (number < 1 || number > static_cast<int>(count)) return std::to_string(number);
  return std::string(words[static_cast<std::size_t>(number - 1)]);
}

// Up to 99 as it is said, digit by digit beyond.
std::string chinese_counting(int number) {
  return number < 100 ? with_units(number, plain_digits, counting_units, true)
                      : digit_by_digit(number, plain_digits);
}

std::string chinese_number(int number, std::string_view format) {
  if (format == "chineseCounting" || format == "taiwaneseCounting") return chinese_counting(number);
  if (format == "chineseCountingThousand" || format == "taiwaneseCountingThousand" ||
      format == "japaneseCounting")
    return with_units(number, counting_digits, counting_units, true);
  if (format == "chineseLegalSimplified" || format == "ideographLegalTraditional" ||
      format == "japaneseLegal")
    return with_units(number, legal_digits, legal_units, false);
  if (format == "ideographDigital" || format == "taiwaneseDigital" ||
      format == "japaneseDigitalTenThousand" || format == "koreanDigital2")
    return digit_by_digit(number, plain_digits);
  if (format == "ideographTraditional") return one_of(number, stems);
  if (format == "ideographZodiac") return one_of(number, branches);
  if (format == "ideographEnclosedCircle") return enclosed(number, U'㊀', 10);
  return "";
}

}  // namespace

std::string format_list_number(int number, std::string_view format) {
  if (format == "bullet" || format == "none") return "";
  if (auto chinese = chinese_number(number, format); !chinese.empty()) return chinese;
  if (format == "upperLetter") return letters(number, 'A');
  if (format == "lowerLetter") return letters(number, 'a');
  if (format == "upperRoman") return roman(number, true);
  if (format == "lowerRoman") return roman(number, false);
  if (format == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  if (format == "decimalFullWidth" || format == "decimalFullWidth2") return full_width(number);
  if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese")
    return enclosed(number, U'①', 20);
  if (format == "decimalEnclosedParen") return enclosed(number, U'⑴', 20);
  if (format == "decimalEnclosedFullstop") return enclosed(number, U'⒈', 20);
  return std::to_string(number);
}

}  // namespace regwatch
