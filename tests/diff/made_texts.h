#pragma once

#include <random>
#include <string>
#include <vector>

#include "base/text.h"

namespace regwatch {

/// A text of forty articles. Two of the same seed are the same in `percent` of their articles;
/// `writer` decides about the others.
inline std::vector<std::string> made_text(unsigned seed, int percent, unsigned writer) {
  std::vector<std::string> paragraphs;
  for (unsigned i = 0; i < 40; ++i) {
    const bool shared = static_cast<int>(i * 100 / 40) < percent;
    std::mt19937 random(seed * 1000 + i + (shared ? 0 : 1'000'000 * (writer + 1)));
    std::string paragraph = i == 0 ? "第一条 " : "";
    for (int c = 0; c < 60; ++c) append_utf8(paragraph, 0x4E00 + random() % 2500);
    paragraphs.push_back(paragraph);
  }
  return paragraphs;
}

}  // namespace regwatch
