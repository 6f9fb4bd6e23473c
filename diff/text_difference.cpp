#include "diff/text_difference.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "diff/normalise.h"
#include "diff/sequence.h"

namespace regwatch {
namespace {

// Islands of common characters this long at most are taken into the differences around them.
constexpr std::size_t always_island = 2;
constexpr std::size_t longest_island = 6;
constexpr std::size_t furthest_slide = 200;

struct Token {
  std::size_t begin = 0;  // Bytes.
  std::size_t end = 0;
  std::uint32_t item = 0;  // Code point of a character; above all code points for longer ones.
  std::size_t line = 0;
};

bool is_numeral(char32_t c) {
  constexpr std::u32string_view numerals = U"〇○零一二三四五六七八九十百千万亿两";
  return numerals.find(c) != std::u32string_view::npos;
}

char32_t half_width(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + 0x21 : c; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_word(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Tokenizer {
 public:
  std::vector<Token> tokens_of(const ComparedText& compared) {
    text_ = compared.text;
    std::size_t line = 0;
    std::vector<Token> out;
    auto gap = compared.left_out.begin();
    for (std::size_t at = 0; at < text_.size();) {
      while (gap != compared.left_out.end() && gap->end <= at) ++gap;
      if (gap != compared.left_out.end() && at >= gap->begin) {
        at = gap->end;
        continue;
      }
      const std::size_t begin = at;
      const char32_t c = half_width(next_code_point(text_, at));
      if (is_word(c)) {
        at = end_of_word(at, c);
      } else if (is_numeral(c)) {
        at = end_of_run(at, is_numeral);
      }
      line += c == '\n';
      if (is_space(c)) continue;
      if (const auto item = item_of(c, text_.substr(begin, at - begin))) {
        // —— and …… are one mark, however many strokes are typed.
        const bool repeats = (*item == '-' || *item == U'…') && !out.empty() &&
                             out.back().item == *item && out.back().end == begin;
        if (repeats) {
          out.back().end = at;
        } else {
          out.push_back({begin, at, *item, line});
        }
      }
    }
    return out;
  }

 private:
  template <class Test>
  std::size_t end_of_run(std::size_t at, Test test) const {
    while (at < text_.size()) {
      std::size_t next = at;
      if (!test(half_width(next_code_point(text_, next)))) break;
      at = next;
    }
    return at;
  }

  // 30, 3.5, 1,000, 202X, App.
  std::size_t end_of_word(std::size_t at, char32_t last) const {
    while (at < text_.size()) {
      std::size_t next = at;
      const char32_t c = half_width(next_code_point(text_, next));
      const bool points = (c == '.' || c == ',') && is_digit(last) && next < text_.size();
      if (points) {
        std::size_t behind = next;
        if (!is_digit(half_width(next_code_point(text_, behind)))) break;
      } else if (!is_word(c)) {
        break;
      }
      last = c;
      at = next;
    }
    return at;
  }

  std::optional<std::uint32_t> item_of(char32_t c, std::string_view printed) {
    std::size_t first = 0;
    next_code_point(printed, first);
    if (first == printed.size() && is_han(c)) return static_cast<std::uint32_t>(c);
    const std::string form = reading_form(printed);
    if (form.empty()) return std::nullopt;
    std::size_t at = 0;
    const char32_t only = next_code_point(form, at);
    if (at == form.size()) return static_cast<std::uint32_t>(only);
    const auto next = static_cast<std::uint32_t>(0x110000 + words_.size());
    return words_.try_emplace(form, next).first->second;
  }

  std::string_view text_;
  std::unordered_map<std::string, std::uint32_t> words_;
};

std::vector<std::uint32_t> items_of(const std::vector<Token>& tokens) {
  std::vector<std::uint32_t> out;
  out.reserve(tokens.size());
  for (const Token& token : tokens) out.push_back(token.item);
  return out;
}

std::size_t size_of(const ChangedBlock& block) {
  return std::max(block.before_end - block.before_begin, block.after_end - block.after_begin);
}

bool is_sentence_mark(std::uint32_t item) {
  return item == '.' || item == ';' || item == '!' || item == '?';
}

bool is_mark(std::uint32_t item) {
  return is_sentence_mark(item) || item == ',' || item == ':' || item == U'、';
}

// How well a phrase may begin behind this item.
int boundary_worth(std::uint32_t item) {
  return is_sentence_mark(item) ? 3 : item == ':' || item == ',' ? 2 : item == U'、' ? 1 : 0;
}

// What was inserted into `X、Y` is `Z、` or `、Z`, alike in length: the phrase that begins behind a
// mark is taken, or at least ends with one. `items` are those of the side that has it; it moves
// within [least, most).
std::size_t best_begin(std::span<const std::uint32_t> items, std::size_t begin, std::size_t end,
                       std::size_t least, std::size_t most) {
  const std::size_t length = end - begin;
  std::size_t first = begin;
  while (first > least && begin - first < furthest_slide &&
         items[first - 1] == items[first - 1 + length])
    --first;
  std::size_t last = begin;
  while (last + length < most && last - begin < furthest_slide &&
         items[last] == items[last + length])
    ++last;
  const auto worth = [&items, length](std::size_t at) {
    return (at == 0 ? 3 : boundary_worth(items[at - 1])) * 2 + is_mark(items[at + length - 1]);
  };
  std::size_t best = begin;
  for (std::size_t at = first; at <= last; ++at) {
    if (worth(at) > worth(best)) best = at;
  }
  return best;
}

struct TokenSide {
  explicit TokenSide(std::vector<Token> read) : tokens(std::move(read)), items(items_of(tokens)) {}
  // Whether no paragraph ends between two places that differ.
  bool is_one_line(std::size_t begin, std::size_t end) const {
    const auto line = [this](std::size_t i) { return tokens[std::min(i, tokens.size() - 1)].line; };
    return tokens.empty() || line(begin) == line(end);
  }
  std::vector<Token> tokens;
  std::vector<std::uint32_t> items;
};

class Cleanup {
 public:
  Cleanup(const TokenSide& before, const TokenSide& after) : before_(before), after_(after) {}

  std::vector<ChangedBlock> clean(std::vector<ChangedBlock> blocks) const {
    for (std::size_t i = 0; i < blocks.size(); ++i) slide(blocks, i);
    std::vector<ChangedBlock> out;
    for (const ChangedBlock& block : blocks) {
      out.push_back(block);
      while (out.size() > 1 && is_island_between(out[out.size() - 2], out.back())) {
        const ChangedBlock last = out.back();
        out.pop_back();
        out.back().before_end = last.before_end;
        out.back().after_end = last.after_end;
      }
    }
    return out;
  }

 private:
  void slide(std::vector<ChangedBlock>& blocks, std::size_t i) const {
    ChangedBlock& block = blocks[i];
    const bool inserts = block.before_begin == block.before_end;
    const bool deletes = block.after_begin == block.after_end;
    if (!inserts && !deletes) return;
    const std::span<const std::uint32_t> items = inserts ? after_.items : before_.items;
    const std::size_t begin = inserts ? block.after_begin : block.before_begin;
    const std::size_t end = inserts ? block.after_end : block.before_end;
    const std::size_t least = i == 0    ? 0
                              : inserts ? blocks[i - 1].after_end
                                        : blocks[i - 1].before_end;
    const std::size_t most = i + 1 == blocks.size() ? items.size()
                             : inserts              ? blocks[i + 1].after_begin
                                                    : blocks[i + 1].before_begin;
    const std::size_t to = best_begin(items, begin, end, least, most);
    block.before_begin += to - begin;  // Modulo 2^64: `to` may be less.
    block.before_end += to - begin;
    block.after_begin += to - begin;
    block.after_end += to - begin;
  }

  bool is_island_between(const ChangedBlock& left, const ChangedBlock& right) const {
    const std::size_t length = right.before_begin - left.before_end;
    if (length > longest_island) return false;
    if (!before_.is_one_line(left.before_end, right.before_begin) ||
        !after_.is_one_line(left.after_end, right.after_begin))
      return false;
    const auto island = std::span(before_.items).subspan(left.before_end, length);
    if (length <= always_island)
      return std::none_of(island.begin(), island.end(), is_sentence_mark);
    return length <= std::min(size_of(left), size_of(right)) &&
           std::none_of(island.begin(), island.end(), is_mark);
  }

  const TokenSide& before_;
  const TokenSide& after_;
};

void add_span(std::vector<TextSpan>& spans, std::string_view text, bool differs) {
  if (text.empty()) return;
  if (spans.empty() || spans.back().differs != differs) spans.push_back({{}, differs});
  spans.back().text += text;
}

// What lies between two tokens that differ differs with them if it is but spaces of one line.
bool joins_differences(std::string_view between) {
  return between.find('\n') == std::string_view::npos && trim(between).empty();
}

std::vector<TextSpan> spans_of(std::string_view text, const std::vector<Token>& tokens,
                               const std::vector<bool>& differs) {
  std::vector<TextSpan> out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view between = text.substr(at, tokens[i].begin - at);
    add_span(out, between, i > 0 && differs[i - 1] && differs[i] && joins_differences(between));
    add_span(out, text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin), differs[i]);
    at = tokens[i].end;
  }
  add_span(out, text.substr(at), false);
  return out;
}

}  // namespace

TextDifferenceSpans differing_spans(const ComparedText& before, const ComparedText& after,
                                    std::size_t max_edits) {
  Tokenizer tokenizer;
  const TokenSide before_side(tokenizer.tokens_of(before));
  const TokenSide after_side(tokenizer.tokens_of(after));
  const auto blocks = Cleanup(before_side, after_side)
                          .clean(diff_sequences(before_side.items, after_side.items, max_edits));
  std::vector<bool> before_differs(before_side.tokens.size(), false);
  std::vector<bool> after_differs(after_side.tokens.size(), false);
  for (const ChangedBlock& block : blocks) {
    std::fill(before_differs.begin() + static_cast<std::ptrdiff_t>(block.before_begin),
              before_differs.begin() + static_cast<std::ptrdiff_t>(block.before_end), true);
    std::fill(after_differs.begin() + static_cast<std::ptrdiff_t>(block.after_begin),
              after_differs.begin() + static_cast<std::ptrdiff_t>(block.after_end), true);
  }
  return {spans_of(before.text, before_side.tokens, before_differs),
          spans_of(after.text, after_side.tokens, after_differs)};
}

}  // namespace regwatch
