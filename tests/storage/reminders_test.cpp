#include "storage/reminders.h"

#include <catch2/catch.hpp>

#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

using Steps = std::vector<int>;

TEST_CASE("a deadline is due once at each step, and anew when it moves") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  Reminders reminders(database);
  Notice notice = notice_named("draft");
  notice.facts.comment_deadline = day("2026-10-17");
  notices.put(notice);
  const auto steps_on = [&](const char* today, Steps steps = {7, 3, 1}) {
    Steps found;
    for (const DueReminder& due : reminders.due(day(today), steps)) {
      found.push_back(due.step);
      reminders.put(due);
    }
    return found;
  };
  CHECK(steps_on("2026-10-09").empty());
  CHECK(steps_on("2026-10-10") == Steps{7});
  CHECK(steps_on("2026-10-11").empty());
  CHECK(steps_on("2026-10-14") == Steps{3});
  CHECK(steps_on("2026-10-14").empty());
  CHECK(steps_on("2026-10-17") == Steps{1});  // The day before was slept through.
  CHECK(steps_on("2026-10-18").empty());

  notice.facts.comment_deadline = day("2026-10-31");
  notices.put(notice);
  CHECK(steps_on("2026-10-29") == Steps{3});  // Of two steps passed at once the nearer is told.
  CHECK(steps_on("2026-10-30") == Steps{1});
  CHECK(steps_on("2026-10-30", {}).empty());

  notice.facts.comment_deadline = day("2026-11-05");
  notice.status = NoticeStatus::withdrawn;
  notices.put(notice);
  CHECK(steps_on("2026-11-04").empty());
}

}  // namespace
}  // namespace regwatch
