#include "app/sources_file.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "parsers/parser.h"

using namespace regwatch;

namespace {

std::string problems_of(std::string_view toml) {
  ConfigProblems problems;
  try {
    parse_sources(toml, "sources.toml", problems);
    problems.raise_if_any();
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

constexpr const char* good = R"toml([[source]]
id = "cac-rules"
authority = "CAC"
name = "部门规章"
url = "https://www.cac.gov.cn/wxzw/zcfg/bmgz/A09370303index_1.htm"
parser = "cac"
every = "2h"
)toml";

}  // namespace

TEST_CASE("a source is read with its pace and expectations") {
  ConfigProblems problems;
  const auto sources = parse_sources(std::string(good) +
                                         "depth = 5\ncoverage = \"complete\"\nmin_rows = 10\n"
                                         "max_silence = \"120d\"\n",
                                     "sources.toml", problems);
  REQUIRE(problems.empty());
  REQUIRE(sources.size() == 1);
  CHECK(sources[0].every == std::chrono::hours(2));
  CHECK(sources[0].depth == 5);
  CHECK(sources[0].coverage == Coverage::complete);
  CHECK(sources[0].expect.min_rows == 10);
  CHECK(*sources[0].expect.max_silence == std::chrono::days(120));
  CHECK(sources[0].where.line == 1);
}

TEST_CASE("an institution is named once for all its columns") {
  ConfigProblems problems;
  const auto sources = parse_sources(
      std::string("[institution]\nCAC = [\"国家网信办\", \"Cyberspace Administration\"]\n") + good,
      "sources.toml", problems);
  REQUIRE(problems.empty());
  REQUIRE(sources.size() == 1);
  CHECK(sources[0].institution == "国家网信办");
  CHECK(sources[0].english == "Cyberspace Administration");
}

TEST_CASE("every institution that is watched has its names") {
  std::ifstream in(REGWATCH_SOURCE_DIR "/sources.toml");
  std::ostringstream text;
  text << in.rdbuf();
  ConfigProblems problems;
  for (const Source& source : parse_sources(text.str(), "sources.toml", problems)) {
    CAPTURE(source.id, source.authority);
    CHECK_FALSE(source.institution.empty());
    CHECK_FALSE(source.english.empty());
  }
}

TEST_CASE("a wrong source says where and what was expected") {
  struct Case {
    std::string toml;
    std::vector<std::string> said;
  };
  const Case cases[] = {
      {std::string(good) + "evry = \"1h\"\n", {"sources.toml:8:", "evry"}},
      {"[[source]]\nid = \"x\"\n",
       {"'authority' is missing", "'url' is missing", "'parser' is missing"}},
      {"[[source]]\nid=\"x\"\nauthority=\"A\"\nurl=\"https://a/\"\nparser=\"cca\"\n",
       {"sources.toml:5:", "no parser is called 'cca'", "did you mean 'cac'"}},
      {"[[source]]\nid=\"x\"\nauthority=\"A\"\nurl=\"ftp://a/\"\nparser=\"cac\"\n",
       {"sources.toml:4:", "http"}},
      {std::string(good) + good,
       {"sources.toml:8:", "'cac-rules' was given already at sources.toml:1"}},
      {"[source]\nid=\"x\"\n", {"[[source]] with two brackets"}},
      {std::string(good) + "tls = [\"sslv2\"]\n", {"'sslv2' is none of"}},
      {std::string(good) + "depth = 0\n", {"1 to 500"}},
      {std::string("[institution]\nCAC = \"国家网信办\"\n") + good, {"sources.toml:2:", "CAC"}},
      {std::string("[institution]\nCAC = [\"国家网信办\"]\n") + good,
       {"sources.toml:2:", "in Chinese and in English"}},
      {std::string(good) + "coverage = \"all\"\n", {"'latest' or 'complete'"}},
  };
  for (const auto& [toml, said] : cases) {
    const std::string message = problems_of(toml);
    for (const auto& part : said) {
      INFO(message);
      CHECK(message.find(part) != std::string::npos);
    }
  }
}

TEST_CASE("keys of an institution go behind a column's own, those of all places behind them") {
  ConfigProblems problems;
  const std::string column =
      "[[source]]\nurl = \"https://bjca.miit.gov.cn/zwgk/tzgg/index.html\"\n";
  const auto sources = parse_sources(
      "[authority.\"*-CA\"]\nparser = \"miit\"\nevery = \"2h\"\nuser_agent = \"any\"\n"
      "[authority.BJ-CA]\nevery = \"1h\"\n" +
          column + "id = \"a\"\nauthority = \"BJ-CA\"\nuser_agent = \"own\"\n" + column +
          "id = \"b\"\nauthority = \"SH-CA\"\n",
      "sources.toml", problems);
  REQUIRE(problems.empty());
  REQUIRE(sources.size() == 2);
  CHECK(sources[0].parser == "miit");
  CHECK(sources[0].every == std::chrono::hours(1));
  CHECK(sources[0].user_agent == "own");
  CHECK(sources[1].every == std::chrono::hours(2));
  CHECK(sources[1].user_agent == "any");
}

TEST_CASE("the list that ships is valid and covers the four regulators") {
  std::ifstream in(REGWATCH_SOURCE_DIR "/sources.toml");
  std::ostringstream text;
  text << in.rdbuf();
  ConfigProblems problems;
  const auto sources = parse_sources(text.str(), "sources.toml", problems);
  REQUIRE_NOTHROW(problems.raise_if_any());
  std::set<std::string> authorities;
  for (const auto& source : sources) authorities.insert(source.authority);
  for (const char* authority : {"CAC", "MIIT", "TC260", "CSRC"})
    CHECK(authorities.count(authority) == 1);
  CHECK(sources.size() >= 35);
}
