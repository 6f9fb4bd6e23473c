#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
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
  /// Codes of sites that print what others issue.
  std::set<std::string, std::less<>> portals;
  Words bodies;  ///< Chinese name of a body, long or short, to its code.

  // By words in the form of english_key. English words are written as in the middle of a sentence.

  Words documents;  ///< A thing, as a title's last words: 办法 → `measures for {}`
  Words series;     ///< A title's first: 网络安全标准实践指南 → practice guide to …
  Words terms;      ///< 个人信息 → personal information
  Words behind;     ///< Stands behind what it is about: 认证 → `certification of {}`
  Words before;     ///< Stands in front of it: 加强 → `strengthening {}`
  /// What somebody does: 开展 → `launched {}`, `carrying out {}`.
  struct Deed {
    std::string past, gerund;
  };
  std::map<std::string, Deed, std::less<>> deeds;
};

/// Chinese words as the lines of english.toml are looked up: without spaces, quotation marks and
/// 《》, half-width and in lower case.
std::string english_key(std::string_view chinese);

/// The longest name of a body that begins the key. Points into both.
struct BodyWord {
  std::string_view chinese;
  std::string_view code;
};
std::optional<BodyWord> body_at(std::string_view key, const EnglishNames& names);

}  // namespace regwatch
