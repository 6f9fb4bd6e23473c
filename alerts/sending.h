#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerts/telling.h"
#include "storage/outbox.h"

namespace regwatch {

/// Sends what was frozen, recipient by recipient. No transaction is open while a channel sends.
class Sender {
 public:
  Sender(Database& database, const std::vector<Subscription>& subscriptions,
         const ChannelContext& context, const TellingOptions& options, TellingReport& report)
      : database_(database),
        subscriptions_(subscriptions),
        context_(context),
        options_(options),
        report_(report),
        outbox_(database) {}

  void deliver(const DueRecipient& due);

 private:
  void settle(const DueRecipient& due, const SendOutcome& outcome);
  void wait(const DueRecipient& due, SendState state, int attempts, const SendOutcome& outcome);
  void give_up(const DueRecipient& due, int attempts, const std::string& why);
  void mark(const DueRecipient& due, SendState state, int attempts, std::optional<Instant> next,
            const std::string& error);
  void complain(const DueRecipient& due, const std::string& what);
  const Subscription* subscription_named(const std::string& name) const;

  Database& database_;
  const std::vector<Subscription>& subscriptions_;
  const ChannelContext& context_;
  const TellingOptions& options_;
  TellingReport& report_;
  Outbox outbox_;
  std::set<std::string> shut_;
  std::set<std::pair<std::string, std::string>>
      held_;  // Subscription, recipient: not in this pass.
};

}  // namespace regwatch
