#include "storage/outbox.h"

#include <catch2/catch.hpp>

#include "storage/health_events.h"
#include "storage/notices.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

using Catch::Matchers::Contains;

const Instant now = at("2026-09-18T01:00:00Z");

/// A database in which one change of one notice is owed to `morning`.
struct Desk {
  Workshop workshop;
  Database database{workshop / "a.db"};
  Notices notices{database};
  Outbox outbox{database};
  long long change = 0;

  Desk() {
    notices.put(notice_named("a"));
    Change appeared;
    appeared.notice_id = "a";
    appeared.at = now;
    change = notices.put_change(appeared);
    outbox.owe_change("morning", change, now);
  }
  Message message(const std::string& id = "<1@x>") const {
    Message message;
    message.subscription = "morning";
    message.channel = "mail";
    message.message_id = id;
    message.subject = "题";
    message.bytes = std::string("a\0b\r\n\xFF", 6);
    message.created_at = now;
    message.digest = true;
    message.covers_until = now;
    return message;
  }
};

TEST_CASE("a change is owed once to a subscription, with its notice as it is now") {
  Desk desk;
  desk.outbox.owe_change("morning", desk.change, now + std::chrono::hours(1));
  const auto owed = desk.outbox.owed("morning");
  REQUIRE(owed.size() == 1);
  CHECK(std::get<Change>(owed[0].what).id == desk.change);
  CHECK(owed[0].notice->id == "a");
  CHECK(owed[0].at == now);
  CHECK(desk.outbox.owed("evening").empty());
  CHECK_THROWS_AS(desk.outbox.owe_change("morning", 999, now), StorageError);
}

TEST_CASE("a subscription knows of what it was owed that it appeared, told or not") {
  Desk desk;
  Change copy;
  copy.notice_id = "b";
  copy.at = now;
  desk.notices.put(notice_named("b"));
  const long long appeared = desk.notices.put_change(copy);
  CHECK(desk.outbox.knows_of_another("morning", appeared, {"a"}));
  CHECK(desk.outbox.knows_of_another("morning", appeared, {"b", "a"}));
  CHECK_FALSE(desk.outbox.knows_of_another("morning", appeared, {"b"}));
  CHECK_FALSE(desk.outbox.knows_of_another("morning", appeared, {}));
  CHECK_FALSE(desk.outbox.knows_of_another("evening", appeared, {"a"}));
  desk.outbox.freeze(desk.message(), {"a@x"}, {desk.outbox.owed("morning").at(0).delivery_id});
  CHECK(desk.outbox.knows_of_another("morning", appeared, {"a"}));
}

TEST_CASE("the same move of a copy's deadline is known, another move and a withdrawal are not") {
  Desk desk;
  desk.notices.put(notice_named("b"));
  const auto put = [&](const char* notice, ChangeKind kind, const char* deadline) {
    Change change;
    change.kind = kind;
    change.notice_id = notice;
    change.at = now;
    change.summary = "said";
    change.deadline_after = parse_date(deadline);
    return desk.notices.put_change(change);
  };
  desk.outbox.owe_change("morning", put("a", ChangeKind::deadline_moved, "2026-10-02"), now);
  desk.outbox.owe_change("morning", put("a", ChangeKind::withdrawn, "2026-10-02"), now);
  const auto known = [&](ChangeKind kind, const char* deadline) {
    return desk.outbox.knows_of_another("morning", put("b", kind, deadline), {"a"});
  };
  CHECK(known(ChangeKind::deadline_moved, "2026-10-02"));
  CHECK_FALSE(known(ChangeKind::deadline_moved, "2026-10-09"));
  CHECK_FALSE(known(ChangeKind::deadline_near, "2026-10-02"));
  CHECK_FALSE(known(ChangeKind::withdrawn, "2026-10-02"));
}

TEST_CASE("a health event is owed like a change") {
  Desk desk;
  HealthEvent event;
  event.source = "one";
  event.at = now;
  const long long id = HealthEvents(desk.database).put(event);
  desk.outbox.owe_health("morning", id, now);
  desk.outbox.owe_health("morning", id, now);
  const auto owed = desk.outbox.owed("morning");
  REQUIRE(owed.size() == 2);
  CHECK(std::get<HealthEvent>(owed[1].what).source == "one");
  CHECK_FALSE(owed[1].notice);
}

TEST_CASE("a frozen message keeps its bytes and takes its deliveries") {
  Desk desk;
  const long long delivery = desk.outbox.owed("morning").at(0).delivery_id;
  const long long id = desk.outbox.freeze(desk.message(), {"a@x", "b@x", "a@x"}, {delivery});
  CHECK(desk.outbox.owed("morning").empty());
  const auto due = desk.outbox.due(now);
  REQUIRE(due.size() == 2);
  CHECK(due[0].message.id == id);
  CHECK(due[0].message.bytes.empty());
  CHECK(desk.outbox.bytes_of(due[0]) == desk.message().bytes);
  CHECK(due[0].message.message_id == "<1@x>");
  CHECK(due[0].recipient == "a@x");
  CHECK(due[0].state == SendState::pending);
  CHECK(desk.outbox.last_digest("morning") == now);
  CHECK_FALSE(desk.outbox.last_digest("evening"));
}

TEST_CASE("each recipient's copy holds what was put into it, the same at each attempt") {
  Desk desk;
  const long long id = desk.outbox.freeze(desk.message(), {"a@x", "b@x", "c@x"}, {});
  desk.outbox.personalise(id, "a@x", {{0, "To: a\r\n"}, {6, "end"}, {3, "-"}});
  desk.outbox.personalise(id, "b@x", {{0, "To: b\r\n"}});
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto due = desk.outbox.due(now);
    REQUIRE(due.size() == 3);
    CHECK(desk.outbox.bytes_of(due[0]) == std::string("To: a\r\na\0b-\r\n\xFF"
                                                      "end",
                                                      17));
    CHECK(desk.outbox.bytes_of(due[1]) == "To: b\r\n" + desk.message().bytes);
    CHECK(desk.outbox.bytes_of(due[2]) == desk.message().bytes);
  }
  CHECK_THROWS_AS(desk.outbox.personalise(id, "d@x", {{0, "x"}}), StorageError);
}

/// One alert after the other, each on the changes given.
struct AlertingDesk : Desk {
  Message alert;
  AlertingDesk() {
    alert = message();
    alert.digest = false;
    notices.put(notice_named("b"));
    notices.put(notice_named("c"));
  }
  long long owed_change(const char* notice, const char* subscription = "morning") {
    Change amended;
    amended.kind = ChangeKind::amended;
    amended.notice_id = notice;
    amended.at = now;
    const long long id = notices.put_change(amended);
    outbox.owe_change(subscription, id, now);
    return outbox.owed(subscription).back().delivery_id;
  }
  void tell(const std::string& id, const std::string& subject, std::vector<long long> deliveries) {
    alert.message_id = id;
    alert.subject = subject;
    outbox.freeze(alert, {"a@x"}, deliveries);
  }
};

TEST_CASE("a thread is what a subscription was told at once of a notice and of what it continues") {
  AlertingDesk desk;
  using Ids = std::vector<std::string>;
  CHECK(desk.outbox.thread_of(desk.alert, "a", {}).message_ids.empty());
  desk.tell("<1@x>", "both",
            {desk.outbox.owed("morning").at(0).delivery_id, desk.owed_change("b")});
  desk.tell("<2@x>", "a alone", {desk.owed_change("a")});
  desk.tell("<3@x>", "a again", {desk.owed_change("a")});
  desk.tell("<4@x>", "c", {desk.owed_change("c")});
  desk.alert.digest = true;
  desk.tell("<5@x>", "digest", {desk.owed_change("a")});
  desk.alert.digest = false;
  const auto of_a = desk.outbox.thread_of(desk.alert, "a", {});
  CHECK(of_a.message_ids == Ids{"<1@x>", "<2@x>", "<3@x>"});
  CHECK(of_a.subject == "a alone");
  const auto of_b = desk.outbox.thread_of(desk.alert, "b", {"c"});
  CHECK(of_b.message_ids == Ids{"<1@x>", "<4@x>"});
  CHECK_FALSE(of_b.subject);
  desk.alert.channel = "maildir";
  CHECK(desk.outbox.thread_of(desk.alert, "a", {}).message_ids.empty());
  desk.alert.channel = "mail";
  desk.alert.subscription = "evening";
  CHECK(desk.outbox.thread_of(desk.alert, "a", {}).message_ids.empty());
}

TEST_CASE("a delivery cannot be told in two messages, nor a message lose its recipients") {
  Desk desk;
  const long long delivery = desk.outbox.owed("morning").at(0).delivery_id;
  desk.outbox.freeze(desk.message(), {"a@x"}, {delivery});
  const auto again = [&](const std::string& id, std::vector<std::string> to,
                         std::vector<long long> what) {
    Transaction transaction(desk.database);
    desk.outbox.freeze(desk.message(id), to, what);
    transaction.commit();
  };
  CHECK_THROWS_WITH(again("<2@x>", {"a@x"}, {delivery}), Contains("a message holds it already"));
  CHECK_THROWS_WITH(again("<1@x>", {"a@x"}, {}), Contains("UNIQUE"));
  CHECK_THROWS_WITH(again("<3@x>", {}, {}), Contains("no recipient"));
  CHECK(desk.outbox.due(now).size() == 1);
}

TEST_CASE("a message waits for its next attempt") {
  Desk desk;
  desk.outbox.freeze(desk.message(), {"a@x"}, {});
  const long long id = desk.outbox.due(now).at(0).id;
  desk.outbox.mark(id, SendState::sending, 1, {}, "");
  CHECK(desk.outbox.due(now).empty());
  desk.outbox.mark(id, SendState::pending, 1, now + std::chrono::minutes(5), "451 busy");
  CHECK(desk.outbox.due(now).empty());
  CHECK(desk.outbox.due(now + std::chrono::minutes(5)).at(0).attempts == 1);
  CHECK(desk.outbox.standing().pending == 1);
  desk.outbox.mark(id, SendState::failed, 2, {}, "550 no such user");
  CHECK(desk.outbox.due(now + std::chrono::hours(99)).empty());
  CHECK(desk.outbox.standing().failed == 1);
  CHECK(desk.outbox.recipients(now).at(0).error == "550 no such user");
}

TEST_CASE("a part of a message waits for the parts before it, whichever pass comes") {
  using std::chrono::minutes;
  Desk desk;
  for (const char* part : {"<1@x>", "<1.2@x>", "<1.3@x>"})
    desk.outbox.freeze(desk.message(part), {"a@x", "b@x"}, {});
  Message later = desk.message("<2@x>");
  later.created_at = now + minutes(1);
  desk.outbox.freeze(later, {"a@x"}, {});
  const auto due_at = [&](Instant when, const std::string& recipient) {
    std::vector<std::string> ids;
    for (const auto& due : desk.outbox.due(when))
      if (due.recipient == recipient) ids.push_back(due.message.message_id);
    return ids;
  };
  const auto all = desk.outbox.due(now);
  REQUIRE(all.size() == 7);
  desk.outbox.mark(all[0].id, SendState::sent, 1, std::nullopt, "");
  desk.outbox.mark(all[2].id, SendState::pending, 1, now + minutes(10), "too fast");
  CHECK(due_at(now + minutes(5), "a@x") == std::vector<std::string>{"<2@x>"});
  CHECK(due_at(now + minutes(5), "b@x").size() == 3);
  CHECK(due_at(now + minutes(10), "a@x") ==
        std::vector<std::string>{"<1.2@x>", "<1.3@x>", "<2@x>"});
  desk.outbox.mark(all[2].id, SendState::failed, 2, std::nullopt, "refused");
  CHECK(due_at(now + minutes(5), "a@x") == std::vector<std::string>{"<1.3@x>", "<2@x>"});
}

TEST_CASE("what was being sent when the process died is uncertain, due, and stays known as such") {
  Desk desk;
  desk.outbox.freeze(desk.message(), {"a@x", "b@x"}, {});
  const auto due = desk.outbox.due(now);
  desk.outbox.mark(due.at(0).id, SendState::sending, 1, {}, "");
  desk.outbox.mark(due.at(1).id, SendState::sending, 1, {}, "");
  desk.outbox.mark(due.at(1).id, SendState::sent, 1, {}, "");

  CHECK(desk.outbox.recover() == 1);
  CHECK(desk.outbox.recover() == 0);
  const auto uncertain = desk.outbox.due(now);
  REQUIRE(uncertain.size() == 1);
  CHECK(uncertain[0].state == SendState::uncertain);
  CHECK(uncertain[0].recipient == "a@x");
  CHECK(desk.outbox.standing().uncertain == 1);

  desk.outbox.mark(uncertain[0].id, SendState::sent, 2, {}, "");
  const auto reports = desk.outbox.recipients(now);
  REQUIRE(reports.size() == 2);
  CHECK(reports[1].recipient == "a@x");
  CHECK(reports[1].state == SendState::sent);
  CHECK(reports[1].was_uncertain);
  CHECK_FALSE(reports[0].was_uncertain);
  CHECK(desk.outbox.recipients(now + std::chrono::seconds(1)).empty());
}

TEST_CASE("what was sent cannot be sent again") {
  Desk desk;
  desk.outbox.freeze(desk.message(), {"a@x"}, {});
  const long long id = desk.outbox.due(now).at(0).id;
  desk.outbox.mark(id, SendState::sent, 1, {}, "");
  CHECK_THROWS_AS(desk.outbox.mark(id, SendState::pending, 1, {}, ""), StorageError);
  CHECK_THROWS_AS(desk.outbox.mark(999, SendState::sent, 1, {}, ""), StorageError);
}

}  // namespace
}  // namespace regwatch
