// A subscription that exists as a feed alone (`[publish]`): whoever reads it fetches it, nothing is
// sent. Any other subscription becomes one as well by the same key, `feed = "name"`.

#include "alerts/channel.h"

namespace regwatch {
namespace {

std::vector<std::string> compose(const Digest&, const Subscription&, const Message&,
                                 const ChannelContext&) {
  return {};
}

SendOutcome send(const Message&, std::string_view, const Subscription&, const ChannelContext&) {
  return {};
}

std::vector<std::string> recipients(const Subscription&) { return {}; }

std::string check(const Subscription& subscription, const ChannelContext&) {
  if (!subscription.to.empty() || subscription.path) return "a feed takes no 'to' and no 'path'";
  if (subscription.health) return "a feed tells of notices alone; 'health' needs another channel";
  return subscription.feed ? "" : "a feed needs a name, as feed = \"morning\"";
}

}  // namespace

const Channel& channel_feed() {
  static const Channel channel = [] {
    Channel feed{"feed", {}, compose, send, recipients, check};
    feed.sends = false;
    return feed;
  }();
  return channel;
}

}  // namespace regwatch
