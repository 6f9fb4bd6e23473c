#include "app/calendar_events.h"

#include <map>
#include <string>
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

class Gatherer {
 public:
  Gatherer(Database& database, CivilDate from) : database_(database), from_(from) {}

  void add(const Notice& notice) {
    const DateHistory history = date_history(database_, notice.id);
    const StatedDay days[] = {
        {Day::comment_deadline, notice.facts.comment_deadline, history.last_deadline},
        {Day::effective_date, notice.facts.effective_date, history.last_effective_date}};
    for (const StatedDay& stated : days) add(notice, stated, history);
  }

  std::vector<CalendarEvent> take() {
    std::vector<CalendarEvent> all;
    for (auto& [key, event] : events_) {
      event.elsewhere = elsewhere_of(database_, event.notice.id);
      all.push_back(std::move(event));
    }
    return all;
  }

 private:
  using Key = std::tuple<std::string, Day, CivilDate, bool>;

  void add(const Notice& notice, const StatedDay& stated, const DateHistory& history) {
    const auto date = stated.now ? stated.now : stated.last;
    if (!date || *date < from_) return;
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
    keep_first(std::move(event));
  }

  void keep_first(CalendarEvent event) {
    const Key key{publication_of(event.notice.id), event.day, event.date, event.off.has_value()};
    const auto [at, is_new] = events_.try_emplace(key, event);
    const auto age = [](const Notice& notice) { return std::tie(notice.first_seen, notice.id); };
    if (!is_new && age(event.notice) < age(at->second.notice)) at->second = std::move(event);
  }

  std::string publication_of(const std::string& notice) {
    const auto cluster = Lineages(database_).cluster_of(notice);
    return cluster.empty() ? notice : cluster.front();
  }

  Database& database_;
  CivilDate from_;
  std::map<Key, CalendarEvent> events_;
};

}  // namespace

CivilDate calendar_begin(Instant now) {
  const CivilDate today = china_date(now);
  return (today.year() - std::chrono::years{1}) / today.month() / 1;
}

std::vector<CalendarEvent> calendar_events(Database& database, NoticeFilter filter, CivilDate from,
                                           const std::function<bool(const Notice&)>& wanted) {
  filter.dated_from = from;
  Gatherer gatherer(database, from);
  Notices(database).each(filter, [&](const Notice& notice) {
    if (!wanted || wanted(notice)) gatherer.add(notice);
  });
  return gatherer.take();
}

}  // namespace regwatch
