// Calendars as files, read back by programs that are not ours.

#include <catch2/catch.hpp>

#include <cstdlib>

#include "storage/lineage.h"
#include "storage/statement.h"
#include "tests/app/published_place.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

struct CalendarPlace : PublishedPlace {
  CalendarPlace() { reminder_days = {7, 0}; }

  /// A notice with a version that states these days, of which `kind` is told.
  void states(const std::string& id, std::string_view deadline, std::string_view effective = "",
              ChangeKind kind = ChangeKind::appeared) {
    Notice notice = notices.find(id).value_or(notice_named(id, "关于《数据办法》征求意见的通知"));
    notice.first_seen = std::min(notice.first_seen, clock);
    notice.facts.comment_deadline = parse_date(deadline);
    notice.facts.effective_date = parse_date(effective);
    lists(notice);
    Version version = version_saying({"第一条"});
    version.fetched_at = clock;
    version.article.facts = notice.facts;
    notices.put_version(id, version);
    tells(id, kind);
  }

  void withdraws(const std::string& id) {
    Notice notice = notices.find(id).value();
    notice.status = NoticeStatus::withdrawn;
    notices.put(notice);
    tells(id, ChangeKind::withdrawn);
  }

  /// What the script beside this file prints of a calendar.
  std::vector<std::string> read_by(const std::string& script, const std::string& name,
                                   const std::string& arguments = "") const {
    const std::string command = std::string("PYTHONIOENCODING=utf-8 /usr/bin/python3 ") +
                                REGWATCH_SOURCE_DIR + "/tests/app/" + script + " " +
                                (scratch / ("www/calendars/" + name + ".ics")).string() + " " +
                                arguments + " > " + (scratch / "events").string() + " 2> " +
                                (scratch / "events.err").string();
    const int status = std::system(command.c_str());
    INFO(scratch.read("events.err"));
    REQUIRE(status == 0);
    return lines_of(scratch.read("events"));
  }
  std::vector<std::string> events(const std::string& name = "all") const {
    return read_by("read_calendar.py", name);
  }
  std::vector<std::string> shown_by_khal() const {
    return read_by("read_with_khal.py", "all", (scratch / "khal").string() + " 2026-10-01");
  }
};

}  // namespace

TEST_CASE("a deadline that moves moves its event, and a draft that is withdrawn cancels it") {
  CalendarPlace place;
  place.states("a", "2026-10-20");
  REQUIRE(place.pass());
  const std::string uid = "a-comment-deadline@regwatch.example.com|";
  const std::string title = "意见截止：数据办法 / Comments close: EXAMPLE";
  CHECK(place.events() ==
        std::vector<std::string>{uid + "0|CONFIRMED|2026-10-20|20260918T010000Z|" +
                                 "-159h,20261020T010000Z|" + title});

  place.clock += std::chrono::hours(24);
  place.states("a", "2026-11-05", "", ChangeKind::deadline_moved);
  REQUIRE(place.pass());
  CHECK(place.events() ==
        std::vector<std::string>{uid + "2|CONFIRMED|2026-11-05|20260919T010000Z|" +
                                 "-159h,20261105T010000Z|" + title});

  place.clock += std::chrono::hours(24);
  place.withdraws("a");
  REQUIRE(place.pass());
  CHECK(place.events("morning") ==
        std::vector<std::string>{
            uid + "3|CANCELLED|2026-11-05|20260920T010000Z||" +
            "〔已撤回〕意见截止：数据办法 / [Withdrawn] Comments close: EXAMPLE"});
}

TEST_CASE("a day that is no longer stated is cancelled, and comes back under the same name") {
  CalendarPlace place;
  place.states("a", "", "2027-01-01");
  REQUIRE(place.pass());
  place.clock += std::chrono::hours(1);
  place.states("a", "", "", ChangeKind::amended);
  REQUIRE(place.pass());
  const auto off = place.events();
  REQUIRE(off.size() == 1);
  CHECK(off[0].starts_with("a-effective-date@regwatch.example.com|2|CANCELLED|2027-01-01|"));
  place.states("a", "", "2027-03-01", ChangeKind::amended);
  REQUIRE(place.pass());
  CHECK(place.events()[0].starts_with(
      "a-effective-date@regwatch.example.com|4|CONFIRMED|2027-03-01|"));
}

TEST_CASE("calendars stay untouched where nothing was written, and month by month lose a month") {
  CalendarPlace place;
  place.states("a", "2026-10-20");
  REQUIRE(place.pass());
  const std::string before = place.read("calendars/all.ics");
  place.clock += std::chrono::hours(24 * 5);
  CHECK(place.written() == 0);
  // Something of no day was written, and the same days are said again.
  place.appears("b");
  REQUIRE(place.pass());
  CHECK(place.read("calendars/all.ics") == before);
  CHECK(place.events().size() == 1);
  place.clock = at("2027-10-31T15:59:00Z");
  CHECK(place.written() == 0);
  place.clock += std::chrono::minutes(1);
  CHECK(place.written() == 2);
  CHECK(place.events().empty());
}

TEST_CASE("a calendar follows its subscription, the reminders and the tag's host") {
  CalendarPlace place;
  place.states("a", "2026-10-20");
  place.states("b", "2026-10-21");
  place.subscriptions[0].not_words = {"数据"};
  REQUIRE(place.pass());
  CHECK(place.events("all").size() == 2);
  CHECK(place.events("morning").empty());
  place.subscriptions[0].not_words.clear();
  place.subscriptions[0].reminders = false;
  CHECK(place.written() > 0);
  CHECK(count_of(place.read("calendars/morning.ics"), "BEGIN:VALARM") == 0);
  CHECK(count_of(place.read("calendars/all.ics"), "BEGIN:VALARM") == 4);
  place.reminder_days.clear();
  CHECK(place.written() == 1);
  place.settings.tag = "news@law.example.org,2026";
  REQUIRE(place.pass());
  CHECK(place.events()[0].starts_with("a-comment-deadline@law.example.org|"));
  CHECK(place.read("index.html").find("href=\"calendars/all.ics\"") != std::string::npos);
  CHECK(place.read("index.html").find("href=\"calendars/morning.ics\"") != std::string::npos);
  place.subscriptions[0].feed = "all";
  place.subscriptions[0].not_words = {"数据"};
  REQUIRE(place.pass());
  CHECK(place.events("all").empty());
  CHECK_FALSE(place.has("calendars/morning.ics"));
  // A calendar that was lost is put back, one that nobody asks for goes.
  std::filesystem::remove(place.scratch / "www/calendars/all.ics");
  place.subscriptions.clear();
  REQUIRE(place.pass());
  CHECK(place.events("all").size() == 2);
}

TEST_CASE("what several institutions published is one event while they name one day") {
  CalendarPlace place;
  place.states("a", "2026-10-20");
  place.clock += std::chrono::hours(1);
  place.states("b", "2026-10-20");
  execute(place.database, "INSERT INTO cluster VALUES ('a', 'a', 'test'), ('b', 'a', 'test')");
  REQUIRE(place.pass());
  REQUIRE(place.events().size() == 1);
  CHECK(place.events()[0].starts_with("a-comment-deadline@"));
  const std::string unfolded = replace_all(place.read("calendars/all.ics"), "\r\n ", "");
  CHECK(unfolded.find("另见 / Also: EXAMPLE https://www.example.gov.cn/b\r\n") !=
        std::string::npos);
  place.states("b", "2026-10-25", "", ChangeKind::deadline_moved);
  REQUIRE(place.pass());
  CHECK(place.events().size() == 2);
}

TEST_CASE("khal moves an event whose deadline moved, and shows a withdrawn one as cancelled") {
  if (std::system("command -v khal > /dev/null") != 0) {
    WARN("khal is not installed");
    return;
  }
  CalendarPlace place;
  place.states("a", "2026-10-20");
  place.states("b", "", "2027-01-01");
  REQUIRE(place.pass());
  const std::string uid = "|a-comment-deadline@regwatch.example.com|";
  const std::string other =
      "2027-01-01|b-effective-date@regwatch.example.com||施行：数据办法 / In force: EXAMPLE";
  const std::string title = "意见截止：数据办法 / ";
  using Lines = std::vector<std::string>;
  CHECK(place.shown_by_khal() ==
        Lines{"2026-10-20" + uid + "|" + title + "Comments close: EXAMPLE", other});
  place.states("a", "2026-11-05", "", ChangeKind::deadline_moved);
  REQUIRE(place.pass());
  CHECK(place.shown_by_khal() ==
        Lines{"2026-11-05" + uid + "|" + title + "Comments close: EXAMPLE", other});
  place.withdraws("a");
  REQUIRE(place.pass());
  CHECK(place.shown_by_khal() == Lines{"2026-11-05" + uid + "CANCELLED|〔已撤回〕" + title +
                                           "[Withdrawn] Comments close: EXAMPLE",
                                       other});
}

TEST_CASE("hostile titles make sound calendars") {
  CalendarPlace place;
  std::string long_title;
  for (int i = 0; i < 2000; ++i) long_title += i % 3 ? "数据" : "a🎈";
  const std::string titles[] = {"<script>alert(1)</script>",
                                "=cmd|' /C calc'!A0",
                                "\xE2\x80\xAEtxt.exe",
                                "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
                                std::string("a\0b", 3),
                                std::string(4000, 'x'),
                                long_title,
                                "\xff\xfe\xc3",
                                "a;b,c\\x\\",
                                "",
                                "\x1b[31m\x08\xC2\x85\xE2\x80\xA8"};
  int number = 0;
  for (const auto& title : titles) {
    const std::string id = numbered(number++);
    place.states(id, "2026-10-20", "2027-01-01");
    Notice notice = place.notices.find(id).value();
    notice.title = title;
    notice.facts.comment_to = {title};
    notice.facts.evidence["comment_deadline"] = {title, title};
    notice.url = "https://example.gov.cn/" + title;
    place.notices.put(notice);
  }
  place.subscriptions[0].name = "a\r\nBEGIN:VALARM;,\\\xE2\x80\xAE";
  place.settings.title = "\xff\"<\n";
  REQUIRE(place.pass());
  for (const std::string name : {"all", "morning"}) {
    CHECK(place.events(name).size() == 2 * std::size(titles));
    CHECK(place.read("calendars/" + name + ".ics").find("\xE2\x80\xAE") == std::string::npos);
  }
  CHECK(place.events()[8].ends_with("a;b,c\\x\\ / Comments close: EXAMPLE"));
}
