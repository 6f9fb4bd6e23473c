#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// What one robots.txt says to one crawler (RFC 9309). Allows everything when empty.
class RobotsRules {
 public:
  /// Reads the groups for `product_token` (`regwatch`), or those for `*` where there is none.
  /// At most 500 KiB are read (§2.5); anything in there is survived.
  static RobotsRules parse(std::string_view text, std::string_view product_token);

  /// The rule that forbids the path (with its query), as it was written: `Disallow: /api/`.
  /// Nothing when the path may be fetched.
  std::optional<std::string> find_refusal(std::string_view path_and_query) const;

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;  ///< Percent-encoding normalised; `*` and `$` as written.
    std::string line;
  };

  std::vector<Rule> rules_;
};

inline constexpr std::size_t max_robots_bytes = 500u << 10;

}  // namespace regwatch
