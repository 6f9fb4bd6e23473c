#include "crawler/cookies.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

const Instant now = *parse_instant("2026-09-18T01:00:00Z");

std::string sent(const std::vector<std::string>& set, const std::string& from,
                 const std::string& to) {
  CookieJar jar;
  for (const auto& each : set) jar.take(each, *parse_url(from), now);
  return jar.header_for(*parse_url(to), now);
}

}  // namespace

TEST_CASE("a cookie goes back to its host, path and scheme only") {
  struct Case {
    std::vector<std::string> set;
    const char* from;
    const char* to;
    const char* expected;
  };
  const std::vector<Case> cases = {
      {{"a=1"}, "http://x.cn/", "http://x.cn/b", "a=1"},
      {{"a=1"}, "http://x.cn/", "https://x.cn/b", "a=1"},
      {{"a=1"}, "http://x.cn/", "http://www.x.cn/", ""},
      {{"a=1; Domain=x.cn"}, "http://www.x.cn/", "http://x.cn/", ""},
      {{"a=1; Domain=.cn"}, "http://x.cn/", "http://y.cn/", ""},
      {{"a=1; Path=/p"}, "http://x.cn/", "http://x.cn/p/q", "a=1"},
      {{"a=1; Path=/p"}, "http://x.cn/", "http://x.cn/pq", ""},
      {{"a=1"}, "http://x.cn/d/e.htm", "http://x.cn/", ""},
      {{"a=1; Secure"}, "https://x.cn/", "http://x.cn/", ""},
      {{"a=1; Secure"}, "https://x.cn/", "https://x.cn/", "a=1"},
      {{"a=1", "a=2"}, "http://x.cn/", "http://x.cn/", "a=2"},
      {{"a=1", "a=; Max-Age=0"}, "http://x.cn/", "http://x.cn/", ""},
      {{"a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}, "http://x.cn/", "http://x.cn/", ""},
      {{"a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"},
       "http://x.cn/",
       "http://x.cn/",
       "a=1"},
      {{"a=1; Path=/", "b=2; Path=/p"}, "http://x.cn/p/", "http://x.cn/p/", "b=2; a=1"},
      {{"=1"}, "http://x.cn/", "http://x.cn/", ""},
      {{"a=1\tb"}, "http://x.cn/", "http://x.cn/", ""},
      {{std::string("a=") + std::string(5000, 'x')}, "http://x.cn/", "http://x.cn/", ""},
  };
  for (const auto& [set, from, to, expected] : cases) {
    CAPTURE(set, from, to);
    CHECK(sent(set, from, to) == expected);
  }
}

TEST_CASE("a host cannot fill the jar") {
  std::vector<std::string> many;
  for (int i = 0; i < 1000; ++i) many.push_back("c" + std::to_string(i) + "=1");
  CHECK(sent(many, "http://x.cn/", "http://x.cn/").size() < 1000);
}

}  // namespace regwatch
