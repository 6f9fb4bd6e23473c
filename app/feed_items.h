#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerts/subscription.h"
#include "app/publish_settings.h"
#include "crawler/source.h"
#include "render/feed.h"
#include "render/published_index.h"
#include "storage/feeds.h"
#include "storage/notices.h"

namespace regwatch {

/// A feed that the configuration asks for. Points into sources or subscriptions.
struct FeedDefinition {
  std::string name;  ///< Of its files, without ending: `sources/cac-rules`, `feeds/morning`.
  std::string title;
  std::string description;
  std::string group;  ///< In the index.
  const Source* source = nullptr;
  const Subscription* subscription = nullptr;
};

/// Feeds of subscriptions first, in their order; then of sources, by institution.
std::vector<FeedDefinition> feed_definitions(const PublishSettings& settings,
                                             const std::vector<Source>& sources,
                                             const std::vector<Subscription>& subscriptions);
std::vector<PublishedListing> feed_listings(const std::vector<FeedDefinition>& definitions);

/// What a document says of the feed, but for its items and its place in the archive.
FeedPage feed_page(const FeedDefinition& definition, const PublishSettings& settings);

/// Notices as items, as the database has them now.
class FeedItems {
 public:
  FeedItems(Database& database, const PublishSettings& settings,
            const std::vector<Source>& sources);
  FeedItem of(const Notice& notice);

 private:
  Database& database_;
  Notices notices_;
  Feeds feeds_;
  const PublishSettings& settings_;
  std::map<std::string, Institution, std::less<>> institutions_;
};

/// Whether the subscription's filter takes the notice; its text is read only where words are asked
/// for.
bool feed_takes(Notices& notices, const Subscription& subscription, const Notice& notice);
/// All that `feed_takes` asks of the subscription; the same where it takes the same notices.
std::string filter_words(const Subscription& subscription);

}  // namespace regwatch
