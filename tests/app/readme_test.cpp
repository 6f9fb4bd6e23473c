// What the README tells a new user to write is accepted as it stands.

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "app/sources_file.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

std::string text_of_file(const std::string& name) {
  std::ifstream file(std::string(REGWATCH_SOURCE_DIR) + "/" + name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The entries of its TOML blocks, each for itself.
std::vector<std::string> entries_of(const std::string& readme) {
  const std::string fence = "```toml\n";
  const std::string head = "[[source]]";
  std::vector<std::string> entries;
  for (auto at = readme.find(fence); at != readme.npos; at = readme.find(fence, at + 1)) {
    const std::string block = readme.substr(at, readme.find("\n```", at) - at);
    for (auto begin = block.find(head); begin != block.npos;) {
      const auto next = block.find(head, begin + 1);
      entries.push_back(block.substr(begin, next - begin));
      begin = next;
    }
  }
  return entries;
}

}  // namespace

TEST_CASE("every [[source]] of the README is accepted as it stands") {
  for (const std::string readme : {"README.md", "README.zh-CN.md"}) {
    std::set<std::string> parsers;
    for (const std::string& entry : entries_of(text_of_file(readme))) {
      INFO(readme << ": " << entry);
      ConfigProblems problems;
      const auto sources = parse_sources(entry, readme, problems);
      REQUIRE(sources.size() == 1);
      parsers.insert(sources[0].parser);
      // A family that this program was built without.
      if (!find_parser(sources[0].parser)) continue;
      CHECK_NOTHROW(problems.raise_if_any());
    }
    INFO(readme);
    CHECK(parsers == std::set<std::string>{"easysite", "feed", "hanweb", "html_list", "jpaas",
                                           "json", "nc_content", "nfra", "search_list", "sitemap",
                                           "trs"});
  }
}

}  // namespace regwatch
