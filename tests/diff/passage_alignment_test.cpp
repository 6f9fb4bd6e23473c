#include "diff/passage_alignment.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <unordered_map>

#include "base/text.h"

using namespace regwatch;

namespace {

using Texts = std::vector<std::string>;

std::vector<Passage> passages_of(const Texts& texts,
                                 std::unordered_map<std::string, std::uint32_t>& items) {
  std::vector<Passage> out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(items.size());
    out.push_back(
        {texts[i], items.try_emplace(texts[i], next).first->second, static_cast<int>(i) + 1, 0});
  }
  return out;
}

std::vector<AlignedPassages> align(const Texts& before, const Texts& after,
                                   Pieces pieces = Pieces::join) {
  std::unordered_map<std::string, std::uint32_t> items;
  const auto old = passages_of(before, items);
  const auto young = passages_of(after, items);
  return align_passages(old, young, pieces);
}

// `0=0 1~2 3+4>5 >6`: equal, like, merged, added; sorted.
std::string shown(std::vector<AlignedPassages> groups) {
  Texts out;
  for (const AlignedPassages& group : groups) {
    Texts before, after;
    for (const auto i : group.before) before.push_back(std::to_string(i));
    for (const auto j : group.after) after.push_back(std::to_string(j));
    const bool is_pair = before.size() == 1 && after.size() == 1;
    out.push_back(join(before, "+") +
                  (!is_pair         ? ">"
                   : group.is_equal ? "="
                                    : "~") +
                  join(after, "+"));
  }
  std::sort(out.begin(), out.end());
  return join(out, " ");
}

const std::string collects = "处理个人信息应当具有明确、合理的目的，并应当与处理目的直接相关。";
const std::string exports = "向境外提供数据的，应当通过所在地省级网信部门申报安全评估。";
const std::string punishes = "拒不改正的，处一万元以上十万元以下罚款，可以责令暂停业务。";

}  // namespace

TEST_CASE("equal passages are found in place and elsewhere") {
  CHECK(shown(align({collects, exports, punishes}, {collects, exports, punishes})) ==
        "0=0 1=1 2=2");
  CHECK(shown(align({collects, exports, punishes}, {punishes, collects, exports})) ==
        "0=1 1=2 2=0");
  CHECK(shown(align({}, {collects})) == ">0");
  CHECK(shown(align({collects}, {})) == "0>");
  CHECK(shown(align({}, {})).empty());
}

TEST_CASE("edited passages are found in place and elsewhere") {
  const std::string edited =
      "向境外提供重要数据的，应当通过所在地省级网信部门申报数据出境安全评估。";
  CHECK(shown(align({collects, exports, punishes}, {collects, edited, punishes})) == "0=0 1~1 2=2");
  CHECK(shown(align({collects, exports, punishes}, {edited, collects, punishes})) == "0=1 1~0 2=2");
}

TEST_CASE("passages that share only the words of all law are not one") {
  CHECK(shown(align({collects}, {punishes})) == "0> >0");
  CHECK(shown(align({collects, exports}, {punishes})) == "0> 1> >0");
}

TEST_CASE("a passage becomes several, and several one, if pieces may join") {
  CHECK(shown(align({collects + exports, punishes}, {collects, exports, punishes})) == "0>0+1 1=2");
  CHECK(shown(align({collects, exports, punishes}, {collects + exports, punishes})) == "0+1>0 2=1");
  CHECK(shown(align({collects + exports + punishes}, {collects, exports, punishes})) == "0>0+1+2");
  CHECK(shown(align({collects + exports}, {collects, exports}, Pieces::stay_apart)) == "0~0 >1");
  // The piece does not follow.
  CHECK(shown(align({collects + exports, punishes}, {collects, punishes, exports})) ==
        "0~0 1=1 >2");
}

TEST_CASE("every passage is in one group") {
  std::mt19937 random(6);
  for (int round = 0; round < 500; ++round) {
    Texts before(random() % 12), after(random() % 12);
    for (auto* side : {&before, &after}) {
      for (auto& text : *side) {
        for (std::size_t i = 1 + random() % 4; i > 0; --i)
          text += (std::vector{collects, exports, punishes})[random() % 3].substr(
              0, 3 * (4 + random() % 20));
      }
    }
    std::vector<int> in_before(before.size()), in_after(after.size());
    for (const AlignedPassages& group : align(before, after)) {
      REQUIRE((group.before.size() <= 1 || group.after.size() == 1));
      REQUIRE(std::is_sorted(group.before.begin(), group.before.end()));
      REQUIRE(std::is_sorted(group.after.begin(), group.after.end()));
      for (const auto i : group.before) ++in_before.at(i);
      for (const auto j : group.after) ++in_after.at(j);
    }
    REQUIRE(std::count(in_before.begin(), in_before.end(), 1) ==
            static_cast<std::ptrdiff_t>(before.size()));
    REQUIRE(std::count(in_after.begin(), in_after.end(), 1) ==
            static_cast<std::ptrdiff_t>(after.size()));
  }
}
