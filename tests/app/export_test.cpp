// `export items` and `export changes`, by the program itself.

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <set>

#include "base/text.h"
#include "storage/health_events.h"
#include "storage/notices.h"
#include "tests/app/program.h"
#include "tests/storage/workshop.h"

namespace regwatch::testing {
namespace {

struct Known {
  Scratch scratch;
  std::string file = (scratch.path() / "a.db").string();

  Ran run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--db", file});
    return run_program(arguments, scratch.path());
  }
  Ran changes(std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"export", "changes"});
    return run(std::move(options));
  }
};

void put_change(Database& database, const std::string& id, const std::string& summary) {
  Transaction transaction(database);
  Notices notices(database);
  if (!notices.find(id)) notices.put(notice_named(id));
  Change change;
  change.notice_id = id;
  change.at = at("2026-09-18T01:00:00Z");
  change.summary = summary;
  notices.put_change(change);
  transaction.commit();
}

// The value of a key of a JSON line whose value is a plain text.
std::string value_of(const std::string& line, const std::string& key) {
  const std::string before = "\"" + key + "\":\"";
  const auto begin = line.find(before);
  if (begin == line.npos) return "";
  const auto end = line.find('"', begin + before.size());
  return line.substr(begin + before.size(), end - begin - before.size());
}

std::string cursor_of(const Ran& ran) { return value_of(lines_of(ran.out).back(), "cursor"); }

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  while (const auto read = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, read);
  REQUIRE(::pclose(pipe) == 0);
  return out;
}

// A process that commits `count` changes, each with a notice, and is gone.
pid_t writer(const std::string& file, const std::string& name, int count) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  try {
    Database database(file);
    for (int i = 0; i < count; ++i) put_change(database, name, name + "-" + std::to_string(i));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "writer: %s\n", error.what());
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace

TEST_CASE("a queue that polls gets each change once, and a cursor even where there is none") {
  const Known known;
  Database database(known.file);
  const Ran empty = known.changes();
  CHECK(empty.status == 0);
  REQUIRE(lines_of(empty.out).size() == 1);
  CHECK(empty.out.starts_with("{\"type\":\"end\",\"cursor\":\""));
  for (const char* summary : {"one", "two", "three"}) put_change(database, "a", summary);

  const Ran first = known.changes({"--after", cursor_of(empty), "--limit", "2"});
  REQUIRE(lines_of(first.out).size() == 3);
  CHECK(lines_of(first.out)[0].starts_with("{\"type\":\"change\",\"cursor\":\""));
  CHECK(lines_of(first.out)[0].find("\"notice\":{\"id\":\"a\"") != std::string::npos);
  CHECK(lines_of(first.out)[2].ends_with("\"more\":true}"));
  // A reader that died in between goes on behind any line.
  const std::string middle = value_of(lines_of(first.out)[0], "cursor");
  CHECK(lines_of(known.changes({"--after", middle}).out).size() == 3);
  const Ran second = known.changes({"--after", cursor_of(first)});
  REQUIRE(lines_of(second.out).size() == 2);
  CHECK(value_of(second.out, "summary") == "three");
  CHECK(lines_of(second.out)[1].ends_with("\"more\":false}"));
  const Ran third = known.changes({"--after", cursor_of(second)});
  CHECK(lines_of(third.out).size() == 1);
  CHECK(cursor_of(third) == cursor_of(second));
}

TEST_CASE("what is no cursor ends with 64, and one that does not belong here with 65") {
  const Known known, other;
  Database database(known.file), second(other.file);
  put_change(database, "a", "one");
  const Ran wrong = known.changes({"--after", "yesterday"});
  CHECK(wrong.status == 64);
  CHECK(wrong.out.empty());
  const Ran foreign = other.changes({"--after", cursor_of(known.changes())});
  CHECK(foreign.status == 65);
  CHECK(foreign.out.empty());
  CHECK(count_of(foreign.err, "another database") == 1);
}

TEST_CASE("a change that was taken back is told as such before and after") {
  const Known known;
  Database database(known.file);
  put_change(database, "a", "one");
  put_change(database, "a", "not one");
  Notices(database).supersede(1, 2);
  const auto lines = lines_of(known.changes().out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].find("\"change_id\":1,\"taken_back_by\":2,") != std::string::npos);
  CHECK(lines[1].find("\"change_id\":2,\"takes_back\":[1],") != std::string::npos);
}

TEST_CASE("health events come where they are asked for, from the beginning") {
  const Known known;
  Database database(known.file);
  put_change(database, "a", "one");
  HealthEvent event;
  event.source = "example";
  event.at = at("2026-09-17T01:00:00Z");
  event.verdict = "broken";
  HealthEvents(database).put(event);
  const Ran without = known.changes();
  CHECK(lines_of(without.out).size() == 2);
  const Ran with = known.changes({"--after", cursor_of(without), "--health"});
  REQUIRE(lines_of(with.out).size() == 2);
  CHECK(lines_of(with.out)[0].starts_with("{\"type\":\"health\",\"cursor\":\""));
  CHECK(value_of(lines_of(with.out)[0], "event") == "went_blind");
  CHECK(lines_of(known.changes({"--after", cursor_of(with), "--health"}).out).size() == 1);
  // Of both the earlier goes first.
  CHECK(lines_of(known.changes({"--health"}).out)[0].starts_with("{\"type\":\"health\""));
}

TEST_CASE("while two processes write and one polls, nothing is lost and nothing comes twice") {
  const Known known;
  { const Database database(known.file); }
  constexpr int each = 150;
  std::multiset<std::string> seen;
  // Before anybody writes: changes that came before the cursor are none of those counted below.
  std::string cursor = cursor_of(known.changes());
  std::vector<pid_t> writers{writer(known.file, "left", each), writer(known.file, "right", each)};
  int polls = 0;
  for (bool more = true; more || !writers.empty(); ++polls) {
    std::erase_if(writers, [](pid_t child) {
      int status = 0;
      if (::waitpid(child, &status, WNOHANG) != child) return false;
      CHECK(status == 0);
      return true;
    });
    const Ran ran = known.changes({"--after", cursor, "--limit", "7"});
    REQUIRE(ran.status == 0);
    const auto lines = lines_of(ran.out);
    for (const auto& line : lines) {
      if (value_of(line, "type") == "change") seen.insert(value_of(line, "summary"));
    }
    cursor = cursor_of(ran);
    more = lines.size() > 1;
  }
  CHECK(polls > 2 * each / 7);
  CHECK(seen.size() == 2 * each);
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 2 * each);
}

TEST_CASE("the table of notices is read by another program as it was meant") {
  const Known known;
  {
    Database database(known.file);
    Notice hostile = notice_named("a", "=cmd|' /C calc'!A0\r\nX: \"y\",<script>\xE2\x80\xAE");
    hostile.facts.app_count = 37;
    Notices(database).put(hostile);
    Notices(database).put_english("a", {"Measures, and \"more\"", "", true, ""}, {});
    Notices(database).put(notice_named("b"));
  }
  CHECK(known.run({"export", "items", "-o", "items.csv"}).status == 0);
  const std::string read =
      "/usr/bin/python3 -c \"import csv,sys\n"
      "for r in csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline=''), strict=True):\n"
      "  print(len(r), r['id'], r['title'], r['title_en'], r['app_count'], sep='|')\" ";
  const auto rows = lines_of(
      output_of("PYTHONIOENCODING=utf-8 " + read + (known.scratch.path() / "items.csv").string()));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == "27|a|'=cmd|' /C calc'!A0 X: \"y\",<script>|Measures, and \"more\"|37");
  CHECK(rows[1] == "27|b|关于公开征求意见的通知||");

  CHECK(known.scratch.read("items.csv").starts_with("\xEF\xBB\xBFid,title,"));
  CHECK(known.run({"export", "items", "--no-bom"}).out.starts_with("id,title,"));
  CHECK(known.run({"export", "items", "--format", "jsonl"}).out ==
        known.run({"items", "--json"}).out);
  CHECK(known.run({"export", "items", "--authority", "NOBODY", "--format", "jsonl"}).out.empty());
  CHECK(known.run({"export", "items", "--kind", "nothing"}).status == 64);
  CHECK(known.run({"export", "items", "--format", "xls"}).status == 64);
}

TEST_CASE("a file is written complete or stays as it was") {
  const Known known;
  known.scratch.write("items.csv", "before");
  CHECK(known.run({"export", "items", "-o", "items.csv"}).status == 74);  // No database yet.
  CHECK(known.scratch.read("items.csv") == "before");
  { const Database database(known.file); }
  CHECK(known.run({"export", "items", "-o", "missing/items.csv"}).status == 73);
  std::filesystem::create_symlink("items.csv", known.scratch / "link.csv");
  CHECK(known.run({"export", "items", "-o", "link.csv", "--no-bom"}).status == 0);
  CHECK(known.scratch.read("items.csv").starts_with("id,title,"));
  CHECK(std::filesystem::is_symlink(known.scratch / "link.csv"));
  CHECK(count_of(known.run({"export", "items", "-o", "/dev/stdout", "--no-bom"}).out, "id,") >= 1);
  for (const auto& entry : std::filesystem::directory_iterator(known.scratch.path()))
    CHECK(entry.path().extension() != ".part");
}

}  // namespace regwatch::testing
