#include "app/calendar_events.h"
#include "app/commands.h"
#include "app/exit_status.h"

namespace regwatch {

int command_export_ics(Installation& installation, const ExportIcsCommand& command) {
  const Instant now = installation.now();
  const NoticeFilter filter = notice_filter(command.items, now);
  const PublishSettings settings = installation.config().publish.value_or(PublishSettings());
  // The same owner as of the published calendars: an event is known by the same name in both.
  const CalendarHead head{settings.title, settings.host(), installation.config().reminder_days};
  Database& database = installation.database(Database::Mode::read_only);
  const CalendarDays days(database, filter, calendar_begin(now));
  write_output(calendar_ics(head, days.events()), command.file);
  return exit_ok;
}

}  // namespace regwatch
