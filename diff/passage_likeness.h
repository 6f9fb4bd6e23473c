#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace regwatch {

/// Two passages that have words in common.
struct LikePassages {
  std::size_t before = 0;  ///< Index into the passages given.
  std::size_t after = 0;
  double likeness = 0;  ///< 0 to 1: of what either says, how much both say.
  double overlap = 0;   ///< 0 to 1: of what the shorter says, how much both say.
  /// How many times more alike than either is to any third; of `alike` alone.
  double distinct = 1;
};

/// How alike the passages of two texts are, by pairs of characters. A pair that many passages have
/// (应当, 规定) says less than one that few have. Work and memory are bounded: of each passage the
/// first 12 KB are read, and the most frequent pairs are left out of `alike` when there are too
/// many.
class PassageLikeness {
 public:
  PassageLikeness(std::span<const std::string_view> before,
                  std::span<const std::string_view> after);

  /// Every two of some likeness, for each of `before` the 16 most alike at most.
  std::vector<LikePassages> alike() const;
  /// Says of each how distinct it is among those given.
  static void tell_apart(std::vector<LikePassages>& alike);
  LikePassages compare(std::size_t before, std::size_t after) const;
  /// Whether `whole` of one side became `piece` and `other` of the other: most of `other` stood in
  /// `whole`, and it holds a portion or whole sentences of it that `piece` lacks.
  bool covers_after(std::size_t whole_before, std::size_t piece_after,
                    std::size_t other_after) const;
  bool covers_before(std::size_t whole_after, std::size_t piece_before,
                     std::size_t other_before) const;
  /// How many distinct pairs a passage has: below ten or so, likeness says little.
  std::size_t size_before(std::size_t i) const { return before_[i].pairs.size(); }
  std::size_t size_after(std::size_t j) const { return after_[j].pairs.size(); }

 private:
  using Pairs = std::vector<std::uint32_t>;  // Sorted.
  struct Sentence {
    std::size_t hash = 0;
    std::size_t bytes = 0;
    auto operator<=>(const Sentence&) const = default;
  };
  using Sentences = std::vector<Sentence>;  // Sorted, each once.
  struct Known {
    Pairs pairs;
    double weight = 0;
    Sentences sentences;
  };
  using Interned = std::unordered_map<std::uint64_t, std::uint32_t>;

  static Sentences sentences_of(std::string_view passage);
  std::vector<Known> read(std::span<const std::string_view> passages, Interned& interned);
  void weigh();
  std::vector<bool> affordable_pairs() const;
  LikePassages judged(std::size_t before, std::size_t after, double common) const;
  double common_weight(const Pairs& a, const Pairs& b) const;
  static bool takes_sentences(const Known& whole, const Known& piece, const Known& other);
  bool covers(const Known& whole, const Known& piece, const Known& other) const;

  std::vector<Known> before_;
  std::vector<Known> after_;
  std::vector<std::uint32_t> in_before_;  // Of each pair, the passages that have it.
  std::vector<std::uint32_t> in_after_;
  std::vector<double> weights_;
};

}  // namespace regwatch
