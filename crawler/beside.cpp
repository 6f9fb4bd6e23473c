#include "crawler/beside.h"

#include <algorithm>

namespace regwatch {

std::chrono::milliseconds wait_beside(const Beside* beside, std::chrono::milliseconds wait) {
  const auto own = beside == nullptr ? std::nullopt : beside->next_timeout();
  return own ? std::clamp(*own, std::chrono::milliseconds(0), wait) : wait;
}

void wait_for(const Beside& beside, std::chrono::milliseconds longest) {
  std::vector<pollfd> descriptors;
  beside.add_descriptors(descriptors);
  ::poll(descriptors.data(), descriptors.size(),
         static_cast<int>(wait_beside(&beside, longest).count()));
}

}  // namespace regwatch
