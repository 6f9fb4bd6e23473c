#include <catch2/catch.hpp>

#include "storage/notices.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

using Ids = std::vector<std::string>;

FactCondition asked(std::string_view text) { return parse_fact_condition(text).value(); }

void put(Notices& notices, const std::string& id, const char* published, Kind kind,
         const std::vector<std::string>& topics, const std::string& authority, const char* seen) {
  Notice notice = notice_named(id, "通知 " + id, seen);
  if (*published != 0) notice.published = day(published);
  notice.classification.kind = kind;
  for (const auto& topic : topics) notice.classification.topics[topic] = {"词"};
  notice.authority = authority;
  if (id == "a") notice.facts.comment_deadline = day("2026-10-01");
  if (id == "b") notice.status = NoticeStatus::withdrawn;
  notices.put(notice);
  Entry entry;
  entry.title = notice.title;
  notices.put_sighting(id, authority + "-list", entry, 0, at(seen));
}

struct Case {
  const char* what;
  NoticeFilter filter;
  Ids ids;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  const auto add = [&all](const char* what, Ids ids, auto set) {
    NoticeFilter filter;
    set(filter);
    all.push_back({what, filter, std::move(ids)});
  };
  add("newest first, then first seen, the undated last", {"b", "a", "c", "d"}, [](auto&) {});
  add("kinds", {"a", "c"}, [](auto& f) { f.kinds = {Kind::draft, Kind::rule}; });
  add("topics", {"a", "c"}, [](auto& f) { f.topics = {"ai", "finance"}; });
  add("any topic", {"a", "c"}, [](auto& f) { f.topics = {"*"}; });
  add("relevant", {"a", "c"}, [](auto& f) { f.relevant = true; });
  add("not relevant", {"b", "d"}, [](auto& f) { f.relevant = false; });
  add("authorities", {"b", "d"}, [](auto& f) { f.authorities = {"MIIT"}; });
  add("sources", {"a", "c"}, [](auto& f) { f.sources = {"CAC-list"}; });
  add("status", {"b"}, [](auto& f) { f.status = NoticeStatus::withdrawn; });
  add("deadline", {"a"}, [](auto& f) { f.facts = {asked("comment_deadline>=2026-10-01")}; });
  add("no deadline so late", {},
      [](auto& f) { f.facts = {asked("comment_deadline >= 2026-10-02")}; });
  add("since, by first seen and by a change", {"b", "c", "d"},
      [](auto& f) { f.since = at("2026-09-03T00:00:00Z"); });
  add("until", {"a", "c"}, [](auto& f) { f.until = at("2026-09-02T12:00:00Z"); });
  add("limit", {"b"}, [](auto& f) { f.limit = 1; });
  add("words", {"c"}, [](auto& f) { f.words = "通知 c"; });
  add("blank words do not restrict", {"b", "a", "c", "d"}, [](auto& f) { f.words = "　 "; });
  add("all together", {"a"}, [](auto& f) {
    f.kinds = {Kind::draft};
    f.topics = {"*"};
    f.authorities = {"CAC"};
    f.words = "通知";
    f.relevant = true;
    f.limit = 5;
  });
  return all;
}

TEST_CASE("a filter restricts by each of its members and by all together") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  put(notices, "a", "2026-09-17", Kind::draft, {"ai"}, "CAC", "2026-09-01T00:00:00Z");
  put(notices, "b", "2026-09-17", Kind::event, {}, "MIIT", "2026-09-03T00:00:00Z");
  put(notices, "c", "2026-09-16", Kind::rule, {"finance", "ai"}, "CAC", "2026-09-02T00:00:00Z");
  put(notices, "d", "", Kind::other, {}, "MIIT", "2026-09-04T00:00:00Z");
  Change change;
  change.notice_id = "c";
  change.at = at("2026-09-05T00:00:00Z");
  notices.put_change(change);
  for (const Case& each : cases()) {
    INFO(each.what);
    CHECK(ids_of(notices.list(each.filter)) == each.ids);
  }
}

}  // namespace
}  // namespace regwatch
