#include "diff/passage_likeness.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "diff/similarity.h"

namespace regwatch {
namespace {

constexpr std::size_t most_bytes = 12'000;
constexpr std::size_t most_visits = 4'000'000;  // Of postings: some 10 ms.
constexpr std::size_t most_alike = 16;
constexpr double least_likeness = 0.1;
constexpr double least_overlap = 0.4;

// A piece that was cut off is at least half old words: chance gives a fifth, and whoever splits an
// article adds a sentence at most. What it took is at least a seventh of the whole, else a clause
// of it was taken up in something new; unless it is old nearly to the last word.
constexpr double least_old_share = 0.5;
constexpr double least_taken_share = 0.14;
constexpr double nearly_all = 0.8;
constexpr double most_of_it = 0.6;
constexpr std::size_t shortest_sentence_bytes = 18;  // 法律另有规定的除外 stands anywhere.

}  // namespace

PassageLikeness::PassageLikeness(std::span<const std::string_view> before,
                                 std::span<const std::string_view> after) {
  Interned interned;
  before_ = read(before, interned);
  after_ = read(after, interned);
  in_before_.assign(interned.size(), 0);
  in_after_.assign(interned.size(), 0);
  for (const Known& known : before_) {
    for (const auto pair : known.pairs) ++in_before_[pair];
  }
  for (const Known& known : after_) {
    for (const auto pair : known.pairs) ++in_after_[pair];
  }
  weigh();
}

std::vector<PassageLikeness::Known> PassageLikeness::read(
    std::span<const std::string_view> passages, Interned& interned) {
  std::vector<Known> out;
  out.reserve(passages.size());
  for (const std::string_view passage : passages) {
    Known known;
    for (const auto pair : character_pairs(passage, most_bytes)) {
      const auto next = static_cast<std::uint32_t>(interned.size());
      known.pairs.push_back(interned.try_emplace(pair, next).first->second);
    }
    std::sort(known.pairs.begin(), known.pairs.end());
    known.sentences = sentences_of(passage.substr(0, most_bytes));
    out.push_back(std::move(known));
  }
  return out;
}

PassageLikeness::Sentences PassageLikeness::sentences_of(std::string_view passage) {
  Sentences out;
  while (!passage.empty()) {
    const std::size_t end = std::min(passage.find_first_of(".;:"), passage.size());
    const std::string_view sentence = passage.substr(0, end);
    if (sentence.size() >= shortest_sentence_bytes)
      out.push_back({std::hash<std::string_view>{}(sentence), sentence.size()});
    passage.remove_prefix(std::min(end + 1, passage.size()));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void PassageLikeness::weigh() {
  const auto passages = static_cast<double>(std::max(before_.size(), after_.size()));
  weights_.resize(in_before_.size());
  for (std::size_t pair = 0; pair < weights_.size(); ++pair) {
    const auto most = static_cast<double>(std::max({1U, in_before_[pair], in_after_[pair]}));
    // Squared, for half of a penalty clause is made of what all penalty clauses are made of.
    const double rarity = std::log1p(passages / most);
    weights_[pair] = rarity * rarity;
  }
  for (auto* side : {&before_, &after_}) {
    for (Known& known : *side) {
      for (const auto pair : known.pairs) known.weight += weights_[pair];
    }
  }
}

// The rarest pairs first, until their postings are more than may be visited.
std::vector<bool> PassageLikeness::affordable_pairs() const {
  const auto visits = [this](std::size_t pair) {
    return static_cast<std::size_t>(in_before_[pair]) * in_after_[pair];
  };
  std::vector<bool> out(weights_.size(), true);
  std::size_t total = 0;
  for (std::size_t pair = 0; pair < out.size(); ++pair) total += visits(pair);
  if (total <= most_visits) return out;
  std::vector<std::uint32_t> order(weights_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&visits](std::uint32_t a, std::uint32_t b) {
    return visits(a) != visits(b) ? visits(a) < visits(b) : a < b;
  });
  total = 0;
  for (const auto pair : order) {
    total += visits(pair);
    out[pair] = total <= most_visits;
  }
  return out;
}

LikePassages PassageLikeness::judged(std::size_t before, std::size_t after, double common) const {
  const double a = before_[before].weight;
  const double b = after_[after].weight;
  if (a <= 0 || b <= 0) return {before, after};
  return {before, after, 2 * common / (a + b), common / std::min(a, b), 1};
}

std::vector<LikePassages> PassageLikeness::alike() const {
  const auto affordable = affordable_pairs();
  std::vector<std::vector<std::uint32_t>> postings(weights_.size());
  for (std::size_t j = 0; j < after_.size(); ++j) {
    for (const auto pair : after_[j].pairs) {
      if (affordable[pair] && in_before_[pair] > 0)
        postings[pair].push_back(static_cast<std::uint32_t>(j));
    }
  }
  std::vector<LikePassages> out;
  std::vector<double> common(after_.size(), 0);
  std::vector<std::uint32_t> touched;
  for (std::size_t i = 0; i < before_.size(); ++i) {
    for (const auto pair : before_[i].pairs) {
      for (const auto j : postings[pair]) {
        if (common[j] == 0) touched.push_back(j);
        common[j] += weights_[pair];
      }
    }
    std::vector<LikePassages> found;
    for (const auto j : touched) {
      const LikePassages like = judged(i, j, common[j]);
      if (like.likeness >= least_likeness || like.overlap >= least_overlap) found.push_back(like);
      common[j] = 0;
    }
    touched.clear();
    std::sort(found.begin(), found.end(), [](const LikePassages& a, const LikePassages& b) {
      return a.likeness != b.likeness ? a.likeness > b.likeness : a.after < b.after;
    });
    if (found.size() > most_alike) found.resize(most_alike);
    out.insert(out.end(), found.begin(), found.end());
  }
  tell_apart(out);
  return out;
}

void PassageLikeness::tell_apart(std::vector<LikePassages>& alike) {
  struct Best {
    double first = least_likeness;
    double second = least_likeness;
    void see(double likeness) {
      second = std::max(second, std::min(first, likeness));
      first = std::max(first, likeness);
    }
    // The most alike of the others.
    double beside(double likeness) const { return likeness < first ? first : second; }
  };
  std::unordered_map<std::size_t, Best> of_before, of_after;
  for (const LikePassages& like : alike) {
    of_before[like.before].see(like.likeness);
    of_after[like.after].see(like.likeness);
  }
  for (LikePassages& like : alike) {
    const double other = std::max(of_before[like.before].beside(like.likeness),
                                  of_after[like.after].beside(like.likeness));
    like.distinct = like.likeness / other;
  }
}

double PassageLikeness::common_weight(const Pairs& a, const Pairs& b) const {
  double common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      common += weights_[a[i]];
      ++i, ++j;
    } else {
      ++(a[i] < b[j] ? i : j);
    }
  }
  return common;
}

LikePassages PassageLikeness::compare(std::size_t before, std::size_t after) const {
  return judged(before, after, common_weight(before_[before].pairs, after_[after].pairs));
}

// Half of `other` are sentences of `whole`, word by word, that are not in `piece`.
bool PassageLikeness::takes_sentences(const Known& whole, const Known& piece, const Known& other) {
  const auto has = [](const Known& known, const Sentence& sentence) {
    return std::binary_search(known.sentences.begin(), known.sentences.end(), sentence);
  };
  std::size_t all = 0;
  std::size_t taken = 0;
  for (const Sentence& sentence : other.sentences) {
    all += sentence.bytes;
    if (has(whole, sentence) && !has(piece, sentence)) taken += sentence.bytes;
  }
  return taken > 0 && taken * 2 >= all;
}

bool PassageLikeness::covers(const Known& whole, const Known& piece, const Known& other) const {
  if (other.weight <= 0 || whole.weight <= 0) return false;
  if (takes_sentences(whole, piece, other)) return true;
  const double old = common_weight(whole.pairs, other.pairs);
  if (old < least_old_share * other.weight) return false;
  Pairs lacking;
  std::set_difference(whole.pairs.begin(), whole.pairs.end(), piece.pairs.begin(),
                      piece.pairs.end(), std::back_inserter(lacking));
  const double taken = common_weight(lacking, other.pairs);
  return taken >= least_taken_share * whole.weight ||
         (old >= nearly_all * other.weight && taken >= most_of_it * other.weight);
}

bool PassageLikeness::covers_after(std::size_t whole_before, std::size_t piece_after,
                                   std::size_t other_after) const {
  return covers(before_[whole_before], after_[piece_after], after_[other_after]);
}

bool PassageLikeness::covers_before(std::size_t whole_after, std::size_t piece_before,
                                    std::size_t other_before) const {
  return covers(after_[whole_after], before_[piece_before], before_[other_before]);
}

}  // namespace regwatch
