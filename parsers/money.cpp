#include "parsers/money.h"

#include <re2/re2.h>

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr long double most_units = 1e15L;

struct Numeral {
  std::string_view word;
  int digit = -1;         ///< 0 to 9, or
  long double scale = 0;  ///< 10, 100, 1000 within a group, 10^4 and 10^8 behind one.
};

constexpr Numeral numerals[] = {
    {"零", 0},       {"〇", 0},       {"○", 0},        {"一", 1},       {"二", 2},
    {"两", 2},       {"三", 3},       {"四", 4},       {"五", 5},       {"六", 6},
    {"七", 7},       {"八", 8},       {"九", 9},       {"壹", 1},       {"贰", 2},
    {"贰", 2},       {"叁", 3},       {"肆", 4},       {"伍", 5},       {"陆", 6},
    {"柒", 7},       {"捌", 8},       {"玖", 9},       {"十", -1, 10},  {"拾", -1, 10},
    {"百", -1, 100}, {"佰", -1, 100}, {"千", -1, 1e3}, {"仟", -1, 1e3}, {"万", -1, 1e4},
    {"萬", -1, 1e4}, {"亿", -1, 1e8}, {"億", -1, 1e8},
};

const Numeral* numeral_at(std::string_view text) {
  for (const Numeral& numeral : numerals) {
    if (text.starts_with(numeral.word)) return &numeral;
  }
  return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Adds up a number from left to right: digits, then the scale that they count.
class Sum {
 public:
  bool add_digits(long double value) {
    if (has_digits_ && !after_zero_) return false;
    has_digits_ = true;
    digits_ = value;
    after_zero_ = value == 0;
    return true;
  }

  bool add_scale(long double scale) {
    after_zero_ = false;
    if (scale < 1e4) {
      // 十五 counts one ten; 百 and 千 want their digit.
      if (!has_digits_ && scale != 10) return false;
      group_ += (has_digits_ ? digits_ : 1) * scale;
      forget_digits();
      return true;
    }
    const long double group = group_ + digits_;
    if (group == 0 && (scale < 1e8 || total_ == 0)) return false;
    total_ = scale < 1e8 ? total_ + group * scale : (total_ + group) * scale;
    group_ = 0;
    forget_digits();
    return true;
  }

  long double value() const { return total_ + group_ + digits_; }

 private:
  void forget_digits() {
    has_digits_ = false;
    digits_ = 0;
  }

  long double total_ = 0;
  long double group_ = 0;
  long double digits_ = 0;  // That no scale followed yet.
  bool has_digits_ = false;
  bool after_zero_ = false;
};

// `1,234.56` at the beginning of `text`; how many bytes it takes, 0 where the commas stand wrong.
std::size_t arabic_number(std::string_view text, long double& value) {
  std::string digits;
  std::size_t at = 0;
  std::size_t in_group = 0;
  bool grouped = false;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      digits += text[at];
      ++in_group;
    } else if (text[at] == ',' && at + 1 < text.size() && is_digit(text[at + 1])) {
      if (grouped ? in_group != 3 : in_group > 3) return 0;
      grouped = true;
      in_group = 0;
    } else {
      break;
    }
  }
  if (digits.empty() || digits.size() > 16 || (grouped && in_group != 3)) return 0;
  value = std::strtold(digits.c_str(), nullptr);
  if (at + 1 >= text.size() || text[at] != '.' || !is_digit(text[at + 1])) return at;
  long double place = 0.1L;
  for (++at; at < text.size() && is_digit(text[at]); ++at, place /= 10) {
    value += static_cast<long double>(text[at] - '0') * place;
  }
  return at;
}

// `点五六` behind a digit.
std::size_t spelt_fraction(std::string_view text, long double& value) {
  std::size_t at = std::string_view("点").size();
  long double place = 0.1L;
  while (at < text.size()) {
    const Numeral* numeral = numeral_at(text.substr(at));
    if (!numeral || numeral->digit < 0) break;
    value += numeral->digit * place;
    place /= 10;
    at += numeral->word.size();
  }
  return place < 0.1L ? at : 0;
}

struct Currency {
  std::string_view word;
  std::string_view code;
};
constexpr Currency currencies[] = {
    {"人民币", "CNY"}, {"RMB", "CNY"},    {"CNY", "CNY"},  {"¥", "CNY"},    {"￥", "CNY"},
    {"美元", "USD"},   {"美金", "USD"},   {"USD", "USD"},  {"港元", "HKD"}, {"港币", "HKD"},
    {"HKD", "HKD"},    {"澳门元", "MOP"}, {"欧元", "EUR"}, {"英镑", "GBP"}, {"日元", "JPY"},
    {"澳元", "AUD"},   {"加元", "CAD"},   {"元", "CNY"},   {"圆", "CNY"},
};

std::optional<std::string_view> currency_of(std::string_view word) {
  for (const Currency& currency : currencies) {
    if (currency.word == word) return currency.code;
  }
  return std::nullopt;
}

const RE2& amount() {
  static const RE2 form(
      "(约|近|超|逾|超过|大约|不少于|不低于|至少|将近|不超过|最高)?(?:[为是])?"
      "(人民币|RMB|CNY|¥|￥|美元|美金|USD|港元|港币|HKD|欧元|英镑|日元)?:?"
      "([0-9零〇○一二两三四五六七八九壹贰貳叁肆伍陆柒捌玖]"
      "[0-9.,零〇○一二两三四五六七八九十百千万亿壹贰貳叁肆伍陆柒捌玖拾佰仟萬億点]*|"
      "[十拾][0-9零〇○一二两三四五六七八九百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億点]*)"
      "([余多几])?([百千]?[万亿萬億]*)([余多])?"
      "(元|圆|美元|美金|港元|港币|澳门元|欧元|英镑|日元|澳元|加元)(人民币|港币|美元|港元)?"
      "(?:([0-9零一二两三四五六七八九壹贰叁肆伍陆柒捌玖])角)?"
      "(?:[零〇]?([0-9零一二两三四五六七八九壹贰叁肆伍陆柒捌玖])分)?(?:整|正)?"
      "(余|多|左右|以上|以下|以内|(?:[(]含[^)]*[)])?以[上下])?");
  return form;
}

std::string_view view(const re2::StringPiece& piece) { return {piece.data(), piece.size()}; }

// Names before an amount may end in a numeral (`张三五万元`): the longest end that is a number.
std::optional<long double> number_at_end(std::string_view body, std::size_t& dropped) {
  for (dropped = 0; dropped < body.size();) {
    if (const auto number = printed_number(body.substr(dropped))) return number;
    // Only a spelt numeral is given up, never a part of digits.
    if (is_digit(body[dropped])) return std::nullopt;
    next_code_point(body, dropped);
  }
  return std::nullopt;
}

long double small_part(const re2::StringPiece& digit, long double place) {
  return digit.empty() ? 0 : printed_number(view(digit)).value_or(0) * place;
}

std::optional<PrintedMoney> money_of(const re2::StringPiece* part, std::string_view plain) {
  std::string body = std::string(view(part[3])) + std::string(view(part[5]));
  std::size_t dropped = 0;
  const auto units = number_at_end(body, dropped);
  if (!units) return std::nullopt;
  const long double value = *units + small_part(part[9], 0.1L) + small_part(part[10], 0.01L);
  if (value > most_units) return std::nullopt;
  PrintedMoney money;
  money.cents = std::llroundl(value * 100);
  money.begin = static_cast<std::size_t>(part[0].data() - plain.data());
  if (dropped > 0) money.begin = static_cast<std::size_t>(part[3].data() - plain.data()) + dropped;
  money.end = static_cast<std::size_t>(part[0].data() - plain.data()) + part[0].size();
  money.currency = *currency_of(view(part[7]));
  for (const int place : {2, 8}) {
    const auto other = currency_of(view(part[place]));
    if (other && money.currency == "CNY") money.currency = *other;
  }
  money.is_exact = part[1].empty() && part[4].empty() && part[6].empty() && part[11].empty();
  return money;
}

// `20万元(大写:贰拾万元整)`.
bool repeats(std::string_view plain, const PrintedMoney& first, PrintedMoney& second) {
  if (first.cents != second.cents || second.begin < first.end) return false;
  const std::string_view between = plain.substr(first.end, second.begin - first.end);
  static const RE2 opening("^[,]?[(]?(?:大写|小写|即|计|折合|合)?(?:金额)?:?$");
  if (between.empty() || !RE2::FullMatch(between, opening)) return false;
  if (plain.substr(second.end).starts_with(")")) ++second.end;
  return true;
}

}  // namespace

std::optional<long double> printed_number(std::string_view plain) {
  Sum sum;
  if (plain.empty()) return std::nullopt;
  for (std::size_t at = 0; at < plain.size();) {
    const std::string_view rest = plain.substr(at);
    long double value = 0;
    std::size_t taken = 0;
    if (is_digit(rest[0])) {
      taken = arabic_number(rest, value);
      if (taken == 0 || !sum.add_digits(value)) return std::nullopt;
    } else {
      const Numeral* numeral = numeral_at(rest);
      if (!numeral) return std::nullopt;
      taken = numeral->word.size();
      if (numeral->digit >= 0) {
        value = numeral->digit;
        if (rest.substr(taken).starts_with("点")) {
          const std::size_t fraction = spelt_fraction(rest.substr(taken), value);
          if (fraction == 0) return std::nullopt;
          taken += fraction;
        }
        if (!sum.add_digits(value)) return std::nullopt;
      } else if (!sum.add_scale(numeral->scale)) {
        return std::nullopt;
      }
    }
    at += taken;
  }
  if (sum.value() > most_units) return std::nullopt;
  return sum.value();
}

std::vector<PrintedMoney> printed_money(std::string_view plain) {
  std::vector<PrintedMoney> found;
  bool speaks_of_money = false;
  for (const std::string_view unit : {"元", "圆", "港币", "美金", "英镑"}) {
    speaks_of_money = speaks_of_money || plain.find(unit) != plain.npos;
  }
  if (!speaks_of_money) return found;
  const re2::StringPiece text = plain;
  re2::StringPiece part[12];
  std::size_t from = 0;
  while (amount().Match(text, from, text.size(), RE2::UNANCHORED, part, 12)) {
    from = static_cast<std::size_t>(part[0].data() - plain.data()) + part[0].size();
    auto money = money_of(part, plain);
    if (!money) continue;
    if (!found.empty() && repeats(plain, found.back(), *money)) {
      found.back().end = money->end;
    } else {
      found.push_back(std::move(*money));
    }
  }
  return found;
}

std::optional<PrintedMoney> money_of_cell(std::string_view cell, std::string_view header) {
  const std::string plain = remove_spaces(to_half_width(cell));
  auto amounts = printed_money(plain);
  if (amounts.size() == 1) return std::move(amounts.front());
  if (!amounts.empty()) return std::nullopt;
  const auto number = printed_number(plain);
  if (!number || *number <= 0) return std::nullopt;
  const std::string label = remove_spaces(to_half_width(header));
  static const RE2 unit("(?:人民币)?([百千]?万|亿|千)?(元|美元|港元|港币)[)\\]]?$");
  std::string scale;
  std::string currency;
  if (!RE2::PartialMatch(label, unit, &scale, &currency)) return std::nullopt;
  const auto times = scale.empty() ? std::optional(1.0L) : printed_number("一" + scale);
  if (!times || *number * *times > most_units) return std::nullopt;
  PrintedMoney money;
  money.cents = std::llroundl(*number * *times * 100);
  money.currency = *currency_of(currency);
  money.end = plain.size();
  return money;
}

}  // namespace regwatch
