#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/time.h"

namespace regwatch {

/// What institutions, documents and their subjects are called in English: data of english.toml and
/// of [institution] in sources.toml.
struct EnglishNames {
  /// As a sentence calls them, with the article where one belongs there.
  struct Publisher {
    std::string name;   ///< `the Cyberspace Administration of China`
    std::string brief;  ///< `the CAC`; empty: the name.
  };
  /// What an institution was called before.
  struct Former {
    CivilDate until{};  ///< The last day of that name.
    Publisher called;
  };
  using Words = std::map<std::string, std::string, std::less<>>;

  std::map<std::string, Publisher, std::less<>> publishers;  ///< By code.
  std::map<std::string, Former, std::less<>> formers;        ///< By code.
  Words bodies;  ///< Chinese name of a body, long or short, to its code.

  // By words without spaces, in half-width letters.

  Words documents;  ///< A title's last words: 办法 → `Measures for {}`
  Words series;     ///< A title's first: 网络安全标准实践指南 → Practice Guide to …
  Words terms;      ///< 个人信息 → Personal Information
  Words behind;     ///< Stands behind what it is about: 认证 → `Certification of {}`
  Words before;     ///< Stands in front of it: 加强 → `Strengthening {}`
  /// What somebody did, between who did it and what it was done to: 开展 → `launched {}`.
  Words deeds;
};

}  // namespace regwatch
