#include "alerts/channel.h"

namespace regwatch {

const Channel* find_channel(std::string_view name) {
  for (const Channel* channel : all_channels()) {
    if (channel->name == name) return channel;
  }
  return nullptr;
}

bool is_sent(const Subscription& subscription) {
  const Channel* channel = find_channel(subscription.channel);
  return !channel || channel->sends;
}

}  // namespace regwatch
