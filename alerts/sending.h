#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerts/subscription_health.h"
#include "alerts/telling_work.h"
#include "storage/outbox.h"

namespace regwatch {

/// Sends what was frozen, recipient by recipient. No transaction is open while a channel sends.
class Sender {
 public:
  Sender(const TellingWork& work, SubscriptionHealth& health)
      : work_(work), health_(health), outbox_(work.database) {}

  /// What is due, as far as the time goes. What failed before comes after what did not, so that a
  /// server that hangs delays nobody else.
  void send_due();

 private:
  void deliver(const DueRecipient& due);
  bool is_held_back(const DueRecipient& due, const Channel& channel,
                    const Subscription& subscription);
  bool has_time_for(const std::string& subscription);
  SendOutcome send(const DueRecipient& due, const Channel& channel,
                   const Subscription& subscription);
  void settle(const DueRecipient& due, const Channel& channel, const Subscription& subscription,
              const SendOutcome& outcome);
  void wait(const DueRecipient& due, const Channel& channel, SendState state,
            const SendOutcome& outcome);
  void give_up(const DueRecipient& due, int attempts, const std::string& why);
  void pause(const DueRecipient& due, const Subscription& subscription, const std::string& why);
  void mark(const DueRecipient& due, SendState state, int attempts, std::optional<Instant> next,
            const std::string& error);
  void complain(const DueRecipient& due, const std::string& what);
  const Subscription* subscription_named(const std::string& name) const;

  const TellingWork& work_;
  SubscriptionHealth& health_;
  Outbox outbox_;
  std::set<std::string> shut_;  // Ways: not in this pass.
  std::set<std::pair<std::string, std::string>>
      held_;  // Subscription, recipient: not in this pass.
  std::chrono::steady_clock::duration spent_{0};
  std::map<std::string, std::chrono::steady_clock::duration> spent_on_;
  std::set<std::string> out_of_time_;
};

}  // namespace regwatch
