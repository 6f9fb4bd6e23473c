#include "crawler/robots.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

bool allows(std::string_view text, std::string_view path) {
  return !RobotsRules::parse(text, "regwatch").find_refusal(path);
}

}  // namespace

TEST_CASE("robots.txt rules are matched as RFC 9309 says") {
  struct Case {
    const char* rules;
    const char* path;
    bool allowed;
  };
  const std::vector<Case> cases = {
      {"", "/", true},
      {"Disallow:", "/a", true},
      {"Disallow: /", "/", false},
      {"Disallow: /", "/robots.txt", true},
      {"Disallow: /a", "/a", false},
      {"Disallow: /a", "/abc?x=1", false},
      {"Disallow: /a", "/b/a", true},
      {"Disallow: /a/\nAllow: /a/b", "/a/b.htm", true},
      {"Allow: /a\nDisallow: /a", "/a", true},
      {"Disallow: /a/b\nAllow: /a", "/a/b/c", false},
      {"Disallow: *.gif$", "/x/y.gif", false},
      {"Disallow: *.gif$", "/x/y.gif?z", true},
      {"Disallow: /a*b*c", "/aXXbYYc/z", false},
      {"Disallow: /a*b*c", "/aXXcYYb", true},
      {"Disallow: /a$", "/a", false},
      {"Disallow: /a$", "/ab", true},
      {"Disallow: /*a$", "/aba", false},
      {"Disallow: /*?", "/x?y", false},
      {"Disallow: /a/%7Euser", "/a/~user/", false},
      {"Disallow: /a/~user", "/a/%7euser/", false},
      {"Disallow: /\xE5\x85\xAC\xE5\x91\x8A", "/%E5%85%AC%E5%91%8A/1", false},
      {"Disallow: /%e5%85%ac", "/%E5%85%AC", false},
      {"Disallow: /a%2Fb", "/a/b", true},
      {"Disallow: /f%2A", "/f*", false},
      {"Disallow: /f%24", "/f$x", false},
      {"Disallow: /a$b", "/a$b", false},
      {"DISALLOW : /a # why\n", "/a", false},
      {"Disallow: /a #", "/ab", false},
      {"Crawl-delay: 10\nDisallow: /a", "/a", false},
      {"Sitemap: https://x/s.xml\nDisallow: /a", "/a", false},
      {"nonsense\n\xFF\xFE\nDisallow: /a", "/a", false},
      {"Disallow: a", "/a", true},
  };
  for (const auto& [rules, path, allowed] : cases) {
    CAPTURE(rules, path);
    CHECK(allows("User-agent: *\n" + std::string(rules), path) == allowed);
  }
}

TEST_CASE("the group that names us counts alone, whatever its case and place") {
  const char* text =
      "User-agent: *\nDisallow: /\n\nUser-agent: other\nuser-agent: RegWatch/1.0\nAllow: /\n"
      "Disallow: /private\n\nUser-agent: regwatchdog\nDisallow: /dog\n\n"
      "User-agent: regwatch\nDisallow: /second\n";
  CHECK(allows(text, "/page"));
  CHECK(allows(text, "/dog"));
  CHECK_FALSE(allows(text, "/private/x"));
  CHECK_FALSE(allows(text, "/second"));
}

TEST_CASE("a group without rules that names us allows everything") {
  CHECK(allows("User-agent: *\nDisallow: /\nUser-agent: regwatch", "/a"));
  CHECK(allows("User-agent: *\nDisallow: /\nUser-agent: regwatch\nAllow: /", "/a"));
}

TEST_CASE("rules before any user-agent line belong to nobody") {
  CHECK(allows("Disallow: /\n", "/a"));
}

TEST_CASE("a byte order mark and bare carriage returns are read over") {
  CHECK_FALSE(allows("\xEF\xBB\xBFUser-agent: *\rDisallow: /a\r", "/a"));
}

TEST_CASE("an HTML page served as robots.txt forbids nothing") {
  CHECK(allows("<html><head><title>404: not found</title></head><body>Disallow: /</body>", "/a"));
}

TEST_CASE("the refusal is the rule as it was written") {
  const auto rules = RobotsRules::parse("User-agent: *\n  Disallow: /api/  \n", "regwatch");
  CHECK(rules.find_refusal("/api/x") == std::optional<std::string>("Disallow: /api/"));
}

TEST_CASE("a hostile robots.txt is survived in little time") {
  std::string text = "User-agent: *\n";
  while (text.size() < (2u << 20)) text += "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b$\n";
  const auto begin = std::chrono::steady_clock::now();
  CHECK(allows(text, "/" + std::string(4000, 'a')));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
  CHECK(allows(std::string(1u << 20, ':'), "/"));
}

}  // namespace regwatch
