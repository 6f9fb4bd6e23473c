#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/app/program.h"

using namespace regwatch::testing;

namespace {

const std::string sources = REGWATCH_SOURCE_DIR "/sources.toml";

}  // namespace

TEST_CASE("a command below another is the one that runs") {
  const Scratch scratch;
  const Ran check =
      run_program({"sources", "check", "--offline", "--sources", sources}, scratch.path());
  CHECK(check.status == 0);
  CHECK(check.out.find("sources and the configuration are valid") != std::string::npos);
  CHECK(count_of(check.out, "  C  ") >= 1);
  const Ran json = run_program({"sources", "check", "--offline", "--json", "--sources", sources},
                               scratch.path());
  CHECK(count_of(json.out, "\"confidence\":\"") == static_cast<int>(lines_of(json.out).size()));
  const Ran list = run_program({"sources", "--sources", sources}, scratch.path());
  CHECK(list.out.find("cac-consultations") != std::string::npos);
}

TEST_CASE("each failure has its exit status and says where") {
  const Scratch scratch;
  scratch.write("bad.toml", "[mial]\n");
  scratch.write("not.warc", "hello\n");
  scratch.write("empty.html", "");
  struct Case {
    std::vector<std::string> arguments;
    int status;
    std::string said;
  };
  const Case cases[] = {
      {{"frobnicate"}, 64, "Run with --help"},
      {{"run", "nosuch", "--sources", sources}, 64, "nosuch"},
      {{"show", "zzzzzzz", "--db", "none.db"}, 74, "none.db"},
      {{"items", "--since", "whenever"}, 74, "regwatch.db"},
      {{"read", "missing.html", "--url", "https://www.cac.gov.cn/a.htm"}, 65, "missing.html"},
      {{"read", "empty.html", "--url", "https://www.cac.gov.cn/a.htm"}, 1, "empty"},
      {{"run", "--replay", "not.warc", "--sources", sources}, 65, "not.warc"},
      {{"run", "--config", "bad.toml"}, 78, "bad.toml:1"},
      {{"run", "--now", "soon", "--sources", sources}, 64, "soon"},
  };
  for (const auto& [arguments, status, said] : cases) {
    const Ran ran = run_program(arguments, scratch.path());
    INFO(arguments[0] << ": " << ran.out << ran.err);
    CHECK(ran.status == status);
    CHECK((ran.err + ran.out).find(said) != std::string::npos);
  }
}

TEST_CASE("saved pages of the four are read, where the captures are at hand") {
  const std::string captures = REGWATCH_SOURCE_DIR "/../shared/captures";
  if (!std::filesystem::exists(captures)) {
    WARN("skipped: there are no captures at " + captures);
    return;
  }
  const Scratch scratch;
  const Ran list =
      run_program({"parse", captures + "/cac/list_bmgz.html", "--sources", sources, "--url",
                   "https://www.cac.gov.cn/wxzw/zcfg/bmgz/A09370303index_1.htm"},
                  scratch.path());
  CHECK(list.status == 0);
  CHECK(lines_of(list.out).size() == 20);
  CHECK(list.err.find("JsonList") != std::string::npos);
  const Ran shell = run_program({"parse", captures + "/miit/shell_yjzj.SYNTHETIC.html", "--sources",
                                 sources, "--url", "https://www.miit.gov.cn/gzcy/yjzj/index.html"},
                                scratch.path());
  CHECK(shell.status == 0);
  CHECK(shell.out.empty());
  CHECK(shell.err.find("build/unit") != std::string::npos);
}

TEST_CASE("help fits a terminal of 80 columns, and an unknown word is named") {
  const Scratch place;
  const std::vector<std::vector<std::string>> commands = {{},
                                                          {"run"},
                                                          {"digest"},
                                                          {"alerts"},
                                                          {"export"},
                                                          {"export", "items"},
                                                          {"export", "newsletter"}};
  for (auto arguments : commands) {
    arguments.push_back("--help");
    const Ran ran = run_program(arguments, place.path());
    CHECK(ran.status == 0);
    CHECK(lines_of(ran.out).size() >= 5);
    for (const auto& line : lines_of(ran.out)) {
      INFO(line);
      CHECK(regwatch::display_width(line) <= 80);
    }
  }
  const Ran misspelt = run_program({"export", "newslettr", "--month", "2022-04"}, place.path());
  CHECK(misspelt.status == 64);
  CHECK(misspelt.err.find("not expected: newslettr") != std::string::npos);
}

TEST_CASE("what works on a database makes none") {
  const Scratch place;
  place.write("sources.toml", "");
  const std::vector<std::vector<std::string>> commands = {
      {"digest", "--send"}, {"mark", "abc", "--kind", "rule"}, {"items"}, {"export", "items"}};
  for (auto arguments : commands) {
    arguments.insert(arguments.end(), {"--db", "none.db"});
    const Ran ran = run_program(arguments, place.path());
    INFO(arguments.front() << ": " << ran.err);
    CHECK(ran.status == 74);
    CHECK(ran.err.find("there is no database yet") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(place / "none.db"));
  }
}
