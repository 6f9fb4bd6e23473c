// The month of the fixtures as the newsletter tells it: a text that an editor starts from.

#include <catch2/catch.hpp>

#include <filesystem>

#include "app/commands.h"
#include "render/newsletter.h"
#include "tests/app/april_month.h"
#include "tests/render/golden.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

const std::string sources = REGWATCH_SOURCE_DIR "/sources.toml";

// What the sites showed on the first day is remembered, what came until the last is read.
void watch_april(const Scratch& scratch) {
  April().write_captures(scratch);
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", "a.db", "--sources", sources});
    const Ran ran = run_program(arguments, scratch.path());
    INFO(ran.out << ran.err);
    REQUIRE(ran.status == 0);
  };
  run({"archive", "pack", "april.tsv", "-o", "april.warc.gz"});
  for (const std::string day : {"2022-04-01", "2022-04-30"}) {
    run({"run", "--all", "--json", "--replay", "april.warc.gz", "--now", day + "T00:30:00Z"});
  }
}

std::string as_text(const Newsletter& newsletter) {
  std::string out = newsletter.title + "\n";
  for (const NewsletterSection& section : newsletter.sections) {
    out += "\n" + section.name + "\n";
    for (const NewsletterItem& item : section.items) {
      out += "\n" + std::to_string(item.number) + ". " + item.title +
             (item.name_chinese.empty() ? "" : " " + item.name_chinese) +
             (item.composed ? " [composed]" : "") + "\n   " + item.paragraph() + "\n   (" +
             item.title_chinese + ")\n";
      if (!item.since_draft.empty()) out += "   " + item.since_draft + "\n";
      for (const auto& other : item.elsewhere) out += "   also: " + other.publisher + "\n";
    }
  }
  return out + "\nleft out: " + std::to_string(newsletter.left_out) + "\n";
}

}  // namespace

TEST_CASE("April 2022 comes out as paragraphs that an editor starts from") {
  const Scratch scratch;
  watch_april(scratch);
  GlobalOptions options;
  options.db = scratch.path() / "a.db";
  options.sources = {sources};
  options.now = "2022-05-01T00:30:00Z";
  Installation installation(options);
  Database& database = installation.database(Database::Mode::read_only);
  const auto april = std::chrono::year{2022} / std::chrono::April;
  const Newsletter newsletter =
      newsletter_of(digest_of_month(database, installation, april), installation.english());
  REQUIRE(newsletter.sections.size() == 3);
  check_golden("../../app/april/newsletter.txt", as_text(newsletter));
}
