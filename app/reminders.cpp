#include "app/reminders.h"

#include "alerts/telling.h"
#include "app/relations.h"
#include "app/version_text.h"
#include "base/crash_point.h"
#include "storage/lineage.h"
#include "storage/notices.h"
#include "storage/reminders.h"

namespace regwatch {
namespace {

std::string days_left(CivilDate today, CivilDate deadline) {
  const int left = days_between(today, deadline);
  if (left == 0) return "the last day for comments";
  return std::to_string(left) + (left == 1 ? " day" : " days") + " left for comments";
}

void owe(World& world, const Notice& notice, CivilDate deadline) {
  Notices notices(world.database);
  Change change;
  change.kind = ChangeKind::deadline_near;
  change.notice_id = notice.id;
  change.source = notice.sources.empty() ? "" : notice.sources.front();
  change.at = world.now;
  change.summary = days_left(china_date(world.now), deadline);
  // The same on both sides: it did not move.
  change.deadline_before = change.deadline_after = deadline;
  const std::string text = newest_text(notices, notice.id);
  owe_change(world.database, world.subscriptions,
             {notice, text, notices.put_change(change), world.now,
              Lineages(world.database).others_of_cluster(notice.id), true});
}

}  // namespace

void remind(World& world) {
  Notices notices(world.database);
  Reminders reminders(world.database);
  const auto due = reminders.due(china_date(world.now), world.reminder_days);
  if (due.empty()) return;
  Transaction transaction(world.database);
  for (const DueReminder& reminder : due) {
    const auto notice = notices.find(reminder.notice_id);
    if (notice && notice->first_seen < world.now) owe(world, *notice, reminder.deadline);
    reminders.put(reminder);
  }
  crash_point("reminders:before-commit");
  transaction.commit();
}

}  // namespace regwatch
