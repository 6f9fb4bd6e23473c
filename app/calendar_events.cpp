#include "app/calendar_events.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "alerts/telling.h"
#include "storage/date_history.h"
#include "storage/lineage.h"

namespace regwatch {
namespace {

using Day = CalendarEvent::Day;
using Off = CalendarEvent::Off;

// Which of a notice's days, when it was, and what a version stated last.
struct StatedDay {
  Day day;
  std::optional<CivilDate> now, last;
};

std::optional<CalendarEvent> event_of(const Notice& notice, const StatedDay& stated,
                                      const DateHistory& history) {
  const auto date = stated.now ? stated.now : stated.last;
  if (!date) return std::nullopt;
  CalendarEvent event;
  event.day = stated.day;
  event.notice = notice;
  event.date = *date;
  if (!stated.now) event.off = Off::no_longer_stated;
  if (notice.status == NoticeStatus::withdrawn) event.off = Off::withdrawn;
  event.sequence = history.happenings;
  event.changed = std::max(history.changed, notice.first_seen);
  const bool moved = stated.day == Day::comment_deadline && history.deadline_before != date;
  if (moved) event.moved_from = history.deadline_before;
  return event;
}

std::vector<CalendarEvent> events_of(Database& database, const Notice& notice, CivilDate from) {
  const DateHistory history = date_history(database, notice.id);
  const StatedDay days[] = {
      {Day::comment_deadline, notice.facts.comment_deadline, history.last_deadline},
      {Day::effective_date, notice.facts.effective_date, history.last_effective_date}};
  std::vector<CalendarEvent> out;
  for (const StatedDay& stated : days) {
    auto event = event_of(notice, stated, history);
    if (!event || event->date < from) continue;
    event->elsewhere = elsewhere_of(database, notice.id);
    out.push_back(std::move(*event));
  }
  return out;
}

std::string publication_of(Database& database, const std::string& notice) {
  const auto cluster = Lineages(database).cluster_of(notice);
  return cluster.empty() ? notice : cluster.front();
}

auto age_of(const Notice& notice) { return std::tie(notice.first_seen, notice.id); }

}  // namespace

CivilDate calendar_begin(Instant now) {
  const CivilDate today = china_date(now);
  return (today.year() - std::chrono::years{1}) / today.month() / 1;
}

CalendarDays::CalendarDays(Database& database, NoticeFilter filter, CivilDate from) {
  filter.dated_from = from;
  Notices(database).each(filter, [&](const Notice& notice) {
    for (CalendarEvent& event : events_of(database, notice, from))
      stated_.push_back({publication_of(database, notice.id), std::move(event)});
  });
}

std::vector<CalendarEvent> CalendarDays::events(
    const std::function<bool(const Notice&)>& wanted) const {
  using Key = std::tuple<std::string_view, Day, CivilDate, bool>;
  std::map<Key, const CalendarEvent*> first;
  for (const auto& [publication, event] : stated_) {
    if (wanted && !wanted(event.notice)) continue;
    const Key key{publication, event.day, event.date, event.off.has_value()};
    const auto [at, is_new] = first.try_emplace(key, &event);
    if (!is_new && age_of(event.notice) < age_of(at->second->notice)) at->second = &event;
  }
  std::vector<CalendarEvent> out;
  for (const auto& [key, event] : first) out.push_back(*event);
  return out;
}

}  // namespace regwatch
