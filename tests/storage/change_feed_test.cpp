#include "storage/change_feed.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "storage/health_events.h"
#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

const Instant start = at("2026-09-18T01:00:00Z");

long long put_change(Database& database, const std::string& summary) {
  Change change;
  change.notice_id = "a";
  change.at = start;
  change.summary = summary;
  return Notices(database).put_change(change);
}

std::vector<std::string> summaries(const std::vector<FedChange>& changes) {
  std::vector<std::string> all;
  for (const FedChange& fed : changes) all.push_back(fed.change.summary);
  return all;
}

}  // namespace

TEST_CASE("a reader gets every change once, those taken back with who did it") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices(database).put(notice_named("a"));
  const auto first = put_change(database, "one");
  const auto second = put_change(database, "two");
  ChangeFeed feed(database);
  CHECK(summaries(feed.changes_after(0, 1)) == std::vector<std::string>{"one"});
  CHECK(summaries(feed.changes_after(first, 9)) == std::vector<std::string>{"two"});
  const auto third = put_change(database, "not two");
  Notices(database).supersede(second, third);
  const auto all = feed.changes_after(0, 9);
  REQUIRE(all.size() == 3);
  CHECK(!all[0].taken_back_by);
  CHECK(all[1].taken_back_by == third);
  CHECK(all[2].takes_back == std::vector<long long>{second});
}

TEST_CASE("a cursor comes back as its position") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices(database).put(notice_named("a"));
  ChangeFeed feed(database);
  CHECK(feed.position(feed.cursor({})).value().change == 0);
  const auto change = put_change(database, "one");
  const auto event = HealthEvents(database).put({0, "s", true, start, "broken", "no rows", {}});
  const auto position = feed.position(feed.cursor({change, event})).value();
  CHECK(position.change == change);
  CHECK(position.health_event == event);
  // Being taken back is told, and changes no cursor.
  const std::string before = feed.cursor({change, event});
  Notices(database).supersede(change, put_change(database, "two"));
  CHECK(feed.cursor({change, event}) == before);
}

TEST_CASE("a cursor of another database, or of a later state, is refused in words") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices(database).put(notice_named("a"));
  put_change(database, "one");
  database.copy_to(workshop / "backup.db");
  const auto second = put_change(database, "two");
  ChangeFeed feed(database);
  const std::string cursor = feed.cursor({second, 0});

  Database other(workshop / "other.db");
  CHECK(ChangeFeed(other).position(cursor).error().message.find("another database") !=
        std::string::npos);
  Database restored(workshop / "backup.db");
  CHECK(ChangeFeed(restored).position(feed.cursor({1, 0})).ok());
  const auto late = ChangeFeed(restored).position(cursor);
  CHECK(late.error().fault == Fault::missing);
  CHECK(late.error().message.find("beyond the end") != std::string::npos);
  // It has gone on, and the same number stands for something else now.
  CHECK(put_change(restored, "another two") == second);
  CHECK(ChangeFeed(restored).position(cursor).error().message.find("does not fit") !=
        std::string::npos);

  for (const std::string wrong :
       {"", "x", "12", "0-0-0-0-0", "zz-1-0-00", "ab--0-00", "ab-99999999999999999999-0-00",
        "ab-1-0-\xFF", "ab-0x1-0-00", "ab- 1-0-00"}) {
    INFO(wrong);
    CHECK(feed.position(wrong).error().fault == Fault::invalid);
  }
}

}  // namespace regwatch
