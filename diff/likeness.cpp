#include "diff/likeness.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/text.h"
#include "diff/furniture.h"
#include "diff/normalise.h"
#include "diff/similarity.h"

namespace regwatch {
namespace {

constexpr std::size_t run = 5;
constexpr std::size_t max_characters = 100'000;
// Below, "详见附件" and a signature are most of a text.
constexpr std::size_t too_short_to_tell = 120;

/// The finaliser of splitmix64: every bit of the input moves every bit of the output.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

bool counts(char32_t c) {
  return is_han(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void sort_once(std::vector<std::uint64_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

Shingles shingles_of(std::span<const std::string> paragraphs) {
  // A rolling polynomial: the oldest of the run is taken out, the newest comes in.
  constexpr std::uint64_t base = 0x9E3779B97F4A7C15;
  constexpr std::uint64_t oldest = base * base * base * base * base;
  Shingles out;
  std::array<char32_t, run> window{};
  std::uint64_t hash = 0;
  for (const std::string& paragraph : paragraphs) {
    const std::string text = reading_form(paragraph);
    if (is_furniture(text)) continue;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if (!counts(c)) continue;
      if (out.characters == max_characters) return out;
      char32_t& place = window[out.characters % run];
      hash = hash * base + c - oldest * place;
      place = c;
      if (++out.characters >= run) out.hashes.push_back(mixed(hash));
    }
  }
  return out;
}

void sort(Shingles& shingles) {
  if (!shingles.sorted) sort_once(shingles.hashes);
  shingles.sorted = true;
}

double containment(const Shingles& a, const Shingles& b) {
  assert(a.sorted && b.sorted);
  const std::size_t smaller = std::min(a.hashes.size(), b.hashes.size());
  if (smaller == 0) return 0;
  return static_cast<double>(count_common(a.hashes, b.hashes)) / static_cast<double>(smaller);
}

std::vector<std::int64_t> marks_of(const Shingles& shingles) {
  if (shingles.characters < too_short_to_tell) return {};
  std::vector<std::int64_t> marks;
  for (const std::uint64_t seed : {0x51ull, 0x52ull, 0x53ull, 0x54ull}) {
    std::uint64_t least = ~0ull;
    for (const std::uint64_t hash : shingles.hashes) least = std::min(least, mixed(hash ^ seed));
    marks.push_back(static_cast<std::int64_t>(least));
  }
  return marks;
}

double name_likeness(std::string_view a, std::string_view b) {
  return similarity(pairs_within(a), pairs_within(b));
}

}  // namespace regwatch
