#include "diff/passage_alignment.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include "diff/passage_likeness.h"
#include "diff/sequence.h"

namespace regwatch {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

// Half of what two articles say is common: they are one, wherever they stand; a third is enough
// where nothing else comes near. Articles on like subjects of one law (penalties, qualifications)
// reach 0.4, but several of them; those of two laws 0.2.
constexpr double alike_anywhere = 0.5;
constexpr double alike_if_alone = 0.33;
constexpr double distinct_if_alone = 2.5;
// A few characters may agree by chance; elsewhere than expected they have to be equal.
constexpr std::size_t fewest_pairs_elsewhere = 12;
// Between two neighbours that are paired less is enough, where a rewritten article is expected; and
// an article that grew contains what it was.
constexpr double alike_in_place = 0.35;
constexpr double overlap_in_place = 0.385;
constexpr double alike_in_place_if_distinct = 0.24;
constexpr double distinct_in_place = 1.6;
// Where each side has one left between the same neighbours, or both have the same number there, one
// was written in place of the other. Of two articles of one law one pair in twenty reaches this.
constexpr double alike_in_slot = 0.2;
// What is equal or nearly so is preferred where it is expected.
constexpr double favour_of_place = 0.05;
constexpr double favour_of_number = 0.03;
constexpr std::size_t most_pieces = 8;
constexpr std::size_t most_at_same_place = 1000;

class Aligner {
 public:
  Aligner(std::span<const Passage> before, std::span<const Passage> after, Pieces pieces)
      : before_(before),
        after_(after),
        pieces_(pieces),
        after_of_(before.size(), none),
        before_of_(after.size(), none),
        piece_of_after_(before.size(), none),
        piece_of_before_(after.size(), none) {}

  std::vector<AlignedPassages> align() {
    link_equal();
    collect_rest();
    if (!rest_before_.empty() && !rest_after_.empty()) link_alike();
    return groups();
  }

 private:
  void link(std::size_t i, std::size_t j) {
    after_of_[i] = j;
    before_of_[j] = i;
  }

  bool is_open(std::size_t i, std::size_t j) const { return is_open_before(i) && is_open_after(j); }
  bool is_open_before(std::size_t i) const {
    return after_of_[i] == none && piece_of_after_[i] == none;
  }
  bool is_open_after(std::size_t j) const {
    return before_of_[j] == none && piece_of_before_[j] == none;
  }

  // ── equal words ────────────────────────────────────────────────────────────────────────────

  static std::vector<std::uint32_t> items_of(std::span<const Passage> passages) {
    std::vector<std::uint32_t> out;
    out.reserve(passages.size());
    for (const Passage& passage : passages) out.push_back(passage.item);
    return out;
  }

  void link_equal() {
    std::size_t i = 0;
    std::size_t j = 0;
    auto blocks = diff_sequences(items_of(before_), items_of(after_));
    blocks.push_back({before_.size(), before_.size(), after_.size(), after_.size()});
    for (const ChangedBlock& block : blocks) {
      while (i < block.before_begin) link(i++, j++);
      i = block.before_end;
      j = block.after_end;
    }
    link_equal_elsewhere();
  }

  void link_equal_elsewhere() {
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> places;
    for (std::size_t j = after_.size(); j-- > 0;) {
      if (is_open_after(j)) places[after_[j].item].push_back(j);
    }
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (!is_open_before(i)) continue;
      const auto found = places.find(before_[i].item);
      if (found == places.end() || found->second.empty()) continue;
      link(i, found->second.back());
      found->second.pop_back();
    }
  }

  // ── like words ─────────────────────────────────────────────────────────────────────────────

  void collect_rest() {
    rest_of_before_.assign(before_.size(), none);
    rest_of_after_.assign(after_.size(), none);
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (after_of_[i] != none) continue;
      rest_of_before_[i] = rest_before_.size();
      rest_before_.push_back(i);
    }
    for (std::size_t j = 0; j < after_.size(); ++j) {
      if (before_of_[j] != none) continue;
      rest_of_after_[j] = rest_after_.size();
      rest_after_.push_back(j);
    }
  }

  std::vector<std::string_view> words_of(std::span<const Passage> passages,
                                         const std::vector<std::size_t>& rest) const {
    std::vector<std::string_view> out;
    for (const auto i : rest) out.push_back(passages[i].words);
    return out;
  }

  void link_alike() {
    const PassageLikeness likeness(words_of(before_, rest_before_), words_of(after_, rest_after_));
    auto alike = likeness.alike();
    read_chain();
    link_alike_anywhere(likeness, alike);
    read_chain();
    join_pieces(likeness);
    keep_open(alike);
    link_alike_in_place(alike);
    link_in_slots(likeness);
    join_pieces(likeness);
  }

  void link_alike_anywhere(const PassageLikeness& likeness, std::vector<LikePassages>& alike) {
    const auto worth = [this](const LikePassages& like) {
      const auto [i, j] = places_of(like);
      return like.likeness + (fits_chain(i, j) ? favour_of_place : 0) +
             (before_[i].has_number_of(after_[j]) ? favour_of_number : 0);
    };
    std::vector<std::pair<double, const LikePassages*>> order;
    for (const LikePassages& like : alike) {
      const bool is_alone = like.likeness >= alike_if_alone && like.distinct >= distinct_if_alone;
      if (like.likeness >= alike_anywhere || is_alone) order.push_back({worth(like), &like});
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [value, like] : order) {
      const auto [i, j] = places_of(*like);
      const bool is_long = likeness.size_before(like->before) >= fewest_pairs_elsewhere &&
                           likeness.size_after(like->after) >= fewest_pairs_elsewhere;
      if (is_open(i, j) && (is_long || fits_chain(i, j))) link(i, j);
    }
  }

  std::pair<std::size_t, std::size_t> places_of(const LikePassages& like) const {
    return {rest_before_[like.before], rest_after_[like.after]};
  }

  // ── place ──────────────────────────────────────────────────────────────────────────────────

  // The links that keep their order: what is not linked yet has its place between two of them.
  void read_chain() {
    std::vector<std::size_t> befores;
    std::vector<std::size_t> afters;
    std::vector<std::uint64_t> weights;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (after_of_[i] == none) continue;
      befores.push_back(i);
      afters.push_back(after_of_[i]);
      weights.push_back(weight_of_place(before_[i], after_[after_of_[i]]));
    }
    chain_.clear();
    for (const std::size_t k : heaviest_rising(afters, weights))
      chain_.emplace_hint(chain_.end(), befores[k], afters[k]);
  }

  bool fits_chain(std::size_t i, std::size_t j) const {
    const auto next = chain_.lower_bound(i);
    if (next != chain_.end() && j >= next->second) return false;
    return next == chain_.begin() || j > std::prev(next)->second;
  }

  // What is linked by now competes for no place.
  void keep_open(std::vector<LikePassages>& alike) const {
    std::erase_if(alike, [this](const LikePassages& like) {
      const auto [i, j] = places_of(like);
      return !is_open(i, j);
    });
    PassageLikeness::tell_apart(alike);
  }

  void link_alike_in_place(const std::vector<LikePassages>& alike) {
    const auto worth = [](const LikePassages& like) {
      const double least =
          like.distinct >= distinct_in_place ? alike_in_place_if_distinct : alike_in_place;
      return std::max(like.likeness / least, like.overlap / overlap_in_place);
    };
    std::vector<const LikePassages*> order;
    for (const LikePassages& like : alike) {
      if (worth(like) >= 1) order.push_back(&like);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&worth](const auto* a, const auto* b) { return worth(*a) > worth(*b); });
    for (const LikePassages* like : order) {
      const auto [i, j] = places_of(*like);
      if (!is_open(i, j) || !fits_chain(i, j)) continue;
      link(i, j);
      chain_[i] = j;
    }
  }

  // Gaps between links of the chain where as many are left on one side as on the other: those at
  // the same place are compared, if they have the same number or are alone.
  void link_in_slots(const PassageLikeness& likeness) {
    auto chain = chain_;
    chain[before_.size()] = after_.size();
    std::size_t i = 0;
    std::size_t j = 0;
    std::size_t compared = 0;
    for (const auto& [next_i, next_j] : chain) {
      std::vector<std::size_t> left, right;
      for (; i < next_i; ++i) {
        if (is_open_before(i)) left.push_back(i);
      }
      for (; j < next_j; ++j) {
        if (is_open_after(j)) right.push_back(j);
      }
      const bool same_count = left.size() == right.size();
      for (std::size_t k = 0; same_count && k < left.size(); ++k) {
        if (++compared > most_at_same_place) return;
        const bool is_expected =
            left.size() == 1 || before_[left[k]].has_number_of(after_[right[k]]);
        const auto like = likeness.compare(rest_of_before_[left[k]], rest_of_after_[right[k]]);
        if (is_expected && like.likeness >= alike_in_slot) link(left[k], right[k]);
      }
      i = next_i + 1;
      j = next_j + 1;
    }
  }

  // ── pieces ─────────────────────────────────────────────────────────────────────────────────

  // What is open beside a linked passage may be a piece of the same.
  void join_pieces(const PassageLikeness& likeness) {
    if (pieces_ == Pieces::stay_apart) return;
    for (const auto i : rest_before_) {
      const std::size_t j = after_of_[i];
      if (j == none || rest_of_after_[j] == none) continue;
      if (!is_merged(i, j)) join_after(likeness, i, j);
      if (!is_split(i, j)) join_before(likeness, i, j);
    }
  }

  bool is_merged(std::size_t i, std::size_t j) const {
    return (i + 1 < before_.size() && piece_of_after_[i + 1] == j) ||
           (i > 0 && piece_of_after_[i - 1] == j);
  }

  bool is_split(std::size_t i, std::size_t j) const {
    return (j + 1 < after_.size() && piece_of_before_[j + 1] == i) ||
           (j > 0 && piece_of_before_[j - 1] == i);
  }

  void join_after(const PassageLikeness& likeness, std::size_t i, std::size_t j) {
    const auto joins = [&](std::size_t piece) {
      if (!is_open_after(piece) ||
          !likeness.covers_after(rest_of_before_[i], rest_of_after_[j], rest_of_after_[piece]))
        return false;
      piece_of_before_[piece] = i;
      return true;
    };
    for (std::size_t k = j + 1; k < after_.size() && k < j + most_pieces && joins(k);) ++k;
    for (std::size_t k = j; k-- > 0 && k + most_pieces > j && joins(k);) continue;
  }

  void join_before(const PassageLikeness& likeness, std::size_t i, std::size_t j) {
    const auto joins = [&](std::size_t piece) {
      if (!is_open_before(piece) ||
          !likeness.covers_before(rest_of_after_[j], rest_of_before_[i], rest_of_before_[piece]))
        return false;
      piece_of_after_[piece] = j;
      return true;
    };
    for (std::size_t k = i + 1; k < before_.size() && k < i + most_pieces && joins(k);) ++k;
    for (std::size_t k = i; k-- > 0 && k + most_pieces > i && joins(k);) continue;
  }

  // ── result ─────────────────────────────────────────────────────────────────────────────────

  std::vector<AlignedPassages> groups() const {
    std::vector<AlignedPassages> out;
    std::vector<std::size_t> group_of_after(after_.size(), none);
    std::vector<std::size_t> group_of_before(before_.size(), none);
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (piece_of_after_[i] != none) continue;
      group_of_before[i] = out.size();
      AlignedPassages group;
      group.before = {i};
      if (const std::size_t j = after_of_[i]; j != none) {
        group.after = {j};
        group.is_equal = before_[i].item == after_[j].item;
        group_of_after[j] = out.size();
      }
      out.push_back(std::move(group));
    }
    for (std::size_t j = 0; j < after_.size(); ++j) {
      if (before_of_[j] != none) continue;
      if (const std::size_t whole = piece_of_before_[j]; whole != none) {
        out[group_of_before[whole]].after.push_back(j);
      } else {
        out.push_back({{}, {j}, false});
      }
    }
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (const std::size_t whole = piece_of_after_[i]; whole != none)
        out[group_of_after[whole]].before.push_back(i);
    }
    for (AlignedPassages& group : out) {
      std::sort(group.before.begin(), group.before.end());
      std::sort(group.after.begin(), group.after.end());
    }
    return out;
  }

  std::span<const Passage> before_;
  std::span<const Passage> after_;
  Pieces pieces_;
  std::vector<std::size_t> after_of_;
  std::vector<std::size_t> before_of_;
  std::vector<std::size_t> piece_of_after_;   // Of a before-passage: what it was merged into.
  std::vector<std::size_t> piece_of_before_;  // Of an after-passage: what it was split from.
  std::vector<std::size_t> rest_before_;      // What has no equal.
  std::vector<std::size_t> rest_after_;
  std::vector<std::size_t> rest_of_before_;  // Index into rest_before_.
  std::vector<std::size_t> rest_of_after_;
  std::map<std::size_t, std::size_t> chain_;
};

}  // namespace

std::uint64_t weight_of_place(const Passage& before, const Passage& after) {
  constexpr std::uint64_t one = 4000;  // Nobody moves two to keep one in place.
  constexpr std::uint64_t nearness = 1000;
  if (!before.number || !after.number) return one;
  const auto distance = static_cast<std::uint64_t>(std::abs(*before.number - *after.number)) +
                        (before.inserted != after.inserted);
  return one + nearness - std::min(nearness, 100 * distance);
}

std::vector<AlignedPassages> align_passages(std::span<const Passage> before,
                                            std::span<const Passage> after, Pieces pieces) {
  return Aligner(before, after, pieces).align();
}

}  // namespace regwatch
