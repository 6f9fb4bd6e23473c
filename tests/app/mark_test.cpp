#include <catch2/catch.hpp>

#include "storage/lineage.h"
#include "tests/app/program.h"
#include "tests/storage/workshop.h"

using namespace regwatch;
using namespace regwatch::testing;

TEST_CASE("a person's word about lineage is kept, and a mistaken id changes nothing") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  {
    Database database(file);
    Notices notices(database);
    for (const char* id : {"final", "draft", "other"}) notices.put(notice_named(id));
    Lineages(database).replace_links(
        "final", {Link{"other", Relation::final_of, 0.9, "the same name", false}});
  }
  const auto mark = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"mark", "final"});
    arguments.insert(arguments.end(), {"--db", file.string()});
    return run_program(arguments, scratch.path()).status;
  };
  const auto links = [&] {
    Database database(file, Database::Mode::read_only);
    return Lineages(database).links_of("final");
  };
  CHECK(mark({"--draft", "nothere"}) == 64);
  CHECK(mark({"--draft", "final"}) == 64);
  CHECK(links().size() == 1);
  CHECK(mark({"--draft", "draft", "--unlink", "other"}) == 0);
  REQUIRE(links().size() == 1);
  CHECK(links()[0].other_id == "draft");
  CHECK(links()[0].by_person);
  CHECK(mark({"--no-lineage"}) == 0);
  CHECK(links().empty());
}

TEST_CASE("a person's word about the section is kept, and lists follow it") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  {
    Database database(file);
    Notice notice = notice_named("final");
    notice.classification.section = NewsSection::regulatory;
    Notices(database).put(notice);
  }
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", file.string()});
    return run_program(arguments, scratch.path());
  };
  CHECK(run({"mark", "final", "--section", "press"}).status == 64);
  CHECK(count_of(run({"items", "--section", "regulatory"}).out, "final") == 1);
  CHECK(run({"mark", "final", "--section", "enforcement"}).status == 0);
  CHECK(run({"items", "--section", "regulatory", "--json"}).out.empty());
  CHECK(count_of(run({"items", "--json"}).out, "\"section\":\"enforcement\"") == 1);
  CHECK(run({"mark", "final", "--section", "none"}).status == 0);
  CHECK(count_of(run({"items", "--json"}).out, "\"section\"") == 0);
}
