#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerts/subscription_health.h"
#include "alerts/telling_work.h"
#include "storage/outbox.h"

namespace regwatch {

/// Makes messages of what is owed: composes what is due and freezes it, so that what is sent later
/// never changes.
class Composer {
 public:
  /// What is owed and is told now.
  struct Batch {
    std::vector<Owed> owed;
    std::vector<long long> by_number;  ///< Deliveries that are told by their number alone.
    Digest::TooMany too_many;
    bool is_last = true;
  };

  Composer(const TellingWork& work, SubscriptionHealth& health)
      : work_(work), health_(health), outbox_(work.database) {}

  /// Whatever is due of the subscription. In its quiet hours nothing is, but what is urgent.
  void compose(const Subscription& subscription);
  /// What has come to be owed since, of subscriptions that are told at once.
  void compose_again(const Subscription& subscription);

  /// The subscriptions that could not be composed, each with the reason.
  const std::vector<std::pair<std::string, std::string>>& not_composed() const {
    return not_composed_;
  }

 private:
  /// The window of a digest that is due.
  struct Window {
    Instant since{};
    std::optional<Instant> was_due;  ///< Set: it is late.
  };
  std::optional<Window> window_of(const Subscription& subscription);
  std::optional<Instant> late_since(const Subscription& subscription, Instant last);
  Batch next_batch(const Subscription& subscription, const Channel& channel);
  Batch urgent_batch(const Subscription& subscription, Instant quiet_until);
  std::string why_not(const Subscription& subscription, const Channel& channel,
                      const std::vector<std::string>& recipients);
  void tell(const Subscription& subscription, const Channel& channel,
            const std::vector<std::string>& recipients, const std::optional<Window>& window,
            Batch batch);
  void fill(Digest& digest, std::vector<Owed> all);
  std::vector<Attachment> attachments_of(const std::string& notice);
  void freeze(const Message& whole, const Digest& digest, const Subscription& subscription,
              const Channel& channel, const std::vector<std::string>& recipients,
              const std::vector<long long>& deliveries);
  void personalise(const Message& message, const Channel& channel,
                   const std::vector<std::string>& recipients);
  void could_not(const Subscription& subscription, const std::string& why);

  const TellingWork& work_;
  SubscriptionHealth& health_;
  Outbox outbox_;
  std::vector<std::pair<std::string, std::string>> not_composed_;
};

}  // namespace regwatch
