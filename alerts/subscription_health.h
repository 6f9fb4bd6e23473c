#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/telling_work.h"
#include "storage/outbox.h"

namespace regwatch {

/// Sees to it that somebody hears of a subscription that is not told: the other subscriptions that
/// ask for health. Each trouble is told once, and once that it is over.
class SubscriptionHealth {
 public:
  explicit SubscriptionHealth(const TellingWork& work) : work_(work) {}

  /// A message was given up. Within the caller's transaction.
  void gave_up(const std::string& subscription, const std::string& why);
  /// A recipient was paused. Its own subscription hears of it too, where anybody is left. Within
  /// the caller's transaction.
  void paused(const Subscription& subscription, const std::string& recipient,
              const std::string& why);
  /// A digest is late. Within the caller's transaction. Returns what was told.
  HealthEvent late(const Subscription& subscription, Instant was_due);

  /// After sending: tells of messages that wait too long and of subscriptions that could not be
  /// composed, and of those that are well again. One transaction.
  void judge(const std::vector<std::pair<std::string, std::string>>& not_composed);

  bool told_anything() const { return told_; }

 private:
  void judge_one(const Subscription& subscription, const std::string& not_composed,
                 const std::vector<WaitingCopy>& waiting);
  bool went_out(const Subscription& subscription, const HealthEvent& standing) const;
  HealthEvent tell(const std::string& subscription, std::string_view verdict, std::string reason,
                   std::optional<Instant> since, bool itself = false);

  const TellingWork& work_;
  bool told_ = false;
};

}  // namespace regwatch
