#include "diff/similarity.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {

CharacterPairs character_pairs(std::string_view text, std::size_t most_bytes) {
  text = text.substr(0, most_bytes);
  CharacterPairs out;
  out.reserve(text.size() / 3 + 1);
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    out.push_back((static_cast<std::uint64_t>(last) << 32) | c);
    last = c;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double similarity(const CharacterPairs& a, const CharacterPairs& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    common += a[i] == b[j];
    const bool step_a = a[i] <= b[j];
    const bool step_b = b[j] <= a[i];
    i += step_a;
    j += step_b;
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size());
}

}  // namespace regwatch
