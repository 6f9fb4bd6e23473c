#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "diff/notice.h"
#include "render/digest.h"

namespace regwatch {

/// A day that a notice names, as it stands in a calendar.
struct CalendarEvent {
  enum class Day { comment_deadline, effective_date };
  enum class Off { withdrawn, no_longer_stated };
  Day day = Day::comment_deadline;
  Notice notice;
  CivilDate date{};        ///< Of an event that is off: the day that it was on.
  std::optional<Off> off;  ///< It stays in the file, so that calendars that know it let go of it.
  int sequence = 0;        ///< Raised by whatever may move it or put it off.
  Instant changed{};       ///< When something of it changed last.
  std::optional<CivilDate> moved_from;             ///< The day that it was on before.
  std::vector<DigestItem::Elsewhere> elsewhere{};  ///< The same publication by other institutions.
};

/// What a calendar is called, and of whom it is.
struct CalendarHead {
  std::string name;
  std::string owner = "regwatch.invalid";  ///< A host name; every UID ends in it.
  std::vector<int> alarm_days;             ///< Before a comment deadline; empty: no alarms.
};

/// An iCalendar object (RFC 5545, RFC 7986) that people subscribe to: all-day events, which do not
/// keep anybody busy. The same events give the same bytes. A UID is of a notice and of what its day
/// is, never of the day: it stays when the day moves. An alarm is at 09:00 where the reader is, for
/// a day has no zone; only that of the last day itself is at 09:00 in China, before which no place
/// is so late that the day is over there.
std::string calendar_ics(const CalendarHead& head, const std::vector<CalendarEvent>& events);

}  // namespace regwatch
