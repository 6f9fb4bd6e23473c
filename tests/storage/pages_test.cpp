#include <catch2/catch.hpp>

#include "storage/notices.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

using Ids = std::vector<std::string>;

Ids ids_of(const std::vector<PageDue>& pages) {
  Ids ids;
  for (const PageDue& page : pages) ids.push_back(page.notice_id);
  return ids;
}

void put(Notices& notices, const std::string& id, const char* published,
         const char* deadline = "") {
  Notice notice = notice_named(id);
  if (*published != 0) notice.published = day(published);
  if (*deadline != 0) notice.facts.comment_deadline = day(deadline);
  notices.put(notice);
}

const Instant now = at("2026-09-18T08:00:00Z");

TEST_CASE("unread pages come newest first, those tried before after those never tried") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "old", "2026-01-01");
  put(notices, "new", "2026-09-17");
  put(notices, "tried", "2026-09-18");
  put(notices, "undated", "");
  put(notices, "read", "2026-09-16");
  Entry entry;
  notices.put_sighting("new", "one", entry, 0, now);
  notices.put_version("read", version_saying({"一"}));
  notices.looked_at("tried", now - std::chrono::hours(30), {}, "timeout");

  CHECK(ids_of(notices.unread({}, now, 10)) == Ids{"new", "old", "undated", "tried"});
  CHECK(ids_of(notices.unread(day("2026-08-18"), now, 10)) == Ids{"new", "undated", "tried"});
  CHECK(ids_of(notices.unread({}, now, 1)) == Ids{"new"});
  const PageDue page = notices.unread({}, now, 1).at(0);
  CHECK(page.source == "one");
  CHECK(page.url == "https://www.example.gov.cn/new");
  CHECK(page.published == day("2026-09-17"));
}

TEST_CASE("a page that failed waits twice as long each time, at most a day") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-09-17");
  Instant last = now;
  for (const int minutes : {20, 40, 80, 160, 320, 640, 1280, 1440, 1440}) {
    notices.looked_at("a", last, {}, "timeout");
    const Instant next = last + std::chrono::minutes(minutes);
    INFO(minutes);
    CHECK(notices.unread({}, next - std::chrono::seconds(1), 10).empty());
    CHECK(notices.unread({}, next, 10).size() == 1);
    last = next;
  }
  CHECK(notices.unread({}, last + std::chrono::hours(24), 1).at(0).attempts == 9);
  notices.looked_at("a", last, {}, "");
  CHECK(notices.unread({}, last + std::chrono::hours(24), 10).empty());
}

TEST_CASE("the young, the undated and those with an open deadline are looked at again") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "young", "2026-09-01");
  put(notices, "open", "2026-01-01", "2026-09-18");
  put(notices, "closed", "2026-01-01", "2026-09-17");
  put(notices, "undated", "");
  put(notices, "unread", "2026-09-01");
  for (const char* id : {"young", "open", "closed", "undated"}) {
    notices.looked_at(id, now - std::chrono::hours(24), {}, "");
  }
  const auto due = [&](Instant before, int limit = 10) {
    return ids_of(
        notices.due_for_another_look(before, day("2026-08-19"), day("2026-09-18"), limit));
  };
  CHECK(due(now - std::chrono::hours(24)) == Ids{"young", "open", "undated"});
  CHECK(due(now - std::chrono::hours(24), 2) == Ids{"young", "open"});
  CHECK(due(now - std::chrono::hours(25)).empty());
  // A look that failed is a look: the next is tomorrow's.
  notices.looked_at("open", now, {}, "HTTP 500");
  CHECK(due(now - std::chrono::hours(24)) == Ids{"young", "undated"});
  // A withdrawn notice may be restored.
  Notice withdrawn = notices.find("young").value();
  withdrawn.status = NoticeStatus::withdrawn;
  notices.put(withdrawn);
  CHECK(due(now - std::chrono::hours(24)) == Ids{"young", "undated"});
}

TEST_CASE("validators are those of the last look that went well") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-09-17");
  notices.looked_at("a", now, {"\"1\"", "Fri, 18 Sep 2026 01:00:00 GMT"}, "");
  notices.looked_at("a", now, {}, "timeout");
  CHECK(notices.page_validators("a").etag == "\"1\"");
  CHECK(notices.page_validators("nothere").empty());
  CHECK_THROWS_AS(notices.looked_at("nothere", now, {}, ""), StorageError);
}

TEST_CASE("a page that is gone counts once in each run") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-09-17");
  CHECK(notices.count_gone("a", now) == 1);
  CHECK(notices.count_gone("a", now) == 1);
  CHECK(notices.count_gone("a", now + std::chrono::hours(1)) == 2);
  notices.reset_gone("a");
  CHECK(notices.count_gone("a", now) == 1);
}

TEST_CASE("the backlog's budget is per host and day") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  CHECK(notices.backlog_used("a.cn", day("2026-09-18")) == 0);
  notices.use_backlog("a.cn", day("2026-09-18"));
  notices.use_backlog("a.cn", day("2026-09-18"));
  CHECK(notices.backlog_used("a.cn", day("2026-09-18")) == 2);
  CHECK(notices.backlog_used("a.cn", day("2026-09-19")) == 0);
  CHECK(notices.backlog_used("b.cn", day("2026-09-18")) == 0);
}

}  // namespace
}  // namespace regwatch
