#include "diff/text_difference.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "diff/sequence.h"
#include "diff/text_tokens.h"
#include "diff/word_halves.h"

namespace regwatch {
namespace {

// Islands of common characters this long at most are taken into the differences around them.
constexpr std::size_t longest_island = 6;
constexpr std::size_t furthest_slide = 200;

std::vector<std::uint32_t> items_of(const std::vector<TextToken>& tokens) {
  std::vector<std::uint32_t> out;
  out.reserve(tokens.size());
  for (const TextToken& token : tokens) out.push_back(token.item);
  return out;
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

// Whether a bracket that is opened is closed, and none else: `（一）甲；` and not `一）甲；（`.
bool closes_its_brackets(std::span<const std::uint32_t> items) {
  constexpr std::size_t furthest_look = 200;
  int open = 0;
  for (const auto item : items.first(std::min(items.size(), furthest_look))) {
    open += item == '(' || item == U'《';
    open -= item == ')' || item == U'》';
    if (open < 0) return false;
  }
  return open == 0 || items.size() > furthest_look;
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
  const auto cuts_word = [&items](std::size_t at) {
    return at > 0 && at < items.size() && is_common_word(items[at - 1], items[at]);
  };
  const auto worth = [&](std::size_t at) {
    return (at == 0 ? 3 : boundary_worth(items[at - 1])) * 4 + is_mark(items[at + length - 1]) * 2 +
           (closes_its_brackets(items.subspan(at, length)) ? 16 : 0) - cuts_word(at) -
           cuts_word(at + length);
  };
  std::size_t best = begin;
  for (std::size_t at = first; at <= last; ++at) {
    if (worth(at) > worth(best)) best = at;
  }
  return best;
}

struct TokenSide {
  explicit TokenSide(std::vector<TextToken> read)
      : tokens(std::move(read)), items(items_of(tokens)) {}
  // Whether no paragraph ends between two places that differ.
  bool is_one_line(std::size_t begin, std::size_t end) const {
    const auto line = [this](std::size_t i) { return tokens[std::min(i, tokens.size() - 1)].line; };
    return tokens.empty() || line(begin) == line(end);
  }
  std::size_t characters(std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    for (; begin < end; ++begin) count += tokens[begin].characters;
    return count;
  }
  std::vector<TextToken> tokens;
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
    for (std::size_t i = 0; i < out.size(); ++i) complete_words(out, i);
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

  // A phrase that was replaced begins and ends with whole words: 审[查未通过] is [审查未通过]. One
  // character that was replaced stays alone.
  void complete_words(std::vector<ChangedBlock>& blocks, std::size_t i) const {
    ChangedBlock& block = blocks[i];
    if (is_number_of_item(block)) {
      --block.before_begin, --block.after_begin;
      ++block.before_end, ++block.after_end;
      return;
    }
    const bool is_phrase = block.before_begin < block.before_end &&
                           block.after_begin < block.after_end && size_of(block) > 1;
    if (!is_phrase) return;
    const std::size_t least = i == 0 ? 0 : blocks[i - 1].before_end;
    const std::size_t most =
        i + 1 == blocks.size() ? before_.items.size() : blocks[i + 1].before_begin;
    if (block.before_begin > least && begins_within_word(block)) {
      --block.before_begin;
      --block.after_begin;
    }
    if (block.before_end < most && ends_within_word(block)) {
      ++block.before_end;
      ++block.after_end;
    }
  }

  // （五） that became （四） is one mark.
  bool is_number_of_item(const ChangedBlock& block) const {
    const auto stands_in_brackets = [](const TokenSide& side, std::size_t begin, std::size_t end) {
      return end - begin == 1 && begin > 0 && end < side.items.size() &&
             side.items[begin - 1] == '(' && side.items[end] == ')' &&
             side.is_one_line(begin - 1, end);
    };
    return stands_in_brackets(before_, block.before_begin, block.before_end) &&
           stands_in_brackets(after_, block.after_begin, block.after_end);
  }

  bool begins_within_word(const ChangedBlock& block) const {
    const auto& items = before_.items;
    const std::size_t last = block.before_begin - 1;
    const bool is_end = last > 0 && is_common_word(items[last - 1], items[last]);
    return !is_end && before_.is_one_line(last, block.before_begin) &&
           (is_common_word(items[last], items[block.before_begin]) ||
            is_common_word(items[last], after_.items[block.after_begin]));
  }

  bool ends_within_word(const ChangedBlock& block) const {
    const auto& items = before_.items;
    const std::size_t next = block.before_end;
    const bool is_begin = next + 1 < items.size() && is_common_word(items[next], items[next + 1]);
    return !is_begin && before_.is_one_line(next - 1, next) &&
           (is_common_word(items[next - 1], items[next]) ||
            is_common_word(after_.items[block.after_end - 1], items[next]));
  }

  // In tokens: to a reader a date is one word.
  static std::size_t size_of(const ChangedBlock& block) {
    return std::max(block.before_end - block.before_begin, block.after_end - block.after_begin);
  }

  // What is common is left standing where it is longer than what differs on either side of it, and
  // where a sentence ends.
  bool is_island_between(const ChangedBlock& left, const ChangedBlock& right) const {
    const std::size_t begin = left.before_end;
    const std::size_t end = right.before_begin;
    if (end - begin > longest_island) return false;
    const std::size_t length = before_.characters(begin, end);
    if (length > longest_island) return false;
    if (!before_.is_one_line(begin, end) || !after_.is_one_line(left.after_end, right.after_begin))
      return false;
    const auto island = std::span(before_.items).subspan(begin, end - begin);
    if (std::any_of(island.begin(), island.end(), length <= 2 ? is_sentence_mark : is_mark))
      return false;
    return length <= 1 || length <= std::min(size_of(left), size_of(right));
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

// What differs on one side, by token; of a name, perhaps a part only.
struct Marks {
  explicit Marks(const TokenSide& side) : differs(side.tokens.size(), false) {}
  void mark(std::size_t begin, std::size_t end) {
    std::fill(differs.begin() + static_cast<std::ptrdiff_t>(begin),
              differs.begin() + static_cast<std::ptrdiff_t>(end), true);
  }
  std::vector<bool> differs;
  std::unordered_map<std::size_t, ComparedText::Range> parts;  // Bytes of the text.
};

std::vector<std::size_t> names_in(const TokenSide& side, std::size_t begin, std::size_t end) {
  std::vector<std::size_t> out;
  for (; begin < end; ++begin) {
    if (side.tokens[begin].is_name) out.push_back(begin);
  }
  return out;
}

struct NameAt {
  const ComparedText& compared;
  const TokenSide& side;
  Marks& marks;
  std::size_t token = 0;
  std::size_t begin() const { return side.tokens[token].begin; }
  std::string_view text() const {
    return compared.text.substr(begin(), side.tokens[token].end - begin());
  }
};

bool begins_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// Bytes of `longer` that `shorter` lacks where nothing else differs.
std::optional<ComparedText::Range> inserted_part(std::string_view shorter,
                                                 std::string_view longer) {
  auto head = static_cast<std::size_t>(
      std::mismatch(shorter.begin(), shorter.end(), longer.begin(), longer.end()).first -
      shorter.begin());
  while (head > 0 && !begins_character(longer, head)) --head;
  const std::string_view tail = shorter.substr(head);
  if (!longer.substr(head).ends_with(tail)) return std::nullopt;
  return ComparedText::Range{head, longer.size() - tail.size()};
}

// A name that only grew or shrank, by 暂行 or （征求意见稿）, is marked there; one that became
// another is not cut up.
void mark_part_of_name(const NameAt& was, const NameAt& is) {
  const bool grew = was.text().size() < is.text().size();
  const auto part =
      grew ? inserted_part(was.text(), is.text()) : inserted_part(is.text(), was.text());
  if (!part) return;
  const auto mark = [](const NameAt& name, std::size_t begin, std::size_t end) {
    name.marks.parts[name.token] = {name.begin() + begin, name.begin() + end};
  };
  mark(grew ? is : was, part->begin, part->end);
  mark(grew ? was : is, 0, 0);
}

std::vector<TextSpan> spans_of(std::string_view text, const std::vector<TextToken>& tokens,
                               const Marks& marks) {
  std::vector<TextSpan> out;
  std::size_t at = 0;
  const auto add_until = [&](std::size_t end, bool differs) {
    add_span(out, text.substr(at, end - at), differs);
    at = end;
  };
  bool last_differs = false;  // The end of the token before.
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view between = text.substr(at, tokens[i].begin - at);
    const auto part = marks.parts.find(i);
    const bool is_whole = part == marks.parts.end();
    const bool begins = marks.differs[i] && is_whole;
    add_until(tokens[i].begin, last_differs && begins && joins_differences(between));
    if (!is_whole) {
      add_until(part->second.begin, false);
      add_until(part->second.end, true);
    }
    add_until(tokens[i].end, begins);
    last_differs = begins;
  }
  add_until(text.size(), false);
  return out;
}

}  // namespace

TextDifferenceSpans differing_spans(const ComparedText& before, const ComparedText& after,
                                    std::size_t max_edits) {
  TextTokenizer tokenizer;
  const TokenSide before_side(tokenizer.tokens_of(before));
  const TokenSide after_side(tokenizer.tokens_of(after));
  const auto blocks = Cleanup(before_side, after_side)
                          .clean(diff_sequences(before_side.items, after_side.items, max_edits));
  Marks before_marks(before_side);
  Marks after_marks(after_side);
  for (const ChangedBlock& block : blocks) {
    before_marks.mark(block.before_begin, block.before_end);
    after_marks.mark(block.after_begin, block.after_end);
    const auto before_names = names_in(before_side, block.before_begin, block.before_end);
    const auto after_names = names_in(after_side, block.after_begin, block.after_end);
    if (before_names.size() != after_names.size()) continue;
    for (std::size_t k = 0; k < before_names.size(); ++k)
      mark_part_of_name({before, before_side, before_marks, before_names[k]},
                        {after, after_side, after_marks, after_names[k]});
  }
  return {spans_of(before.text, before_side.tokens, before_marks),
          spans_of(after.text, after_side.tokens, after_marks)};
}

}  // namespace regwatch
