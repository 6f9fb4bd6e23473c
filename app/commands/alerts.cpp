#include <iostream>
#include <string>

#include "alerts/telling.h"
#include "app/commands.h"
#include "app/exit_status.h"

namespace regwatch {
namespace {

// Of a sample, which is sent once.
std::string words_for(const SendOutcome& outcome) {
  switch (outcome.kind) {
    case SendOutcome::Kind::accepted:
      return "accepted";
    case SendOutcome::Kind::try_later:
      return "not sent: " + outcome.why;
    case SendOutcome::Kind::refused:
      return "refused for good: " + outcome.why;
    case SendOutcome::Kind::unknown:
      return "may have arrived: " + outcome.why;
  }
  return outcome.why;
}

}  // namespace

int command_alerts_test(Installation& installation) {
  const ChannelContext channels = installation.channels();
  bool well = true;
  for (const Subscription& subscription : installation.config().subscriptions) {
    for (const auto& [recipient, outcome] :
         send_sample(subscription, channels, installation.now())) {
      well = well && outcome.kind == SendOutcome::Kind::accepted;
      std::cout << subscription.name << " (" << subscription.channel << " to " << recipient
                << "): " << words_for(outcome) << '\n';
    }
  }
  return well ? exit_ok : exit_not_well;
}

}  // namespace regwatch
