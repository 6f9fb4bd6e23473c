#include "crawler/robots.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

// Matching costs the product of the lengths of path and patterns, and both may be hostile; what a
// site needs is far below these.
constexpr std::size_t max_rules = 1000;
constexpr std::size_t max_pattern_bytes = 512;
constexpr std::size_t max_path_bytes = 1024;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& out, unsigned char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += '%';
  out += digits[c >> 4];
  out += digits[c & 15];
}

// RFC 9309 §2.2.2: octets are compared after percent-encoding those outside ASCII and decoding
// those that are unreserved. A `*` or `$` that means itself is written encoded in a rule (§2.2.3),
// so those of a path are encoded, and a `$` of a rule that is not at its end.
enum class Side { rule, path };

std::string normalise(std::string_view path, Side side) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    const bool escape = c == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 &&
                        hex_value(path[i + 2]) >= 0;
    if (escape) {
      const auto byte =
          static_cast<unsigned char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      if (is_unreserved(byte)) {
        out += static_cast<char>(byte);
      } else {
        append_encoded(out, byte);
      }
      i += 2;
    } else if (c <= 0x20 || c >= 0x7F || (c == '*' && side == Side::path) ||
               (c == '$' && (side == Side::path || i + 1 < path.size()))) {
      append_encoded(out, c);
    } else {
      out += path[i];
    }
  }
  return out;
}

// Whether the pattern matches from the beginning of the path. Greedy with one point to go back to:
// the work is bounded by the product of the two lengths.
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  if (anchored) pattern.remove_suffix(1);
  std::size_t at = 0;
  std::size_t p = 0;
  std::size_t star = pattern.npos;
  std::size_t star_at = 0;
  while (true) {
    if (p == pattern.size() && (!anchored || at == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_at = at;
    } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
      ++p;
      ++at;
    } else if (star != pattern.npos && star_at < path.size()) {
      at = ++star_at;
      p = star + 1;
    } else {
      return false;
    }
  }
}

struct Line {
  std::string key;
  std::string_view value;
};

std::optional<Line> read_line(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const auto colon = line.find(':');
  if (colon == line.npos) return std::nullopt;
  return Line{ascii_lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1))};
}

// The product token of a user-agent line: letters, `_` and `-` only (§2.2.1).
std::string_view token_of(std::string_view value) {
  const auto end = std::find_if_not(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

// Calls `visit` with each line; a line ends with CR, LF or both.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

RobotsRules RobotsRules::parse(std::string_view text, std::string_view product_token) {
  text = text.substr(0, max_robots_bytes);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  RobotsRules ours;
  RobotsRules everybodys;
  bool named = false;      // Whether a group for us exists at all.
  bool in_agents = false;  // The line before was a user-agent line too: the same group.
  bool for_us = false;
  bool for_all = false;
  for_each_line(text, [&](std::string_view raw) {
    const auto line = read_line(raw);
    if (!line) return;
    if (line->key == "user-agent") {
      if (!in_agents) for_us = for_all = false;
      in_agents = true;
      for_all = for_all || line->value.substr(0, 1) == "*";
      for_us = for_us || iequals(token_of(line->value), product_token);
      named = named || for_us;
      return;
    }
    if (line->key != "allow" && line->key != "disallow") return;  // Sitemap ends no group.
    in_agents = false;
    if (line->value.empty() || line->value.size() > max_pattern_bytes) return;
    const Rule rule{line->key == "allow", normalise(line->value, Side::rule),
                    std::string(trim(raw))};
    if (for_us && ours.rules_.size() < max_rules) ours.rules_.push_back(rule);
    if (for_all && everybodys.rules_.size() < max_rules) everybodys.rules_.push_back(rule);
  });
  return named ? ours : everybodys;
}

std::optional<std::string> RobotsRules::find_refusal(std::string_view path_and_query) const {
  const std::string path = normalise(path_and_query.substr(0, max_path_bytes), Side::path);
  if (path == "/robots.txt") return std::nullopt;
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    const bool longer = !best || rule.pattern.size() > best->pattern.size();
    const bool kinder = best && rule.pattern.size() == best->pattern.size() && rule.allow;
    if ((longer || kinder) && matches(rule.pattern, path)) best = &rule;
  }
  if (!best || best->allow) return std::nullopt;
  return best->line;
}

}  // namespace regwatch
