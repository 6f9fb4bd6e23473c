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

TEST_CASE("English that a person wrote stands, and a machine's only until it is accepted") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  {
    Database database(file);
    Notices notices(database);
    notices.put(notice_named("final"));
    notices.put(notice_named("bare"));
    notices.put_english("final", {"A machine's title", "A machine's summary", false, "example"},
                        at("2022-04-08T01:00:00Z"));
  }
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", file.string()});
    return run_program(arguments, scratch.path());
  };
  const auto json = [&] { return run({"show", "final", "--json"}).out; };
  const auto holds = [](const std::string& text, const std::string& part) {
    INFO(text);
    CHECK(count_of(text, part) == 1);
  };
  holds(
      json(),
      R"("title_en":"A machine's title","summary_en":"A machine's summary","english_by":"machine")");
  holds(run({"items"}).out, "A machine's title [by a machine]");
  holds(run({"show", "final"}).out, "A machine's title (by a machine, accepted by nobody yet)");

  CHECK(run({"mark", "bare", "--accept-english"}).status == 64);
  CHECK(run({"mark", "final", "--accept-english"}).status == 0);
  holds(
      json(),
      R"("title_en":"A machine's title","summary_en":"A machine's summary","english_by":"person")");
  CHECK(run({"mark", "final", "--accept-english"}).status == 64);

  // Each keeps the other.
  CHECK(run({"mark", "final", "--title-en", "Measures\r\nfor  Data"}).status == 0);
  holds(json(), R"("title_en":"Measures for Data","summary_en":"A machine's summary")");
  CHECK(run({"mark", "final", "--summary-en", ""}).status == 0);
  holds(json(), R"("title_en":"Measures for Data","english_by":"person")");
  holds(run({"items"}).out, "Measures for Data");

  CHECK(run({"mark", "final", "--no-english", "--title-en", "A"}).status == 64);
  CHECK(run({"mark", "final", "--title-en", std::string(401, 'a')}).status == 64);
  CHECK(run({"mark", "final", "--summary-en", "ill \xff formed"}).status == 64);
  CHECK(run({"mark", "final", "--no-english"}).status == 0);
  holds(json(), R"("english_by":"machine")");
  CHECK(run({"mark", "bare", "--title-en", "A title"}).status == 0);
  CHECK(run({"mark", "bare", "--title-en", ""}).status == 0);
  CHECK(count_of(run({"show", "bare", "--json"}).out, "english_by") == 0);
}
