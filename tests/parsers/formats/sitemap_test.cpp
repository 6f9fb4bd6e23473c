#include <catch2/catch.hpp>
#include <ctime>

#include "parsers/parser.h"
#include "tests/parsers/formats/format_source.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

const std::string folder = std::string(REGWATCH_SOURCE_DIR) + "/tests/parsers/fixtures/sitemap/";
const std::string address = "https://www.example.gov.cn/sitemap.xml.gz";

Source sitemap_source(std::map<std::string, Option> options) {
  return format_source("sitemap", address, {}, std::move(options));
}

}  // namespace

TEST_CASE("a sitemap within gzip is the sitemap, and a gzip that breaks off is none", "[sitemap]") {
  const std::string whole = read_file(folder + "addresses-within-gzip.xml.gz");
  CHECK(read_list(format_page(address, whole), sitemap_source({}))->entries.size() == 4);
  const std::string cut = whole.substr(0, whole.size() / 2);
  const auto broken = read_list(format_page(address, cut), sitemap_source({}));
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.error().message == "example: a gzip file that breaks off");
}

TEST_CASE("a bad option of a feed or a sitemap is told", "[sitemap]") {
  const struct {
    const char* parser;
    const char* key;
    const char* value;
    const char* words;
  } cases[] = {
      {"sitemap", "match", "(", "match: '(': missing )"},
      {"sitemap", "match_sitemap", "[", "match_sitemap: "},
      {"sitemap", "mach", "x", "did you mean 'match'?"},
      {"feed", "date_format", "%Q", "date_format: "},
      {"feed", "title_regex", "*", "title_regex: "},
      {"feed", "title", "a", "no option 'title'"},
      {"feed", "item", "li", "no option 'item'"},
  };
  for (const auto& each : cases) {
    INFO(each.parser << " " << each.key);
    const Source source = format_source(each.parser, address, {}, {{each.key, {each.value, {}}}});
    const auto problems = find_parser(each.parser)->check(source);
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].message.find(each.words) != std::string::npos);
  }
  CHECK(find_parser("feed")->check(format_source("feed", address, {}, {})).empty());
  CHECK(find_parser("sitemap")->check(sitemap_source({})).empty());
}

TEST_CASE("more rows than anybody reads are bounded, and said to be", "[sitemap]") {
  std::string lines;
  for (int i = 0; i < 40'000; ++i)
    lines += "https://www.example.gov.cn/" + std::to_string(i) + ".html\n";
  const std::clock_t begin = std::clock();
  const auto listing = read_list(format_page(address, lines), sitemap_source({}));
  REQUIRE(listing.ok());
  CHECK(listing->entries.size() == 5000);
  REQUIRE(listing->doubts.size() == 1);
  CHECK(listing->doubts[0] == "only the first 5000 rows were read");
  CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 5);
}

}  // namespace regwatch
