// index.html: all that is published, for a person and for a reader that looks for feeds.

#include "app/publishing.h"

namespace regwatch {
namespace {

std::vector<PublishedListing> listed(const PublishingScene&) { return {}; }

void publish(const PublishingScene& scene, PublishedDirectory& directory) {
  std::vector<PublishedListing> listings;
  for (const FileProducer* producer : all_producers()) {
    for (auto& listing : producer->listed(scene)) listings.push_back(std::move(listing));
  }
  directory.put({"index.html", published_index_html(scene.settings.title, "", listings)});
}

}  // namespace

const FileProducer& producer_index() {
  static const FileProducer producer{listed, publish};
  return producer;
}

}  // namespace regwatch
