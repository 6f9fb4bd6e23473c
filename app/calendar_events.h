#pragma once

#include <functional>
#include <string>
#include <vector>

#include "render/calendar.h"
#include "storage/database.h"
#include "storage/notices.h"

namespace regwatch {

/// From when on days stand in a calendar: the first of the month a year ago. A month that is over
/// leaves at once, so that a day that passes changes no file.
CivilDate calendar_begin(Instant now);

/// The days of the notices that a filter finds, from one day on, read once for several calendars.
/// Days that were withdrawn or are no longer stated are among them.
class CalendarDays {
 public:
  CalendarDays(Database& database, NoticeFilter filter, CivilDate from);

  /// Those of the notices that `wanted` wants. What several institutions published is one event, of
  /// the first of them, as long as they name the same day.
  std::vector<CalendarEvent> events(const std::function<bool(const Notice&)>& wanted = {}) const;

 private:
  struct Stated {
    std::string publication;  ///< The same for all notices of one publication.
    CalendarEvent event;
  };
  std::vector<Stated> stated_;
};

}  // namespace regwatch
