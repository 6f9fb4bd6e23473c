// Calendars of comment deadlines and effective dates: one of all notices, and one of each
// subscription that is a feed.
//
// Unlike a feed, a calendar holds what the subscription's filter takes whether or not it was told:
// a draft of the baseline is open for comment as well as a new one. A calendar is made whole, for a
// program that reads it again drops what is no longer in it. All are made anew together when
// anything was written of any notice, for the notices are read once for all of them, and the bytes
// decide which file is touched.

#include <algorithm>

#include "app/calendar_events.h"
#include "app/feed_items.h"
#include "app/publishing.h"
#include "base/sha256.h"
#include "base/text.h"
#include "render/clean.h"
#include "storage/feeds.h"

namespace regwatch {
namespace {

constexpr std::string_view layout_version = "1";  // Another one writes every calendar again.
constexpr std::string_view folder = "calendars/";
constexpr std::string_view ending = ".ics";

struct CalendarDefinition {
  std::string file;
  CalendarHead head;
  const Subscription* subscription = nullptr;  // None: all notices.
};

std::string file_of(std::string_view name) {
  return std::string(folder) + std::string(name) + std::string(ending);
}

std::vector<CalendarDefinition> definitions_of(const PublishingScene& scene) {
  const std::string host = scene.settings.host();
  std::vector<CalendarDefinition> out;
  // A subscription's own file goes before ours where its feed is called so.
  const auto is_all = [](const Subscription& each) { return each.feed == "all"; };
  if (std::none_of(scene.subscriptions.begin(), scene.subscriptions.end(), is_all))
    out.push_back({file_of("all"), {scene.settings.title, host, scene.reminder_days}});
  for (const Subscription& subscription : scene.subscriptions) {
    if (!subscription.feed) continue;
    const auto days = subscription.reminders ? scene.reminder_days : std::vector<int>{};
    out.push_back({file_of(*subscription.feed), {subscription.name, host, days}, &subscription});
  }
  return out;
}

// Of all that they are made of besides notices. A month that begins drops one of last year.
std::string stamp_of(const std::vector<CalendarDefinition>& definitions, CivilDate begin) {
  std::string words = std::string(layout_version) + "\n" + format_date(begin);
  for (const auto& [file, head, subscription] : definitions) {
    words += "\n" + join({file, head.name, head.owner}, "\t");
    for (const int day : head.alarm_days) words += "\t" + std::to_string(day);
    if (subscription) words += "\n" + filter_words(*subscription);
  }
  return sha256_hex(words).substr(0, 16);
}

bool is_as_noted(const PublishedDirectory& directory, const std::string& stamp, long long newest) {
  return directory.is_complete() && directory.note("calendars") == stamp &&
         directory.note("calendars-seen") == std::to_string(newest);
}

std::vector<PublishedListing> listed(const PublishingScene& scene) {
  std::vector<PublishedListing> out;
  for (const CalendarDefinition& calendar : definitions_of(scene)) {
    out.push_back({"Calendars 日历",
                   clean_line(calendar.head.name, 120),
                   {{calendar.file, "text/calendar", "ICS"}}});
  }
  return out;
}

void publish_calendars(const PublishingScene& scene, PublishedDirectory& directory) {
  const auto definitions = definitions_of(scene);
  const CivilDate begin = calendar_begin(scene.now);
  const std::string stamp = stamp_of(definitions, begin);
  // Before notices are read: what is written meanwhile is looked at by the next pass.
  const long long newest = Feeds(scene.database).newest_touch();
  if (is_as_noted(directory, stamp, newest)) {
    for (const CalendarDefinition& calendar : definitions) directory.keep(calendar.file);
  } else {
    Notices notices(scene.database);
    const CalendarDays days(scene.database, {}, begin);
    for (const auto& [file, head, subscription] : definitions) {
      const auto takes = [&, of = subscription](const Notice& notice) {
        return !of || feed_takes(notices, *of, notice);
      };
      directory.put({file, calendar_ics(head, days.events(takes))});
    }
  }
  directory.set_note("calendars", stamp);
  directory.set_note("calendars-seen", std::to_string(newest));
}

}  // namespace

const FileProducer& producer_calendar() {
  static const FileProducer producer{listed, publish_calendars};
  return producer;
}

}  // namespace regwatch
