#pragma once

#include <span>
#include <vector>

#include "alerts/subscription.h"
#include "app/publish_settings.h"
#include "app/published_directory.h"
#include "base/result.h"
#include "base/time.h"
#include "crawler/source.h"
#include "render/published_index.h"
#include "storage/database.h"

namespace regwatch {

/// What files are made from.
struct PublishingScene {
  Database& database;  ///< For writing; no transaction is open.
  const PublishSettings& settings;
  const std::vector<Source>& sources;
  const std::vector<Subscription>& subscriptions;
  Instant now{};  ///< Not for the bytes of files: those change only when something happened.
  std::vector<int> reminder_days{};  ///< Before a comment deadline: alarms of calendars.
};

/// Makes files, one kind of them: a file in app/producers, found by its name (`feeds.cpp` defines
/// `producer_feeds()`).
struct FileProducer {
  /// For the index. Cheap: no look at notices.
  std::vector<PublishedListing> (*listed)(const PublishingScene& scene);
  /// Puts its files that may have changed and keeps those that did not; what it does neither with
  /// is removed. A note in the directory says up to where it looked, so that a pass that brought
  /// nothing costs nothing. Where the directory is not complete, all files are put. Throws
  /// StorageError.
  void (*publish)(const PublishingScene& scene, PublishedDirectory& directory);
};
std::span<const FileProducer* const> all_producers();

/// What publishing did.
struct PublishReport {
  int written = 0;
  int removed = 0;
};

/// Writes all files. Fails where the directory cannot be written, or is not ours.
Result<PublishReport> publish(const PublishingScene& scene);

}  // namespace regwatch
