#include "diff/sequence.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace regwatch {
namespace {

using Items = std::span<const std::uint32_t>;

struct Match {
  std::size_t before = 0;
  std::size_t after = 0;
};

// Items that occur once in each, in order of `before`.
std::vector<Match> unique_matches(Items before, Items after) {
  struct Count {
    std::size_t in_before = 0;
    std::size_t in_after = 0;
    std::size_t at_after = 0;
  };
  std::unordered_map<std::uint32_t, Count> counts;
  for (const auto item : before) ++counts[item].in_before;
  for (std::size_t i = 0; i < after.size(); ++i) {
    Count& count = counts[after[i]];
    ++count.in_after;
    count.at_after = i;
  }
  std::vector<Match> out;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Count& count = counts[before[i]];
    if (count.in_before == 1 && count.in_after == 1) out.push_back({i, count.at_after});
  }
  return out;
}

// The longest run of matches, which rise in `before`, that rises on both sides.
std::vector<Match> rising_on_both_sides(const std::vector<Match>& matches) {
  std::vector<std::size_t> afters;
  afters.reserve(matches.size());
  for (const Match& match : matches) afters.push_back(match.after);
  std::vector<Match> out;
  for (const std::size_t i : longest_rising(afters)) out.push_back(matches[i]);
  return out;
}

// Aligns one stretch between anchors and appends its blocks, shifted to the whole.
class Stretch {
 public:
  Stretch(Items before, Items after, Match origin, std::vector<ChangedBlock>& out)
      : before_(before), after_(after), origin_(origin), out_(out) {}

  void align(std::size_t max_edits) {
    trim_equal_ends();
    if (before_.empty() && after_.empty()) return;
    if (before_.empty() || after_.empty() || !myers(max_edits))
      add(0, before_.size(), 0, after_.size());
  }

 private:
  void trim_equal_ends() {
    std::size_t head = 0;
    const std::size_t shorter = std::min(before_.size(), after_.size());
    while (head < shorter && before_[head] == after_[head]) ++head;
    before_ = before_.subspan(head);
    after_ = after_.subspan(head);
    origin_.before += head;
    origin_.after += head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           before_[before_.size() - 1 - tail] == after_[after_.size() - 1 - tail])
      ++tail;
    before_ = before_.first(before_.size() - tail);
    after_ = after_.first(after_.size() - tail);
  }

  // Myers 1986, figure 2. `furthest` of each number of edits is kept for the way back: of d edits
  // the d + 1 diagonals -d, -d + 2, … d.
  bool myers(std::size_t max_edits) {
    const auto n = static_cast<long>(before_.size());
    const auto m = static_cast<long>(after_.size());
    const long limit = std::min<long>(n + m, static_cast<long>(max_edits));
    std::vector<long> furthest(2 * static_cast<std::size_t>(limit) + 3, 0);
    const auto at = [&furthest, limit](long k) -> long& {
      return furthest[static_cast<std::size_t>(k + limit + 1)];
    };
    std::vector<std::vector<long>> history;
    for (long d = 0; d <= limit; ++d) {
      std::vector<long> row;
      row.reserve(static_cast<std::size_t>(d) + 1);
      for (long k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        long x = down ? at(k + 1) : at(k - 1) + 1;
        long y = x - k;
        while (x < n && y >= 0 && y < m && before_[x] == after_[y]) ++x, ++y;
        at(k) = x;
        row.push_back(x);
        if (x >= n && y >= m) {
          walk_back(history, d, k);
          return true;
        }
      }
      history.push_back(std::move(row));
    }
    return false;
  }

  // From the end to the start along the path found; edits that touch make one block.
  void walk_back(const std::vector<std::vector<long>>& history, long d, long k) {
    std::vector<Match> edits;    // Corner before each edit, last first.
    std::vector<Match> landing;  // Corner behind it.
    for (; d > 0; --d) {
      const auto& row = history[static_cast<std::size_t>(d - 1)];
      const auto x_of = [&row, d](long diagonal) {
        return row[static_cast<std::size_t>((diagonal + d - 1) / 2)];
      };
      const bool down = k == -d || (k != d && x_of(k - 1) < x_of(k + 1));
      const long from = down ? k + 1 : k - 1;
      const long x = x_of(from);
      const long y = x - from;
      edits.push_back({static_cast<std::size_t>(x), static_cast<std::size_t>(y)});
      landing.push_back(
          {static_cast<std::size_t>(down ? x : x + 1), static_cast<std::size_t>(down ? y + 1 : y)});
      k = from;
    }
    for (std::size_t i = edits.size(); i-- > 0;) {
      const Match begin = edits[i];
      while (i > 0 && edits[i - 1].before == landing[i].before &&
             edits[i - 1].after == landing[i].after)
        --i;
      add(begin.before, landing[i].before, begin.after, landing[i].after);
    }
  }

  void add(std::size_t before_begin, std::size_t before_end, std::size_t after_begin,
           std::size_t after_end) {
    const ChangedBlock block{origin_.before + before_begin, origin_.before + before_end,
                             origin_.after + after_begin, origin_.after + after_end};
    const bool touches = !out_.empty() && out_.back().before_end == block.before_begin &&
                         out_.back().after_end == block.after_begin;
    if (touches) {
      out_.back().before_end = block.before_end;
      out_.back().after_end = block.after_end;
    } else {
      out_.push_back(block);
    }
  }

  Items before_;
  Items after_;
  Match origin_;
  std::vector<ChangedBlock>& out_;
};

}  // namespace

std::vector<ChangedBlock> diff_sequences(Items before, Items after, std::size_t max_edits) {
  std::vector<ChangedBlock> out;
  Match done;
  auto anchors = rising_on_both_sides(unique_matches(before, after));
  anchors.push_back({before.size(), after.size()});
  for (const Match& anchor : anchors) {
    Stretch(before.subspan(done.before, anchor.before - done.before),
            after.subspan(done.after, anchor.after - done.after), done, out)
        .align(max_edits);
    done = {anchor.before + 1, anchor.after + 1};
  }
  return out;
}

std::vector<std::size_t> longest_rising(std::span<const std::size_t> values) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> tails;  // Index of the value that ends the best run of each length.
  std::vector<std::size_t> previous(values.size(), none);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at =
        std::lower_bound(tails.begin(), tails.end(), values[i],
                         [&](std::size_t tail, std::size_t value) { return values[tail] < value; });
    if (at != tails.begin()) previous[i] = *(at - 1);
    if (at == tails.end()) {
      tails.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<std::size_t> out;
  for (std::size_t i = tails.empty() ? none : tails.back(); i != none; i = previous[i])
    out.push_back(i);
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<std::size_t> heaviest_rising(std::span<const std::size_t> values,
                                         std::span<const std::uint64_t> weights) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<std::size_t> rank(values.size());  // From 1.
  for (std::size_t r = 0; r < order.size(); ++r) rank[order[r]] = r + 1;

  // A Fenwick tree over ranks: the index of the heaviest run that ends at or below each.
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> tree(values.size() + 1, none);
  std::vector<std::uint64_t> sums(values.size(), 0);
  std::vector<std::size_t> previous(values.size(), none);
  const auto heavier = [&sums](std::size_t a, std::size_t b) {
    return a == none ? b : b == none || sums[a] >= sums[b] ? a : b;
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t r = rank[i] - 1; r > 0; r -= r & (~r + 1))
      previous[i] = heavier(previous[i], tree[r]);
    sums[i] = weights[i] + (previous[i] == none ? 0 : sums[previous[i]]);
    for (std::size_t r = rank[i]; r < tree.size(); r += r & (~r + 1)) tree[r] = heavier(tree[r], i);
  }
  std::size_t last = none;
  for (std::size_t i = 0; i < values.size(); ++i) last = heavier(last, i);
  std::vector<std::size_t> out;
  for (; last != none; last = previous[last]) out.push_back(last);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace regwatch
