#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <random>
#include <thread>

#include "storage/outbox.h"
#include "storage/search.h"
#include "storage/sources.h"
#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

const Instant start = at("2026-09-18T01:00:00Z");

/// One notice of a pass, as the pipeline commits it.
void write_notice(Database& database, const std::string& id) {
  Notices notices(database);
  Transaction transaction(database);
  Notice notice = notice_named(id);
  notices.put(notice);
  notices.put_sighting(id, "one", {}, 0, start);
  Version version = version_saying({std::string(9000, 'x'), "数据安全"});
  notices.put_version(id, version);
  Change change;
  change.notice_id = id;
  change.at = start;
  const long long made = notices.put_change(change);
  Outbox(database).owe_change("morning", made, start);
  Outbox(database).owe_change("evening", made, start);
  transaction.commit();
}

void freeze_what_is_owed(Database& database, const std::string& name) {
  Outbox outbox(database);
  Transaction transaction(database);
  std::vector<long long> deliveries;
  for (const Owed& owed : outbox.owed("morning")) deliveries.push_back(owed.delivery_id);
  Message message;
  message.subscription = "morning";
  message.message_id = "<" + name + "@x>";
  message.bytes = std::to_string(deliveries.size());
  outbox.freeze(message, {"a@x", "b@x"}, deliveries);
  transaction.commit();
}

/// Passes without end: three notices, then the run that says so, then a message, then the index.
[[noreturn]] void work_until_killed(const std::filesystem::path& path, int life) {
  try {
    Database database(path);
    for (int pass = 0;; ++pass) {
      const std::string name = std::to_string(life) + "-" + std::to_string(pass);
      for (int i = 0; i < 3; ++i) write_notice(database, name + "-" + std::to_string(i));
      {
        Transaction transaction(database);
        ListOutcome outcome;
        outcome.run.source = "one";
        outcome.run.verdict = Verdict::ok;
        outcome.run.reason = name;
        outcome.run.entries = 3;
        Sources(database).finish_run(outcome);
        transaction.commit();
      }
      freeze_what_is_owed(database, name);
      if (pass % 4 == 3) SearchIndex(database).update();
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
  }
  ::_exit(7);
}

int count(Database& database, std::string_view query) {
  Statement statement(database, query);
  return statement.step() ? statement.number(0) : -1;
}

void check_invariants(Database& database) {
  CHECK(database.check().empty());
  INFO("no change without its two deliveries");
  CHECK(count(database,
              "SELECT count(*) FROM change c WHERE (SELECT count(*) FROM delivery d "
              "WHERE d.change_id = c.id) <> 2") == 0);
  INFO("no notice without its version, sighting and change");
  CHECK(count(database,
              "SELECT count(*) FROM notice n WHERE NOT EXISTS (SELECT 1 FROM version v "
              "WHERE v.notice_id = n.id) OR NOT EXISTS (SELECT 1 FROM sighting s WHERE "
              "s.notice_id = n.id) OR NOT EXISTS (SELECT 1 FROM change c WHERE "
              "c.notice_id = n.id)") == 0);
  INFO("no run before all of its notices");
  CHECK(count(database,
              "SELECT count(*) FROM run r WHERE (SELECT count(*) FROM notice n WHERE "
              "n.id GLOB r.reason || '-*') <> 3") == 0);
  INFO("no message without both recipients, nor with other deliveries than it was composed of");
  CHECK(count(database,
              "SELECT count(*) FROM message m WHERE (SELECT count(*) FROM "
              "message_recipient r WHERE r.message = m.id) <> 2 OR CAST(bytes AS INTEGER)"
              " <> (SELECT count(*) FROM delivery d WHERE d.message = m.id)") == 0);
  const int notices = count(database, "SELECT count(*) FROM notice");
  CHECK(static_cast<int>(SearchIndex(database).find("数据安全", 1'000'000).size()) == notices);
}

TEST_CASE("a process killed at any instant leaves whole transactions and a sound file") {
  const Workshop workshop;
  const auto path = workshop / "a.db";
  std::mt19937 random(20260918);
  int notices = 0;
  for (int life = 0; life < 12; ++life) {
    const pid_t child = ::fork();
    if (child == 0) work_until_killed(path, life);
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 120));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    Database database(path);
    check_invariants(database);
    const int now = count(database, "SELECT count(*) FROM notice");
    CHECK(now >= notices);
    notices = now;
  }
  CHECK(notices > 0);
}

}  // namespace
}  // namespace regwatch
