// index.html and feeds.opml: all that is published, for a person and for a reader that looks for
// feeds.

#include "app/publishing.h"
#include "render/opml.h"

namespace regwatch {
namespace {

constexpr std::string_view opml_name = "feeds.opml";

std::vector<PublishedListing> listed(const PublishingScene&) { return {}; }

void publish(const PublishingScene& scene, PublishedDirectory& directory) {
  std::vector<PublishedListing> listings;
  for (const FileProducer* producer : all_producers()) {
    for (auto& listing : producer->listed(scene)) listings.push_back(std::move(listing));
  }
  const PublishSettings& settings = scene.settings;
  const std::string opml = feeds_as_opml(settings.title, settings.address, listings);
  if (!opml.empty()) directory.put({std::string(opml_name), opml});
  directory.put(
      {"index.html",
       published_index_html(settings.title, opml.empty() ? "" : std::string(opml_name), listings)});
}

}  // namespace

const FileProducer& producer_index() {
  static const FileProducer producer{listed, publish};
  return producer;
}

}  // namespace regwatch
