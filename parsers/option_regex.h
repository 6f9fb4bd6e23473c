#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/source.h"

namespace re2 {
class RE2;
}

namespace regwatch {

/// A regular expression (RE2) that a source's option holds. Time is linear in the text, memory is
/// bounded, and of a text 2 MB are looked at.
class OptionRegex {
 public:
  /// `otherwise` is what it is where the option is absent or no expression; empty matches all.
  OptionRegex(const Source& source, const std::string& key, const std::string& otherwise = "");
  ~OptionRegex();
  OptionRegex(OptionRegex&&) noexcept;

  /// What is wrong with an expression, or nothing.
  static std::optional<std::string> problem_of(const std::string& pattern);
  static int groups_of(const std::string& pattern);

  /// The whole match, then its groups (at most 9); with no groups the match counts as the first.
  /// Nothing where it is not found.
  std::optional<std::vector<std::string>> groups(std::string_view text) const;
  /// The first group.
  std::optional<std::string> first(std::string_view text) const;

 private:
  std::unique_ptr<const re2::RE2> regex_;  ///< Null: all of the text.
};

}  // namespace regwatch
