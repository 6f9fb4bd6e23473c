#include "alerts/channel.h"

namespace regwatch {

const Channel* find_channel(std::string_view name) {
  for (const Channel* channel : all_channels()) {
    if (channel->name == name) return channel;
  }
  return nullptr;
}

}  // namespace regwatch
