#include "storage/sources.h"

#include <catch2/catch.hpp>

#include "storage/health_events.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

const Instant first = at("2026-09-18T01:00:00Z");

ListOutcome outcome(Verdict verdict, Instant when, const std::string& source = "one") {
  ListOutcome all;
  all.run.source = source;
  all.run.at = when;
  all.run.verdict = verdict;
  all.run.reason = std::string(name_of(verdict));
  all.run.bytes = 5'000'000'000;
  all.next_due = when + std::chrono::hours(1);
  return all;
}

TEST_CASE("only a run that ended ok is remembered as what the list was") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Sources sources(database);
  CHECK_FALSE(sources.state("one").last_run);

  ListOutcome good = outcome(Verdict::ok, first);
  good.baseline_done = true;
  good.baseline_oldest = day("2026-01-01");
  good.full_depth = true;
  good.fingerprint = "cac 1";
  good.pages = {{"GET https://b/", {"\"2\"", ""}, "b"}, {"GET https://a/", {"\"1\"", "x"}, "a"}};
  good.total = 120;
  sources.finish_run(good);
  ListOutcome bad = outcome(Verdict::broken, first + std::chrono::hours(1));
  bad.fingerprint = "cac 2";
  bad.pages = {{"GET https://challenge/", {"\"3\"", ""}, "c"}};
  sources.finish_run(bad);

  const SourceState state = sources.state("one");
  CHECK(state.baseline_done);
  CHECK(state.baseline_oldest == day("2026-01-01"));
  CHECK(state.last_success == first);
  CHECK(state.last_full_depth == first);
  CHECK(state.last_run == bad.run.at);
  CHECK(state.next_due == bad.next_due);
  CHECK(state.verdict == Verdict::broken);
  CHECK(state.failures_in_row == 1);
  CHECK(state.fingerprint == "cac 1");
  CHECK(state.total == 120);
  REQUIRE(state.pages.size() == 2);
  CHECK(state.pages[0].request_key == "GET https://b/");
  CHECK(state.pages[1].validators.last_modified == "x");
}

TEST_CASE("failures in a row end with a run that sees, and a skipped run says nothing") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Sources sources(database);
  const std::vector<std::pair<Verdict, int>> runs{{Verdict::unreachable, 1},
                                                  {Verdict::skipped, 1},
                                                  {Verdict::blocked, 2},
                                                  {Verdict::suspect, 3},
                                                  {Verdict::unchanged, 0}};
  Instant when = first;
  for (const auto& [verdict, failures] : runs) {
    sources.finish_run(outcome(verdict, when += std::chrono::hours(1)));
    CHECK(sources.state("one").failures_in_row == failures);
  }
  CHECK(sources.state("one").last_success == when);
}

TEST_CASE("runs are kept, newest first, and the newest of each source is at hand") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Sources sources(database);
  sources.finish_run(outcome(Verdict::ok, first));
  sources.finish_run(outcome(Verdict::broken, first + std::chrono::hours(1)));
  ListOutcome replayed = outcome(Verdict::ok, first, "two");
  replayed.run.replayed = true;
  sources.finish_run(replayed);

  CHECK(sources.runs("one", 10).at(0).verdict == Verdict::broken);
  CHECK(sources.runs("one", 1).size() == 1);
  CHECK(sources.runs("one", 1).at(0).bytes == 5'000'000'000);
  const auto last = sources.last_runs();
  REQUIRE(last.size() == 2);
  CHECK(last[0].verdict == Verdict::broken);
  CHECK(last[1].replayed);
}

TEST_CASE("replayed runs are not live") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Sources sources(database);
  ListOutcome replayed = outcome(Verdict::ok, first);
  replayed.run.replayed = true;
  sources.finish_run(replayed);
  CHECK_FALSE(sources.holds_live_runs());
  sources.finish_run(outcome(Verdict::unreachable, first));
  CHECK(sources.holds_live_runs());
}

TEST_CASE("a list's memory is the same source's sightings, newest first") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  Sources sources(database);
  for (int i = 0; i < 70; ++i) {
    const std::string id = "n" + std::to_string(i);
    notices.put(notice_named(id));
    Entry entry;
    entry.title = "题" + id;
    entry.published = add_days(day("2026-01-01"), i);
    notices.put_sighting(id, "one", entry, 69 - i, first);
  }
  Entry elsewhere;
  elsewhere.title = "别处";
  notices.put_sighting("n0", "two", elsewhere, 0, first);
  notices.set_sighting_listed("n0", "one", false);

  const ListMemory memory = sources.memory("one");
  REQUIRE(memory.rows.size() == 70);
  CHECK(memory.rows.front().notice_id == "n69");
  CHECK(memory.rows.front().canonical == "//example.gov.cn/n69");
  CHECK(memory.rows.back().title == "题n0");
  CHECK_FALSE(memory.rows.back().listed);
  REQUIRE(memory.appeared_dates.size() == 60);
  CHECK(memory.appeared_dates.front() == day("2026-03-11"));
  CHECK(sources.memory("two").rows.at(0).title == "别处");
}

TEST_CASE("a source is told blind until it is told that it sees") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Sources sources(database);
  HealthEvents events(database);
  sources.finish_run(outcome(Verdict::broken, first));
  HealthEvent event;
  event.source = "one";
  event.at = first;
  event.verdict = "broken";
  event.reason = "0 rows";
  event.since = first - std::chrono::hours(1);
  events.put(event);
  CHECK(sources.state("one").told_blind);
  event.blind = false;
  event.at = first + std::chrono::hours(1);
  events.put(event);
  CHECK_FALSE(sources.state("one").told_blind);
  const auto told = events.between(first, first);
  REQUIRE(told.size() == 1);
  CHECK(told[0].since == event.since);
  CHECK(told[0].reason == "0 rows");
}

TEST_CASE("a disabled source says why until it is enabled") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Sources sources(database);
  sources.disable("one", "column closed", first);
  CHECK(sources.state("one").disabled == "column closed");
  sources.enable("one");
  CHECK_FALSE(sources.state("one").disabled);
}

}  // namespace
}  // namespace regwatch
