#include "diff/sequence.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

using namespace regwatch;

namespace {

using Items = std::vector<std::uint32_t>;

// Applies the blocks to `before`; what lies between them has to be equal on both sides.
Items applied(const Items& before, const Items& after, const std::vector<ChangedBlock>& blocks) {
  Items out;
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& block : blocks) {
    while (i < block.before_begin) out.push_back(before[i++]), ++j;
    REQUIRE(j == block.after_begin);
    REQUIRE((block.before_end > block.before_begin || block.after_end > block.after_begin));
    for (; j < block.after_end; ++j) out.push_back(after[j]);
    i = block.before_end;
  }
  while (i < before.size()) out.push_back(before[i++]);
  return out;
}

Items random_items(std::mt19937& random, std::size_t longest, std::uint32_t kinds) {
  Items out(random() % (longest + 1));
  for (auto& item : out) item = random() % kinds;
  return out;
}

std::size_t longest_common(const Items& a, const Items& b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;)
      best[i][j] = a[i] == b[j] ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
  }
  return best[0][0];
}

}  // namespace

TEST_CASE("blocks turn one sequence into the other") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    const auto kinds = 1 + random() % 30;
    const Items before = random_items(random, 40, kinds);
    const Items after = random_items(random, 40, kinds);
    const auto blocks = diff_sequences(before, after, round % 3 == 0 ? 3 : 256);
    REQUIRE(applied(before, after, blocks) == after);
    REQUIRE(diff_sequences(before, before).empty());
  }
}

TEST_CASE("without anchors the alignment keeps as much as can be kept") {
  std::mt19937 random(8);
  for (int round = 0; round < 500; ++round) {
    Items before = random_items(random, 25, 3);
    Items after = random_items(random, 25, 3);
    // Each item twice on either side, so that none is an anchor.
    for (const std::uint32_t item : {0u, 1u, 2u}) {
      before.insert(before.end(), {item, item});
      after.insert(after.end(), {item, item});
    }
    std::size_t removed = 0;
    for (const auto& block : diff_sequences(before, after))
      removed += block.before_end - block.before_begin;
    REQUIRE(before.size() - removed == longest_common(before, after));
  }
}

TEST_CASE("a replaced item is one block") {
  const Items before = {1, 2, 3, 4, 5};
  const Items after = {1, 2, 9, 4, 5};
  CHECK(diff_sequences(before, after) == std::vector<ChangedBlock>{{2, 3, 2, 3}});
  CHECK(diff_sequences(before, Items{}) == std::vector<ChangedBlock>{{0, 5, 0, 0}});
  CHECK(diff_sequences(Items{}, after) == std::vector<ChangedBlock>{{0, 0, 0, 5}});
}

TEST_CASE("sequences with nothing in common, or in reverse, cost little") {
  Items before, after, reversed, dull(50'000, 1), dull_too(40'000, 1);
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    before.push_back(i);
    after.push_back(i + 100'000);
    reversed.push_back(49'999 - i);
    dull[i] = i % 2;
  }
  for (std::size_t i = 0; i < dull_too.size(); ++i) dull_too[i] = i % 3 == 0;
  const auto start = std::chrono::steady_clock::now();
  for (const auto& [a, b] :
       {std::pair(&before, &after), std::pair(&before, &reversed), std::pair(&dull, &dull_too)})
    CHECK(applied(*a, *b, diff_sequences(*a, *b)) == *b);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("the heaviest rising run is the best of all rising runs") {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::size_t> values(random() % 11);
    std::iota(values.begin(), values.end(), std::size_t{3});
    std::shuffle(values.begin(), values.end(), random);
    std::vector<std::uint64_t> weights(values.size());
    for (auto& weight : weights) weight = 1 + random() % 5;
    std::uint64_t best = 0;
    for (std::uint32_t chosen = 0; chosen < (1U << values.size()); ++chosen) {
      std::uint64_t sum = 0;
      std::size_t last = 0;
      bool rises = true;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if ((chosen >> i & 1U) == 0) continue;
        rises = rises && values[i] > last;
        last = values[i];
        sum += weights[i];
      }
      if (rises) best = std::max(best, sum);
    }
    std::uint64_t found = 0;
    std::size_t last = 0;
    for (const std::size_t i : heaviest_rising(values, weights)) {
      REQUIRE(values[i] > last);
      last = values[i];
      found += weights[i];
    }
    REQUIRE(found == best);
    const std::vector<std::uint64_t> equal(values.size(), 1);
    REQUIRE(longest_rising(values).size() == heaviest_rising(values, equal).size());
  }
}
