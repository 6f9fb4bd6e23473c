#include <algorithm>
#include <deque>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/output_file.h"
#include "render/json.h"
#include "storage/change_feed.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

constexpr int batch = 200;  // So many are held at once.

FeedPosition position_or_fail(ChangeFeed& feed, const std::string& cursor) {
  if (cursor.empty()) return {};
  const auto position = feed.position(cursor);
  if (position) return *position;
  const bool no_cursor = position.error().fault == Fault::invalid;
  throw CommandError(no_cursor ? exit_usage : exit_data, position.error().message);
}

// Two queues, each in the order of its ids, as one: of their first the earlier goes first.
class Merging {
 public:
  Merging(Database& database, FeedPosition position, bool health)
      : notices_(database), feed_(database), position_(position), health_(health) {}

  bool is_empty() {
    if (changes_.empty()) {
      const auto more = feed_.changes_after(position_.change, batch);
      changes_.assign(more.begin(), more.end());
    }
    if (health_ && events_.empty()) {
      const auto more = feed_.health_events_after(position_.health_event, batch);
      events_.assign(more.begin(), more.end());
    }
    return changes_.empty() && events_.empty();
  }

  /// Precondition: is_empty() was asked, and it is not.
  std::string next_line() {
    const bool is_change =
        events_.empty() || (!changes_.empty() && changes_.front().change.at <= events_.front().at);
    return is_change ? next_change() : next_event();
  }

  std::string cursor() { return feed_.cursor(position_); }

 private:
  std::string next_change() {
    FedChange next = std::move(changes_.front());
    changes_.pop_front();
    position_.change = next.change.id;
    auto notice = notices_.find(next.change.notice_id);
    if (!notice) throw StorageError("a change is of no notice: " + next.change.notice_id);
    return change_line_json({std::move(next.change), std::move(*notice), next.taken_back_by,
                             std::move(next.takes_back)},
                            cursor());
  }

  std::string next_event() {
    const HealthEvent next = std::move(events_.front());
    events_.pop_front();
    position_.health_event = next.id;
    return health_line_json(next, cursor());
  }

  Notices notices_;
  ChangeFeed feed_;
  FeedPosition position_;
  bool health_;
  std::deque<FedChange> changes_;
  std::deque<HealthEvent> events_;
};

}  // namespace

int command_export_changes(Installation& installation, const ExportChangesCommand& command) {
  Database& database = installation.database(Database::Mode::read_only);
  ChangeFeed feed(database);
  Merging lines(database, position_or_fail(feed, command.after), command.health);
  OutputFile out(command.file);
  int told = 0;
  while (!lines.is_empty() && (!command.limit || told < *command.limit)) {
    out.write(lines.next_line() + "\n");
    ++told;
  }
  out.write(end_line_json(lines.cursor(), !lines.is_empty()) + "\n");
  out.commit();
  return exit_ok;
}

}  // namespace regwatch
