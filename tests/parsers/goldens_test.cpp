#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

void compare_with_golden(const Fixture& fixture) {
  const auto begin = std::chrono::steady_clock::now();
  const std::string found = golden_text(fixture);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{1});
  const std::string golden = fixture.path + ".golden.json";
  const std::string received = fixture.path + ".received";
  const std::string expected = read_file(golden);
  if (found == expected) {
    std::filesystem::remove(received);
    return;
  }
  std::ofstream(received, std::ios::binary) << found;
  if (expected.empty()) {
    FAIL_CHECK(
        "no golden: look " << received << " over; if a careful person reads the same off the "
                           << "page, accept it by: mv '" << received << "' '" << golden << "'");
  } else {
    CHECK(found == expected);
  }
}

}  // namespace

TEST_CASE("every fixture is read as its golden says, each within a second") {
  for (const auto& folder : folders_of_fixtures()) {
    for (const auto& fixture : fixtures_of(folder)) {
      DYNAMIC_SECTION(folder << "/" << fixture.name) {
        REQUIRE_FALSE(fixture.bytes.empty());
        compare_with_golden(fixture);
      }
    }
  }
}

TEST_CASE("every parser has a fixture") {
  for (const Parser* parser : all_parsers()) {
    INFO("a folder tests/parsers/fixtures/" << parser->name
                                            << " with an addresses.tsv is expected");
    CHECK_FALSE(fixtures_of(std::string(parser->name)).empty());
  }
}

TEST_CASE("every file in a folder of fixtures has its address on record") {
  for (const auto& folder : folders_of_fixtures()) {
    const auto known = fixtures_of(folder);
    REQUIRE_FALSE(known.empty());
    const auto path = std::filesystem::path(known.front().path).parent_path();
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      const std::string name = entry.path().filename().string();
      const bool is_beside =
          name == "addresses.tsv" || name.ends_with(".golden.json") || name.ends_with(".received");
      const bool on_record = std::any_of(known.begin(), known.end(),
                                         [&name](const Fixture& f) { return f.name == name; });
      INFO(folder << "/" << name);
      CHECK((is_beside || on_record));
    }
  }
}

}  // namespace regwatch
