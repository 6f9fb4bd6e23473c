#pragma once

#include <functional>
#include <vector>

#include "render/calendar.h"
#include "storage/database.h"
#include "storage/notices.h"

namespace regwatch {

/// From when on days stand in a calendar: the first of the month a year ago. A month that is over
/// leaves at once, so that a day that passes changes no file.
CivilDate calendar_begin(Instant now);

/// The days of the notices that the filter finds and `wanted` wants, from that one on. Days that
/// were withdrawn or are no longer stated are among them. What several institutions published is
/// one event, of the first of them, as long as they name the same day.
std::vector<CalendarEvent> calendar_events(Database& database, NoticeFilter filter, CivilDate from,
                                           const std::function<bool(const Notice&)>& wanted = {});

}  // namespace regwatch
