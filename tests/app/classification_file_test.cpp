#include "app/classification_file.h"

#include <catch2/catch.hpp>

using namespace regwatch;

TEST_CASE("a classification file is read in its order") {
  const auto rules = read_classification(R"(
otherwise = "event"
[[kind]]
name = "draft"
is = "draft"
match = ['征求意见']
unless = ['课题']
[[kind]]
name = "issued"
is = "rule"
frame = ['印发']
object = ['办法$']
authorities = ["CAC", "!FJ-*"]
[[topic]]
topic = "ai"
match = ['人工智能']
kinds = ["rule", "draft"]
[[irrelevant]]
name = "promotion"
match = ['补贴']
)",
                                         "rules.toml");
  REQUIRE(rules);
  REQUIRE(rules->kinds.size() == 2);
  CHECK(rules->otherwise == Kind::event);
  CHECK(rules->kinds[0].kind == Kind::draft);
  CHECK(rules->kinds[0].unless == std::vector<std::string>{"课题"});
  CHECK(rules->kinds[1].name == "issued");
  CHECK(rules->kinds[1].object == std::vector<std::string>{"办法$"});
  CHECK(rules->kinds[1].authorities == std::vector<std::string>{"CAC", "!FJ-*"});
  REQUIRE(rules->topics.size() == 1);
  CHECK(rules->topics[0].kinds == std::vector<Kind>{Kind::rule, Kind::draft});
  REQUIRE(rules->never_relevant.size() == 1);
  CHECK(rules->never_relevant[0].name == "promotion");
}

TEST_CASE("what is wrong in a classification file is said with file, line and key") {
  struct Case {
    std::string toml;
    std::vector<std::string> said;
  };
  const std::string good = "[[kind]]\nname = \"a\"\nis = \"rule\"\nmatch = ['x']\n";
  const std::vector<Case> cases = {
      {"[[kind]]\nname = \"a\"\nis = \"rul\"\nmatch = ['x']\n",
       {"rules.toml:3", "is", "unknown kind 'rul'", "'rule'"}},
      {"[[kind]]\nname = \"a\"\nis = \"rule\"\nmatsh = ['x']\n",
       {"rules.toml:4", "unknown key 'matsh'", "'match'"}},
      {"[[kind]]\nis = \"rule\"\nmatch = ['x']\n", {"rules.toml:1", "'name' is missing"}},
      {"[[kind]]\nname = \"a\"\nis = \"rule\"\nmatch = 'x'\n",
       {"rules.toml:4", "match", "a list of strings is expected"}},
      {"[[kind]]\nname = \"a\"\nis = \"rule\"\nmatch = ['x'\n", {"rules.toml:"}},
      {good + "[[topics]]\ntopic = \"ai\"\n", {"rules.toml:5", "unknown key 'topics'", "'topic'"}},
      {good + "[[topic]]\ntopic = \"ai\"\nmatch = ['x']\nkinds = [\"draught\"]\n",
       {"rules.toml:8", "kinds", "unknown kind 'draught'"}},
      {good + good, {"rules.toml:6", "'a' is already taken"}},
      {"kind = 3\n", {"rules.toml:1", "[[kind]]"}},
      {"", {"rules.toml", "there is no [[kind]]"}},
  };
  for (const auto& [toml, said] : cases) {
    CAPTURE(toml);
    const auto rules = read_classification(toml, "rules.toml");
    REQUIRE_FALSE(rules);
    CHECK(rules.error().fault == Fault::invalid);
    for (const auto& part : said) {
      CAPTURE(part, rules.error().message);
      CHECK(rules.error().message.find(part) != std::string::npos);
    }
  }
}

TEST_CASE("a pattern that does not compile is said with the file") {
  const auto failed =
      classifier_from("[[kind]]\nname = \"a\"\nis = \"rule\"\nmatch = ['(x']\n", "rules.toml");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message.find("rules.toml") != std::string::npos);
  CHECK(failed.error().message.find("`(x`") != std::string::npos);
}
