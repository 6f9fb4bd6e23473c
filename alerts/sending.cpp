#include "alerts/sending.h"

#include <algorithm>

#include "base/crash_point.h"

namespace regwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// RFC 5321 §4.5.4.1: the time after which a message is given up should be four to five days.
constexpr hours give_up_after{5 * 24};
constexpr int least_attempts = 5;
constexpr hours longest_pause{6};

seconds pause_after(int attempts) {
  const int doublings = std::clamp(attempts - 1, 0, 9);
  return std::min<seconds>(minutes{1} * (1 << doublings), longest_pause);
}

/// Why nobody may be sent this any more: the operator took the subscription or the recipient out.
std::string why_stale(const DueRecipient& due, const Channel* channel,
                      const Subscription* subscription) {
  if (!channel) return "there is no channel '" + due.message.channel + "'";
  if (!subscription || subscription->channel != due.message.channel) {
    return "the subscription is no longer in the configuration";
  }
  const auto recipients = channel->recipients(*subscription);
  const bool known =
      std::find(recipients.begin(), recipients.end(), due.recipient) != recipients.end();
  return known ? "" : "no longer a recipient of this subscription";
}

}  // namespace

void Sender::deliver(const DueRecipient& due) {
  const std::string& channel_name = due.message.channel;
  // A dead server is knocked at once in a pass, not once for every recipient.
  if (shut_.contains(channel_name)) return;
  // Messages, and parts of one, arrive in their order or later.
  if (held_.contains({due.message.subscription, due.recipient})) return;
  const Channel* channel = find_channel(channel_name);
  const Subscription* subscription = subscription_named(due.message.subscription);
  const std::string stale = why_stale(due, channel, subscription);
  if (!stale.empty()) return give_up(due, due.attempts, stale);
  if (due.state == SendState::uncertain) {
    complain(due, "uncertain whether it was sent before; sent again with the same Message-ID");
  }
  crash_point("telling:before-sending-mark");
  mark(due, SendState::sending, due.attempts + 1, std::nullopt, "");
  crash_point("telling:before-send");
  const SendOutcome outcome = channel->send(due.message, due.recipient, *subscription, context_);
  crash_point("telling:after-send");
  settle(due, outcome);
  crash_point("telling:after-sent-mark");
}

void Sender::settle(const DueRecipient& due, const SendOutcome& outcome) {
  const int attempts = due.attempts + 1;
  switch (outcome.kind) {
    case SendOutcome::Kind::accepted:
      mark(due, SendState::sent, attempts, std::nullopt, "");
      ++report_.sent;
      return;
    case SendOutcome::Kind::refused:
      return give_up(due, attempts, outcome.why);
    case SendOutcome::Kind::unknown:
      return wait(due, SendState::uncertain, attempts, outcome);
    case SendOutcome::Kind::try_later:
      // What was uncertain before stays so: this attempt says nothing of that one.
      return wait(due, due.state, attempts, outcome);
  }
}

void Sender::wait(const DueRecipient& due, SendState state, int attempts,
                  const SendOutcome& outcome) {
  if (outcome.nobody_reachable) shut_.insert(due.message.channel);
  held_.emplace(due.message.subscription, due.recipient);
  const bool old = options_.now - due.message.created_at >= give_up_after;
  if (old && attempts >= least_attempts) {
    return give_up(due, attempts,
                   outcome.why + " (given up after " + std::to_string(attempts) + " attempts)");
  }
  // A server that nobody can reach costs one connection in a pass, and is asked in each.
  const seconds pause = outcome.nobody_reachable ? seconds{0} : pause_after(attempts);
  const auto next = options_.now + std::max(pause, outcome.retry_after.value_or(seconds{0}));
  mark(due, state, attempts, next, outcome.why);
  complain(due, outcome.why);
}

void Sender::give_up(const DueRecipient& due, int attempts, const std::string& why) {
  mark(due, SendState::failed, attempts, std::nullopt, why);
  ++report_.failed;
  complain(due, "failed: " + why);
}

void Sender::mark(const DueRecipient& due, SendState state, int attempts,
                  std::optional<Instant> next, const std::string& error) {
  Transaction transaction(database_);
  outbox_.mark(due.id, state, attempts, next, error);
  transaction.commit();
}

void Sender::complain(const DueRecipient& due, const std::string& what) {
  report_.problems.push_back(due.message.channel + " to " + due.recipient + " ('" +
                             due.message.subscription + "'): " + what);
}

const Subscription* Sender::subscription_named(const std::string& name) const {
  const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                  [&](const auto& each) { return each.name == name; });
  return found == subscriptions_.end() ? nullptr : &*found;
}

}  // namespace regwatch
