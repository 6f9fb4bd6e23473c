#include <catch2/catch.hpp>

#include <map>
#include <set>

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

TEST_CASE("a page is due again as its age and its deadline have it") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "young", "2026-09-01");
  put(notices, "open", "2026-01-01", "2026-09-28");
  put(notices, "older", "2026-07-01");
  put(notices, "ancient", "2020-01-01");
  put(notices, "undated", "");
  put(notices, "unread", "2026-09-01");
  for (const char* id : {"young", "open", "older", "ancient", "undated"}) {
    notices.looked_at(id, now, {}, "");
  }
  const auto due = [&](std::chrono::hours later, int limit = 10) {
    std::set<std::string> ids;
    for (const DueLook& look : notices.due_for_another_look(now + later, now + later, limit))
      ids.insert(look.page.notice_id);
    return ids;
  };
  using Set = std::set<std::string>;
  CHECK(due(std::chrono::hours(1)).empty());
  CHECK(due(std::chrono::hours(2)) == Set{"undated"});
  CHECK(due(std::chrono::hours(12)) == Set{"open", "undated"});
  CHECK(due(std::chrono::hours(24)) == Set{"open", "undated", "young"});
  CHECK(due(std::chrono::hours(24), 1).size() == 1);
  CHECK(due(std::chrono::hours(7 * 24)) == Set{"open", "older", "undated", "young"});
  CHECK(due(std::chrono::hours(10000)) == Set{"open", "older", "undated", "young"});
  // A replay looks at all, however old.
  CHECK(notices.due_for_another_look(Instant::max(), now + std::chrono::hours(1), 10).size() == 5);
  CHECK(notices.due_for_another_look(Instant::max(), now, 10).empty());

  std::map<std::string, bool> pressing;
  const Instant week = now + std::chrono::hours(7 * 24);
  for (const DueLook& look : notices.due_for_another_look(week, week, 10))
    pressing[look.page.notice_id] = look.pressing;
  CHECK(pressing == std::map<std::string, bool>{
                        {"open", true}, {"older", false}, {"undated", true}, {"young", true}});
}

TEST_CASE("a look that failed is made up for soon, and a change makes a page young again") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-07-01");
  const auto is_due = [&](std::chrono::minutes later) {
    return !notices.due_for_another_look(now + later, now + later, 10).empty();
  };
  notices.looked_at("a", now, {}, "");
  CHECK_FALSE(is_due(std::chrono::hours(24)));
  notices.looked_at("a", now, {}, "HTTP status 500");
  CHECK_FALSE(is_due(std::chrono::minutes(29)));
  CHECK(is_due(std::chrono::minutes(30)));
  notices.looked_at("a", now, {}, "");
  Change change;
  change.kind = ChangeKind::amended;
  change.notice_id = "a";
  change.at = now;
  notices.put_change(change);
  CHECK(is_due(std::chrono::hours(2)));
  notices.hold("a", version_saying({"二"}));
  CHECK(is_due(std::chrono::minutes(15)));
  CHECK_FALSE(is_due(std::chrono::minutes(14)));
  notices.let_go("a");
  CHECK_FALSE(is_due(std::chrono::minutes(15)));
  // A withdrawn notice may be restored.
  Notice withdrawn = notices.find("a").value();
  withdrawn.status = NoticeStatus::withdrawn;
  notices.put(withdrawn);
  notices.looked_at("a", now, {}, "HTTP status 404");
  CHECK_FALSE(is_due(std::chrono::hours(12)));
  CHECK(is_due(std::chrono::hours(24)));
}

TEST_CASE("what is held is no version until it is believed") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-09-17");
  notices.put_version("a", version_saying({"一"}));
  CHECK_FALSE(notices.is_held("a"));
  notices.hold("a", version_saying({"二"}));
  notices.hold("a", version_saying({"三"}));
  CHECK(notices.is_held("a"));
  CHECK(notices.held("a")->article.paragraphs == std::vector<std::string>{"三"});
  CHECK(notices.newest_version("a")->article.paragraphs == std::vector<std::string>{"一"});
  CHECK(notices.versions("a").size() == 1);
  CHECK(notices.put_version("a", version_saying({"四"})) == 2);
  notices.let_go("a");
  CHECK_FALSE(notices.held("a"));
}

TEST_CASE("a host is known to flap for as long as it is asked about") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-09-17");
  notices.count_flap("a.cn", now, "a");
  notices.count_flap("a.cn", now, "a");
  CHECK(notices.flapped_since("a.cn", now - std::chrono::days(90)));
  CHECK_FALSE(notices.flapped_since("a.cn", now + std::chrono::seconds(1)));
  CHECK_FALSE(notices.flapped_since("b.cn", now - std::chrono::days(90)));
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
