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
