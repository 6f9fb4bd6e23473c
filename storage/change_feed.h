#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/change.h"
#include "storage/database.h"

namespace regwatch {

/// A change as a reader meets it who reads all of them in order.
struct FedChange {
  Change change;
  std::optional<long long> taken_back_by;  ///< Id of the later change that did.
  std::vector<long long> takes_back;       ///< Ids of the changes that this one took back.
};

/// How far a reader has read.
struct FeedPosition {
  long long change = 0;  ///< Id of the last one read; 0: none.
  long long health_event = 0;
};

/// All changes and health events in the order in which they were committed. SQLite has one writer
/// at a time, who draws an id (AUTOINCREMENT: never one that was given before) after he began to
/// write: an id that is smaller than one that can be read can be read too, so that nobody who asks
/// for what is behind an id misses one that came later with a smaller one.
class ChangeFeed {
 public:
  explicit ChangeFeed(Database& database) : db_(database) {}

  /// Behind that id, those that were taken back included, at most `limit`.
  std::vector<FedChange> changes_after(long long id, int limit);
  std::vector<HealthEvent> health_events_after(long long id, int limit);

  /// A position in words that only this database understands: its name, the two ids, and a digest
  /// of what stands there, so that a copy that went on by itself does not take them for its own.
  std::string cursor(const FeedPosition& position);
  /// Fault::invalid: no cursor. Fault::missing: one of another database, or of this one before it
  /// was put back to an earlier state.
  Result<FeedPosition> position(std::string_view cursor);

 private:
  std::string name();
  /// Absent where nothing stands at the position.
  std::optional<std::string> digest_at(const FeedPosition& position);

  Database& db_;
};

}  // namespace regwatch
