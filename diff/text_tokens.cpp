#include "diff/text_tokens.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diff/normalise.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_name_bytes = 240;
constexpr std::u32string_view numerals = U"〇○零一二三四五六七八九十百千万亿两";
// 统一, 同一, 任一: the 一 behind these counts nothing.
constexpr std::u32string_view no_count_before = U"统同唯单任某专逐万";

constexpr std::u32string_view word_joints = U"._@/+&";

bool is_dash(char32_t c) { return c == '-' || c == U'－' || (c >= U'‐' && c <= U'―'); }
char32_t half_width(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + 0x21 : c; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_word(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_numeral(char32_t c) { return numerals.find(c) != std::u32string_view::npos; }

// The longer before the shorter that begins alike.
constexpr std::array<std::string_view, 32> units = {
    "个工作日", "个自然日", "个交易日", "个百分点", "个小时", "个月", "工作日", "自然日",
    "交易日",   "小时",     "分钟",     "周岁",     "年",     "月",   "日",     "天",
    "周",       "元",       "美元",     "倍",       "人",     "名",   "家",     "户",
    "件",       "次",       "平方米",   "公里",     "吨",     "％",   "%",      "‰"};

std::string spaced(std::string_view word, const std::string& space) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    if (!out.empty()) out += space;
    append_utf8(out, next_code_point(word, at));
  }
  return out;
}

// Dates, also those left blank (2026年 月 日), times, amounts, shares, places in a law, numbers of
// documents. Lines of a PDF break inside of them.
const RE2& quantities() {
  static const RE2 pattern([] {
    const std::string s = R"([\s\x{3000}\x{A0}]*)";
    const std::string digit = "[0-9０-９]";
    const std::string number = "[0-9０-９〇○零一二三四五六七八九十百千万亿两]";
    const std::string day = "[0-9０-９〇○零一二三四五六七八九十XＸx×]";
    std::string unit;
    for (const std::string_view name : units) unit += (unit.empty() ? "" : "|") + spaced(name, s);
    const std::string amount =
        "(?:" + digit + "+(?:[.,．，]" + digit + "+)*" + s + "[百千万亿]*|" + number + "+)";
    const std::vector<std::string> alternatives = {
        day + "{2,4}" + s + "年" + s + day + "{0,3}" + s + "月(?:" + s + day + "{0,3}" + s + "日)?",
        day + "{1,3}" + s + "月" + s + day + "{1,3}" + s + "日",
        R"(年[\s\x{3000}]+月[\s\x{3000}]+日)",
        "第" + s + number + "+" + s + "(?:条|款|项|目|章|节|编|批|期|号|次|届)(?:之" + number +
            "+)?",
        "[〔［\\[（(]" + s + digit + "{4}" + s + "[〕］\\]）)]" + s + "第?" + s + digit + "{1,5}" +
            s + "号",
        number + "+分之" + number + "+",
        amount + s + "(?:" + unit + ")"};
    return join(alternatives, "|");
  }());
  return pattern;
}

bool may_begin_quantity(char32_t c) {
  return is_digit(c) || is_numeral(c) || c == U'第' || c == U'〔' || c == '[' || c == '(' ||
         c == U'年';
}

// One text that is cut.
class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  // The end of the token that begins at `at`, in `until` at most.
  std::size_t end_of_token(std::size_t at, std::size_t until, char32_t before) const {
    std::size_t next = at;
    const char32_t c = half_width(next_code_point(text_, next));
    if (may_begin_quantity(c)) {
      const std::size_t end = end_of_quantity(at, until, c, before);
      if (end > at) return end;
    }
    if (is_word(c)) return end_of_word(next, until, c);
    return is_numeral(c) ? end_of_numeral(next, until) : next;
  }

  // Behind 》, or `at` where no short name is closed before the next begins.
  std::size_t end_of_name(std::size_t at, std::size_t until) const {
    constexpr std::string_view open = "《", close = "》";
    if (!text_.substr(at).starts_with(open)) return at;
    const std::size_t inside = at + open.size();
    const std::string_view reach =
        text_.substr(inside, std::min(longest_name_bytes, until - std::min(until, inside)));
    const std::size_t end = reach.find(close);
    if (end == std::string_view::npos || end == 0) return at;
    return has_any(reach.substr(0, end), {open, "。", "；"}) ? at : inside + end + close.size();
  }

 private:
  std::size_t end_of_quantity(std::size_t at, std::size_t until, char32_t first,
                              char32_t before) const {
    const bool counts_nothing =
        first == U'一' && no_count_before.find(before) != std::u32string_view::npos;
    if (counts_nothing) return at;
    re2::StringPiece rest(text_.data() + at, until - at);
    return RE2::Consume(&rest, quantities()) ? static_cast<std::size_t>(rest.data() - text_.data())
                                             : at;
  }

  std::size_t end_of_numeral(std::size_t at, std::size_t until) const {
    while (at < until) {
      std::size_t next = at;
      if (!is_numeral(next_code_point(text_, next))) break;
      at = next;
    }
    return at;
  }

  // 30, 3.5, 1,000, 202X, App, GB/T, 22239—2019, a@b.gov.cn.
  std::size_t end_of_word(std::size_t at, std::size_t until, char32_t last) const {
    while (at < until) {
      std::size_t next = at;
      const char32_t raw = next_code_point(text_, next);
      const char32_t c = half_width(raw);
      if (!is_word(c)) {
        const bool joins_digits = (c == '.' || c == ',') && is_digit(last);
        const bool joins_words = is_dash(raw) || word_joints.find(raw) != word_joints.npos;
        if ((!joins_digits && !joins_words) || next >= until) break;
        std::size_t behind = next;
        const char32_t following = half_width(next_code_point(text_, behind));
        if (!(joins_words ? is_word(following) : is_digit(following))) break;
      }
      last = c;
      at = next;
    }
    return at;
  }

  std::string_view text_;
};

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::string compared_form(std::string_view text) {
  std::string form = reading_form(text);
  return form.find("零") == std::string::npos ? form : replace_all(std::move(form), "零", "〇");
}

std::vector<TextToken> TextTokenizer::tokens_of(const ComparedText& compared, Names names) {
  const std::string_view text = compared.text;
  const Reading reading(text);
  std::vector<TextToken> out;
  std::size_t line = 0;
  char32_t last = 0;
  auto gap = compared.left_out.begin();
  for (std::size_t at = 0; at < text.size();) {
    while (gap != compared.left_out.end() && gap->end <= at) ++gap;
    const bool has_gap = gap != compared.left_out.end();
    if (has_gap && at >= gap->begin) {
      line += lines_in(text.substr(at, gap->end - at));
      at = gap->end;
      continue;
    }
    const std::size_t begin = at;
    const std::size_t until = has_gap ? std::min(gap->begin, text.size()) : text.size();
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (is_space(c)) {
      line += c == '\n';
      at = next;
      continue;
    }
    const std::size_t name_end = names == Names::whole ? reading.end_of_name(begin, until) : begin;
    at = name_end > begin ? name_end : reading.end_of_token(begin, until, last);
    last = c;
    TextToken token{begin, at, static_cast<std::uint32_t>(c), line, 1, name_end > begin};
    if (at != next || !is_han(c) || c == U'零') {
      const std::string_view printed = text.substr(begin, at - begin);
      line += lines_in(printed);
      const std::string form = compared_form(printed);
      if (form.empty()) continue;
      token.item = item_of(form);
      token.characters = count_code_points(form);
    }
    // —— and …… are one mark, however many strokes are typed.
    const bool repeats = (token.item == '-' || token.item == U'…') && !out.empty() &&
                         out.back().item == token.item && out.back().end == begin;
    if (repeats) {
      out.back().end = at;
    } else {
      out.push_back(token);
    }
  }
  return out;
}

std::uint32_t TextTokenizer::item_of(const std::string& form) {
  std::size_t at = 0;
  const char32_t only = next_code_point(form, at);
  if (at == form.size()) return static_cast<std::uint32_t>(only);
  const auto next = static_cast<std::uint32_t>(0x110000 + words_.size());
  return words_.try_emplace(form, next).first->second;
}

}  // namespace regwatch
