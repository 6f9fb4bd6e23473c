#include "app/publishing.h"

namespace regwatch {

Result<PublishReport> publish(const PublishingScene& scene) {
  auto directory = PublishedDirectory::open(scene.settings.directory);
  if (!directory) return directory.error();
  for (const FileProducer* producer : all_producers()) producer->publish(scene, *directory);
  if (const auto finished = directory->finish(); !finished) return finished.error();
  return PublishReport{directory->written(), directory->removed()};
}

}  // namespace regwatch
