// Publishing as a part of a pass of the real program.

#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/app/program.h"

using namespace regwatch::testing;

namespace {

const std::string demo = REGWATCH_SOURCE_DIR "/demo";

/// The demonstration's first morning and its second, with a feed of everything.
class Published {
 public:
  Published() {
    scratch_.write("regwatch.toml",
                   "[publish]\ndirectory = \"configured\"\naddress = \"https://example.com/\"\n"
                   "tag = \"example.com,2026\"\n\n[[subscription]]\nname = \"everything\"\n"
                   "channel = \"feed\"\nfeed = \"all\"\n");
    for (const std::string name : {"morning-1", "morning-2"}) {
      REQUIRE(run_program({"archive", "pack", demo + "/" + name + ".tsv", "-o",
                           (scratch_ / (name + ".warc.gz")).string()},
                          scratch_.path())
                  .status == 0);
    }
  }

  Ran run(const std::string& morning, std::vector<std::string> more,
          const std::map<std::string, std::string>& environment = {}) {
    std::vector<std::string> arguments{
        "run",      "--all",
        "--db",     "a.db",
        "--now",    morning == "1" ? "2026-09-19T00:30:00Z" : "2026-09-20T00:30:00Z",
        "--replay", "morning-" + morning + ".warc.gz"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ask(std::move(arguments), environment);
  }
  Ran ask(std::vector<std::string> arguments,
          const std::map<std::string, std::string>& environment = {}) {
    for (const char* word : {"--config", "regwatch.toml", "--sources"})
      arguments.emplace_back(word);
    arguments.push_back(demo + "/sources.toml");
    return run_program(arguments, scratch_.path(), environment);
  }
  bool has(const std::string& name) const { return std::filesystem::exists(scratch_ / name); }
  std::string read(const std::string& name) const { return scratch_.read(name); }
  void write(const std::string& name, const std::string& text) { scratch_.write(name, text); }

 private:
  Scratch scratch_;
};

}  // namespace

TEST_CASE("a replay publishes only where it is told to, a dry run nowhere") {
  Published place;
  CHECK(place.run("1", {}).status == 0);
  CHECK(place.run("1", {"--dry-run", "--publish", "www"}).status == 0);
  CHECK_FALSE(place.has("configured"));
  CHECK_FALSE(place.has("www"));
  place.run("2", {"--publish", "www"});
  CHECK_FALSE(place.has("configured"));
  CHECK(place.read("www/feeds/all.atom").find("<entry>") != std::string::npos);
  CHECK(place.read("www/index.html").find("feeds/all.atom") != std::string::npos);
}

TEST_CASE("a directory that cannot be written ends with 73, and the pass has stored all") {
  Published place;
  place.write("file", "");
  const Ran ran = place.run("1", {"--publish", "file/www"});
  CHECK(ran.status == 73);
  CHECK(ran.err.find("nothing was published") != std::string::npos);
  CHECK(ran.err.find("file") != std::string::npos);
  CHECK(lines_of(place.ask({"items", "--json", "--db", "a.db"}).out).size() > 5);
}

TEST_CASE("a pass that dies while it publishes leaves whole files, and the next finishes") {
  Published place;
  const Ran killed =
      place.run("1", {"--publish", "www"}, {{"REGWATCH_CRASH_AT", "publishing:before-rename:4"}});
  REQUIRE(killed.status == 128 + 9);
  CHECK(place.run("1", {"--publish", "www"}).status == 0);
  CHECK(place.read("www/feeds/all.json").ends_with("}\n"));
  CHECK(place.read("www/.regwatch-files").find("file feeds/all.json") != std::string::npos);
}

TEST_CASE("feeds are exported without a directory too") {
  Published place;
  place.run("1", {});
  const auto asked = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", "a.db"});
    return place.ask(std::move(arguments));
  };
  const Ran atom = asked({"export", "atom", "--limit", "3"});
  CHECK(atom.status == 0);
  CHECK(count_of(atom.out, "<entry>") == 3);
  const Ran source = asked({"export", "json-feed", "--source", "miit-apps"});
  CHECK(source.out.find("\"https://jsonfeed.org/version/1.1\"") != std::string::npos);
  CHECK(asked({"export", "atom", "--subscription", "everything"}).status == 0);
  CHECK(asked({"export", "atom", "--source", "nothing"}).status == 64);
  CHECK(asked({"export", "atom", "--subscription", "nothing"}).status == 64);
  CHECK(asked({"export", "opml"}).out.find("https://example.com/feeds/all.atom") !=
        std::string::npos);
}
