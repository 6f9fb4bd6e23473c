#include "diff/similarity.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr int bits_of_code_point = 21;

}  // namespace

CharacterPairs character_pairs(std::string_view text, std::size_t most_bytes) {
  text = text.substr(0, most_bytes);
  CharacterPairs out;
  out.reserve(text.size() / 3 + 1);
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    out.push_back((static_cast<std::uint64_t>(last) << bits_of_code_point) | c);
    last = c;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

CharacterPairs pairs_within(std::string_view text) {
  CharacterPairs out = character_pairs(text, text.size());
  std::erase_if(out, [](std::uint64_t pair) { return pair >> bits_of_code_point == 0; });
  return out;
}

std::size_t count_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    common += a[i] == b[j];
    const bool step_a = a[i] <= b[j];
    const bool step_b = b[j] <= a[i];
    i += step_a;
    j += step_b;
  }
  return common;
}

double similarity(const CharacterPairs& a, const CharacterPairs& b) {
  if (a.empty() || b.empty()) return 0;
  return 2.0 * static_cast<double>(count_common(a, b)) / static_cast<double>(a.size() + b.size());
}

}  // namespace regwatch
