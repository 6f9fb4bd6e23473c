#include "diff/compare_paragraphs.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "diff/normalise.h"
#include "diff/notice_lines.h"
#include "diff/sequence.h"
#include "diff/similarity.h"

namespace regwatch {
namespace {

constexpr int most_hunks = 40;
// Above this share of common character pairs two paragraphs are one that was edited.
constexpr double edited_share = 0.45;
// What is looked at of a paragraph, and how many pairs of paragraphs, when pairing.
constexpr std::size_t similarity_bytes = 3000;
constexpr std::size_t most_pairs = 2500;
constexpr std::size_t most_at_same_place = 1000;

struct Paragraph {
  const std::string* text = nullptr;
  std::string form;
  std::uint32_t item = 0;
};

using Interned = std::unordered_map<std::string, std::uint32_t>;

std::vector<Paragraph> paragraphs_of(std::vector<NoticeLine> lines, Interned& interned) {
  std::vector<Paragraph> out;
  for (NoticeLine& line : lines) {
    Paragraph paragraph{line.text, std::move(line.form), 0};
    const auto next = static_cast<std::uint32_t>(interned.size());
    paragraph.item = interned.try_emplace(paragraph.form, next).first->second;
    out.push_back(std::move(paragraph));
  }
  return out;
}

std::vector<std::uint32_t> items_of(const std::vector<Paragraph>& paragraphs) {
  std::vector<std::uint32_t> out;
  out.reserve(paragraphs.size());
  for (const auto& paragraph : paragraphs) out.push_back(paragraph.item);
  return out;
}

// A break between paragraphs is white space too.
std::string joined(const std::vector<Paragraph>& paragraphs, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text.append(paragraphs[i].form).append(" ");
  return reading_form(text);
}

struct Pair {
  std::size_t before = 0;
  std::size_t after = 0;
};

// The pairs of paragraphs of a block, in rising order on both sides, that are alike the most in
// sum.
std::vector<Pair> alike(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after,
                        const ChangedBlock& block) {
  const std::size_t n = block.before_end - block.before_begin;
  const std::size_t m = block.after_end - block.after_begin;
  std::vector<CharacterPairs> left, right;
  for (std::size_t i = 0; i < n; ++i)
    left.push_back(character_pairs(before[block.before_begin + i].form, similarity_bytes));
  for (std::size_t j = 0; j < m; ++j)
    right.push_back(character_pairs(after[block.after_begin + j].form, similarity_bytes));

  std::vector<double> share(n * m);
  std::vector<double> best((n + 1) * (m + 1), 0);
  const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      const double s = similarity(left[i], right[j]);
      share[i * m + j] = s >= edited_share ? s : 0;
      best[at(i, j)] = std::max(
          {best[at(i + 1, j)], best[at(i, j + 1)], best[at(i + 1, j + 1)] + share[i * m + j]});
    }
  }
  std::vector<Pair> out;
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    const double s = share[i * m + j];
    if (s > 0 && best[at(i, j)] == best[at(i + 1, j + 1)] + s) {
      out.push_back({block.before_begin + i++, block.after_begin + j++});
    } else if (best[at(i, j)] == best[at(i + 1, j)]) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

// In a block too large to compare each with each, paragraphs at the same place are compared.
std::vector<Pair> alike_at_same_place(const std::vector<Paragraph>& before,
                                      const std::vector<Paragraph>& after,
                                      const ChangedBlock& block) {
  std::vector<Pair> out;
  const std::size_t count = std::min({block.before_end - block.before_begin,
                                      block.after_end - block.after_begin, most_at_same_place});
  for (std::size_t i = 0; i < count; ++i) {
    const Pair pair{block.before_begin + i, block.after_begin + i};
    if (similarity(character_pairs(before[pair.before].form, similarity_bytes),
                   character_pairs(after[pair.after].form, similarity_bytes)) >= edited_share)
      out.push_back(pair);
  }
  return out;
}

void add_hunk(ParagraphDifference& out, const Paragraph* before, const Paragraph* after) {
  if (before && after && before->item == after->item) return;
  (before && after ? out.changed : before ? out.removed : out.added) += 1;
  if (out.hunks.size() < most_hunks)
    out.hunks.push_back({before ? *before->text : "", after ? *after->text : ""});
}

void add_block(ParagraphDifference& out, const std::vector<Paragraph>& before,
               const std::vector<Paragraph>& after, const ChangedBlock& block,
               std::size_t& pairs_left) {
  const std::size_t pairs =
      (block.before_end - block.before_begin) * (block.after_end - block.after_begin);
  const bool affordable = pairs <= pairs_left;
  if (affordable) pairs_left -= pairs;
  auto paired =
      affordable ? alike(before, after, block) : alike_at_same_place(before, after, block);
  paired.push_back({block.before_end, block.after_end});
  std::size_t i = block.before_begin;
  std::size_t j = block.after_begin;
  for (const Pair& pair : paired) {
    for (; i < pair.before; ++i) add_hunk(out, &before[i], nullptr);
    for (; j < pair.after; ++j) add_hunk(out, nullptr, &after[j]);
    if (i < block.before_end && j < block.after_end) add_hunk(out, &before[i++], &after[j++]);
  }
}

// Both frames print a particular, and no two of what they say of it are the same.
void compare_particulars(const NoticeLines& before, const NoticeLines& after,
                         ParagraphDifference& out) {
  const auto& all = before.particulars;
  for (auto at = all.begin(); at != all.end(); at = all.upper_bound(at->first)) {
    const auto was = all.equal_range(at->first);
    const auto now = after.particulars.equal_range(at->first);
    if (now.first == now.second) continue;
    const bool same = std::any_of(was.first, was.second, [&](const auto& old_line) {
      return std::any_of(now.first, now.second, [&](const auto& new_line) {
        return say_the_same(old_line.second.form, new_line.second.form);
      });
    });
    if (same) continue;
    ++out.changed;
    if (out.hunks.size() < most_hunks)
      out.hunks.push_back({*at->second.text, *now.first->second.text});
  }
}

}  // namespace

ParagraphDifference compare_paragraphs(const Article& before_article,
                                       const Article& after_article) {
  ParagraphDifference out;
  ArticlePair pair = notice_lines(before_article, after_article);
  Interned interned;
  const auto before = paragraphs_of(std::move(pair.before.text), interned);
  const auto after = paragraphs_of(std::move(pair.after.text), interned);
  // The first text that could be read completes a version.
  if (before.empty()) return out;
  compare_particulars(pair.before, pair.after, out);
  if (say_the_same(joined(before, 0, before.size()), joined(after, 0, after.size()))) return out;
  std::size_t pairs_left = most_pairs;
  for (const auto& block : diff_sequences(items_of(before), items_of(after))) {
    if (say_the_same(joined(before, block.before_begin, block.before_end),
                     joined(after, block.after_begin, block.after_end)))
      continue;
    add_block(out, before, after, block, pairs_left);
  }
  return out;
}

bool say_the_same(const std::string& before, const std::string& after) {
  return before == after || is_same_but_damaged(before, after) ||
         is_same_but_damaged(after, before);
}

}  // namespace regwatch
