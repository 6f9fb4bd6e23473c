#include "app/calendar_events.h"
#include "app/commands.h"
#include "app/exit_status.h"

namespace regwatch {

int command_export_ics(Installation& installation, const ExportIcsCommand& command) {
  const Instant now = installation.now();
  NoticeFilter filter = notice_filter(command.items, now);
  CalendarHead head;
  head.name = "regwatch";
  head.alarm_days = installation.config().reminder_days;
  Database& database = installation.database(Database::Mode::read_only);
  write_output(calendar_ics(head, calendar_events(database, filter, calendar_begin(now))),
               command.file);
  return exit_ok;
}

}  // namespace regwatch
