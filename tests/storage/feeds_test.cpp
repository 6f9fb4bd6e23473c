#include "storage/feeds.h"

#include <catch2/catch.hpp>

#include <functional>

#include "storage/lineage.h"
#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

const Instant now = at("2026-09-18T01:00:00Z");

std::vector<std::string> ids_of_places(const std::vector<FeedPlace>& places) {
  std::vector<std::string> ids;
  for (const FeedPlace& place : places) ids.push_back(place.notice_id);
  return ids;
}

}  // namespace

TEST_CASE("whatever writes of a notice what a feed shows touches it; looking does not") {
  Database database(":memory:");
  Notices notices(database);
  Feeds feeds(database);
  notices.put(notice_named("a"));
  notices.put(notice_named("b"));
  notices.put_version("a", version_saying({"一"}));
  Change change;
  change.notice_id = "a";
  const struct {
    const char* what;
    bool touches;
    std::function<void()> write;
  } writings[] = {{"listed", true, [&] { notices.put_sighting("a", "one", {}, 0, now); }},
                  {"seen again", false, [&] { notices.put_sighting("a", "one", {}, 3, now); }},
                  {"told", true, [&] { change.id = notices.put_change(change); }},
                  {"taken back", true, [&] { notices.supersede(change.id, change.id); }},
                  {"put as it was", false,
                   [&] {
                     Notice same = notices.find("a").value();
                     notices.put(same);
                   }},
                  {"looked at", false, [&] { notices.looked_at("a", now, {}, ""); }},
                  {"read", true, [&] { notices.put_version("a", version_saying({"二"})); }},
                  {"its files", true, [&] { notices.complete_files("a", 1, {}); }},
                  {"kind", true, [&] { notices.mark_kind("a", Kind::rule, std::nullopt); }},
                  {"topics", true, [&] { notices.mark_topics("a", {"ai"}); }},
                  {"no topics", true, [&] { notices.mark_topics("a", {}); }},
                  {"english", true,
                   [&] {
                     notices.put_english("a", {"A", "", true, ""}, now);
                   }},
                  {"english again", true,
                   [&] {
                     notices.put_english("a", {"B", "", true, ""}, now);
                   }},
                  {"no english", true,
                   [&] {
                     notices.put_english("a", {"", "", true, ""}, now);
                   }},
                  {"joined", true,
                   [&] {
                     Lineages(database).join_cluster("a", {"b", 1, ""});
                   }},
                  {"left", true, [&] { Lineages(database).leave_cluster("a"); }}};
  for (const auto& [what, touches, write] : writings) {
    const long long before = feeds.newest_touch();
    write();
    const auto touched = feeds.touched_after(before);
    INFO(what);
    CHECK((std::find(touched.begin(), touched.end(), "a") != touched.end()) == touches);
  }
}

TEST_CASE("a notice stands in a feed once, and archives never overlap") {
  Database database(":memory:");
  Notices notices(database);
  Feeds feeds(database);
  feeds.begin("f", "all", now);
  for (const std::string id : {"a", "b", "c", "d", "e"}) {
    notices.put(notice_named(id));
    feeds.put_newest("f", id, {1, now});
  }
  feeds.archive("f", 2, 2);
  auto archives = feeds.archives("f");
  REQUIRE(archives.size() == 1);
  CHECK(ids_of_places(feeds.places("f", archives[0].first, archives[0].last)) ==
        std::vector<std::string>{"b", "a"});
  feeds.put_newest("f", "a", {2, now});
  CHECK(feeds.standing_change("f", "a") == 2);
  CHECK(ids_of_places(feeds.places("f", archives[0].first, archives[0].last)) ==
        std::vector<std::string>{"b"});
  CHECK(ids_of_places(feeds.places("f", archives[0].last + 1, 100)) ==
        std::vector<std::string>{"a", "e", "d", "c"});
  // All that is not archived moves on: what comes still stands behind the archive.
  feeds.archive("f", 2, 2);
  archives = feeds.archives("f");
  REQUIRE(archives.size() == 2);
  CHECK(archives[1].first == archives[0].last + 1);
  // Filled anew, it does not use a number again.
  feeds.begin("f", "other", now);
  CHECK(feeds.archives("f").empty());
  CHECK(feeds.states().at("f").generation == 2);
  for (const std::string id : {"a", "b", "c", "d"}) feeds.put_newest("f", id, {1, now});
  feeds.archive("f", 2, 2);
  CHECK(feeds.archives("f").at(0).number == 3);
}

}  // namespace regwatch
