#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace regwatch {

/// What institutions and documents are called in English: data of english.toml and of
/// sources.toml's [institution].
struct EnglishNames {
  /// Code to the English name, and to what a sentence calls it for short (`the CAC`).
  struct Publisher {
    std::string name;   ///< `Cyberspace Administration of China`
    std::string brief;  ///< `CAC`; empty: the name.
  };
  std::map<std::string, Publisher, std::less<>> publishers;
  /// Chinese ending of a title to English, the longest first: 征求意见稿 → Draft for Comments.
  std::vector<std::pair<std::string, std::string>> documents;
};

}  // namespace regwatch
