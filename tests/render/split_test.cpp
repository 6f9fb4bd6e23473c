#include "render/split.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "base/text.h"

namespace regwatch {
namespace {

using Parts = std::vector<std::vector<std::string>>;

Parts split_to(std::size_t most_bytes, std::vector<std::string> blocks) {
  return split_by_block(
      std::move(blocks),
      [&](std::span<const std::string> part) {
        std::size_t bytes = 0;
        for (const auto& block : part) bytes += block.size();
        return bytes <= most_bytes;
      },
      [](const std::string& block, std::size_t limit) { return ellipsize(block, limit); });
}

TEST_CASE("a message is split between items, and no item is divided") {
  struct Case {
    std::size_t most_bytes;
    std::vector<std::string> blocks;
    Parts parts;
  };
  const Case cases[] = {
      {9, {}, {}},
      {9, {"abc"}, {{"abc"}}},
      {9, {"abc", "def", "ghi"}, {{"abc", "def", "ghi"}}},
      {8, {"abc", "def", "ghi"}, {{"abc", "def"}, {"ghi"}}},
      {3, {"abc", "def"}, {{"abc"}, {"def"}}},
      {4, {"", "abc", "", "d", "e"}, {{"", "abc", "", "d"}, {"e"}}},
      // An item that is too long alone is shortened by whole characters, the others are not.
      {9, {"ab", "网络安全法", "cd"}, {{"ab"}, {"网络…"}, {"cd"}}},
      {11, {"网络安全法"}, {{"网络…"}}},
      {12, {"网络安全法"}, {{"网络安…"}}},
      {2, {"网络安全法", "ab"}, {{"", "ab"}}},
  };
  for (const auto& [most_bytes, blocks, parts] : cases)
    CHECK(split_to(most_bytes, blocks) == parts);
}

TEST_CASE("what comes after the most parts is left to the caller") {
  const auto fits = [](std::span<const std::string> part) { return part.size() <= 2; };
  const auto shorten = [](const std::string& block, std::size_t) { return block; };
  const std::vector<std::string> blocks = {"a", "b", "c", "d", "e"};
  CHECK(split_by_block(blocks, fits, shorten, 0).empty());
  CHECK(split_by_block(blocks, fits, shorten, 2) == Parts{{"a", "b"}, {"c", "d"}});
  CHECK(split_by_block(blocks, fits, shorten, 3).size() == 3);
}

TEST_CASE("ten thousand items are split in their order, and none is lost") {
  std::vector<std::string> blocks;
  for (int i = 0; i < 10'000; ++i) blocks.push_back(std::to_string(i) + ",");
  std::string joined;
  for (const auto& part : split_to(4096, blocks)) joined += join(part, "");
  CHECK(joined == join(blocks, ""));
}

TEST_CASE("messages are split between blocks by size and number, and a large block stands alone") {
  using Sizes = std::vector<std::size_t>;
  const auto split_sizes = [](Sizes sizes, std::size_t most_size, std::size_t most_blocks) {
    return split_by_block(
        std::move(sizes),
        [&](std::span<const std::size_t> part) {
          const std::size_t size = std::accumulate(part.begin(), part.end(), std::size_t{0});
          return size <= most_size && part.size() <= most_blocks;
        },
        [](std::size_t size, std::size_t) { return size; });
  };
  CHECK(split_sizes({}, 10, 3).empty());
  CHECK(split_sizes({5, 5, 1}, 10, 3) == std::vector<Sizes>{{5, 5}, {1}});
  CHECK(split_sizes({1, 1, 1, 1}, 10, 3) == std::vector<Sizes>{{1, 1, 1}, {1}});
  CHECK(split_sizes({20, 1, 20}, 10, 3) == std::vector<Sizes>{{20}, {1}, {20}});
}

}  // namespace
}  // namespace regwatch
