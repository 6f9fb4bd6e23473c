#include <iostream>

#include "alerts/telling.h"
#include "app/commands.h"
#include "app/exit_status.h"

namespace regwatch {

int command_alerts_test(Installation& installation) {
  const ChannelContext channels = installation.channels();
  bool well = true;
  for (const Subscription& subscription : installation.config().subscriptions) {
    for (const auto& [recipient, outcome] :
         send_sample(subscription, channels, installation.now())) {
      const bool accepted = outcome.kind == SendOutcome::Kind::accepted;
      well = well && accepted;
      std::cout << subscription.name << " (" << subscription.channel << " to " << recipient
                << "): " << (accepted ? "accepted" : outcome.why) << '\n';
    }
  }
  return well ? exit_ok : exit_not_well;
}

}  // namespace regwatch
