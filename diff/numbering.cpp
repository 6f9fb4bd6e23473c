#include "diff/numbering.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_number = 12;  // 一千二百六十 has six; padding is not foreseen.

// Reads code points of a paragraph's beginning, in half-width forms, without spaces.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { skip_spaces(); }

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }
  bool space_before() const { return space_before_; }

  /// 0 at the end.
  char32_t peek() const {
    if (at_end()) return 0;
    std::size_t at = at_;
    return to_half_width(next_code_point(text_, at));
  }

  char32_t take() {
    const char32_t c = peek();
    if (c == 0) return 0;
    const std::size_t begin = at_;
    next_code_point(text_, at_);
    taken_ += text_.substr(begin, at_ - begin);
    end_ = at_;
    skip_spaces();
    return c;
  }

  bool take(char32_t wanted) {
    if (peek() != wanted) return false;
    take();
    return true;
  }

  NumberLabel label(Numbering style, std::optional<int> number) const {
    NumberLabel out{style, taken_, number, 0, end_, at_end() || space_before_};
    constexpr std::u32string_view parting = U"([【〔:：、.";
    out.parted = out.parted || parting.find(peek()) != std::u32string_view::npos;
    return out;
  }

 private:
  void skip_spaces() {
    space_before_ = false;
    while (!at_end()) {
      std::size_t next = at_;
      if (!is_space(next_code_point(text_, next))) return;
      at_ = next;
      space_before_ = true;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool space_before_ = false;
  std::string taken_;
};

std::optional<int> digit_of(char32_t c) {
  constexpr std::u32string_view digits = U"〇一二三四五六七八九";
  if (c == U'零' || c == U'○') return 0;
  if (c == U'两') return 2;
  const auto at = digits.find(c);
  return at == std::u32string_view::npos ? std::nullopt : std::optional<int>(static_cast<int>(at));
}

int unit_of(char32_t c) { return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0; }

// 一百二十三, 十二, 一〇二, and digits.
std::optional<int> take_number(Reader& reader) {
  int total = 0;
  int digits = 0;
  std::size_t length = 0;
  for (; length < longest_number; ++length) {
    const char32_t c = reader.peek();
    if (c >= '0' && c <= '9') {
      digits = digits * 10 + static_cast<int>(c - '0');
    } else if (const auto digit = digit_of(c)) {
      digits = digits * 10 + *digit;
    } else if (const int unit = unit_of(c)) {
      total += (digits == 0 ? 1 : digits) * unit;
      digits = 0;
    } else {
      break;
    }
    reader.take();
    if (digits > 99'999) return std::nullopt;
  }
  if (length == 0) return std::nullopt;
  return total + digits;
}

// 第一编, 第一章, 第一节, 第一条, 第一部分, each with 之一.
std::optional<NumberLabel> ordinal(Reader reader) {
  if (!reader.take(U'第')) return std::nullopt;
  const auto number = take_number(reader);
  if (!number) return std::nullopt;
  Numbering style = Numbering::article;
  switch (reader.take()) {
    case U'条':
      break;
    case U'章':
      style = Numbering::chapter;
      break;
    case U'节':
      style = Numbering::section;
      break;
    case U'编':
      style = Numbering::part;
      break;
    case U'分':
      if (!reader.take(U'编')) return std::nullopt;
      style = Numbering::part;
      break;
    case U'部':
      if (!reader.take(U'分')) return std::nullopt;
      style = Numbering::part;
      break;
    default:
      return std::nullopt;
  }
  const NumberLabel plain = reader.label(style, number);
  if (!reader.take(U'之')) return plain;
  const auto inserted = take_number(reader);
  if (!inserted || *inserted == 0) return plain;  // 第三条之规定
  NumberLabel out = reader.label(style, number);
  out.inserted = *inserted;
  return out;
}

// （一）, (1)
std::optional<NumberLabel> in_brackets(Reader reader) {
  if (!reader.take('(')) return std::nullopt;
  const auto number = take_number(reader);
  if (!number || !reader.take(')')) return std::nullopt;
  NumberLabel out = reader.label(Numbering::bracket, number);
  out.parted = true;
  return out;
}

// 一、
std::optional<NumberLabel> chinese_point(Reader reader) {
  if (!digit_of(reader.peek()) && unit_of(reader.peek()) == 0) return std::nullopt;
  const auto number = take_number(reader);
  if (!number) return std::nullopt;
  const char32_t c = reader.peek();
  if (c != U'、' && c != '.' && c != U'．') return std::nullopt;
  reader.take();
  NumberLabel out = reader.label(Numbering::point, number);
  out.parted = true;
  return out;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

std::optional<int> take_digits(Reader& reader) {
  std::optional<int> out;
  for (std::size_t length = 0; is_digit(reader.peek()); ++length) {
    if (length == 3) return std::nullopt;  // A year, an amount.
    if (out && reader.space_before()) return out;
    out = out.value_or(0) * 10 + static_cast<int>(reader.take() - '0');
  }
  return out;
}

// 4.1.2, A.1; 4 and a space before words, which is a title in standards; 1. and 1、
std::optional<NumberLabel> arabic(Reader reader) {
  int levels = 0;
  const char32_t first = reader.peek();
  if (first >= 'A' && first <= 'Z') {
    reader.take();
    if (reader.space_before() || !reader.take('.')) return std::nullopt;
    ++levels;
  }
  auto number = take_digits(reader);
  if (!number || *number == 0) return std::nullopt;
  for (++levels; levels < 8; ++levels) {
    if (reader.space_before()) break;
    const NumberLabel bare = reader.label(Numbering::decimals, number);
    const char32_t c = reader.peek();
    if (c == U'、' || (c == '.' && levels == 1)) {
      Reader behind = reader;
      behind.take();
      if (!is_digit(behind.peek()) || c == U'、' || behind.space_before()) {
        NumberLabel out = behind.label(Numbering::arabic, number);
        out.parted = true;
        return out;
      }
    }
    if (c != '.') break;
    reader.take();
    const auto next = take_digits(reader);
    if (!next) return bare;
    number = next;
  }
  const NumberLabel out = reader.label(Numbering::decimals, number);
  // `3日内`, `10 个`: an amount; `3.5%`, `2.1亿元`.
  if (levels == 1 && (!reader.space_before() || !is_han(reader.peek()))) return std::nullopt;
  if (!reader.space_before() && !is_han(reader.peek())) return std::nullopt;
  return out;
}

// 附件, 附件1, 附录A, 附表 2-1.
std::optional<NumberLabel> annex(Reader reader) {
  if (!reader.take(U'附')) return std::nullopt;
  const char32_t kind = reader.peek();
  if (kind != U'件' && kind != U'录' && kind != U'表' && kind != U'图') return std::nullopt;
  reader.take();
  const NumberLabel bare = reader.label(Numbering::annex, std::nullopt);
  if (const char32_t letter = reader.peek(); letter >= 'A' && letter <= 'Z') {
    reader.take();
    return reader.label(Numbering::annex, static_cast<int>(letter - 'A' + 1));
  }
  const auto number = take_number(reader);
  return number ? reader.label(Numbering::annex, number) : bare;
}

}  // namespace

std::optional<NumberLabel> number_label(std::string_view paragraph) {
  const Reader reader(paragraph);
  const char32_t first = reader.peek();
  if (first == U'第') return ordinal(reader);
  if (first == U'附') return annex(reader);
  if (first == '(') return in_brackets(reader);
  if (is_digit(first) || (first >= 'A' && first <= 'Z')) return arabic(reader);
  return chinese_point(reader);
}

}  // namespace regwatch
