#include "alerts/sending.h"

#include <algorithm>

#include "base/crash_point.h"
#include "storage/recipients.h"

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

/// By which way a recipient is reached: what is shut for one is shut for all that share it.
std::string way_of(const DueRecipient& due, const Channel& channel) {
  if (channel.one_server) return due.message.channel;
  return due.message.channel + "\n" + due.message.subscription + "\n" + due.recipient;
}

/// Subscriptions that have something to try again come last; of each the order stays.
std::vector<DueRecipient> retries_last(std::vector<DueRecipient> all) {
  std::set<std::string> retried;
  for (const DueRecipient& due : all) {
    if (due.attempts > 0) retried.insert(due.message.subscription);
  }
  std::stable_partition(all.begin(), all.end(), [&](const DueRecipient& due) {
    return !retried.contains(due.message.subscription);
  });
  return all;
}

}  // namespace

void Sender::send_due() {
  for (const DueRecipient& due : retries_last(outbox_.due(work_.now()))) {
    if (work_.serves(due.message.channel)) deliver(due);
  }
}

void Sender::deliver(const DueRecipient& due) {
  const Channel* channel = find_channel(due.message.channel);
  const Subscription* subscription = subscription_named(due.message.subscription);
  const std::string stale = why_stale(due, channel, subscription);
  if (!stale.empty()) {
    mark(due, SendState::failed, due.attempts, std::nullopt, stale);
    ++work_.report.failed;
    return complain(due, "failed: " + stale);
  }
  if (is_held_back(due, *channel, *subscription)) return;
  if (due.state == SendState::uncertain) {
    complain(due, "uncertain whether it was sent before; sent again with the same Message-ID");
  }
  settle(due, *channel, *subscription, send(due, *channel, *subscription));
  crash_point("telling:after-sent-mark");
}

bool Sender::is_held_back(const DueRecipient& due, const Channel& channel,
                          const Subscription& subscription) {
  // A dead server is knocked at once in a pass, not once for every recipient.
  if (shut_.contains(way_of(due, channel))) return true;
  // Messages, and parts of one, arrive in their order or later.
  if (held_.contains({subscription.name, due.recipient})) return true;
  // What was composed in quiet hours was urgent, or asked for.
  if (subscription.quiet.until(work_.now()) && !subscription.quiet.until(due.message.created_at))
    return true;
  return !has_time_for(subscription.name);
}

bool Sender::has_time_for(const std::string& subscription) {
  const std::chrono::steady_clock::duration all = work_.options.send_for;
  if (spent_ < all && spent_on_[subscription] < all / 2) return true;
  if (out_of_time_.insert(subscription).second) {
    work_.report.problems.push_back("subscription '" + subscription +
                                    "': sending took too long, the rest waits for the next pass");
  }
  return false;
}

SendOutcome Sender::send(const DueRecipient& due, const Channel& channel,
                         const Subscription& subscription) {
  Message message = due.message;
  message.bytes = outbox_.bytes_of(due);
  crash_point("telling:before-sending-mark");
  mark(due, SendState::sending, due.attempts + 1, std::nullopt, "");
  crash_point("telling:before-send");
  const auto begin = std::chrono::steady_clock::now();
  SendOutcome outcome = channel.send(message, due.recipient, subscription, work_.context);
  const auto took = std::chrono::steady_clock::now() - begin;
  spent_ += took;
  spent_on_[subscription.name] += took;
  crash_point("telling:after-send");
  return outcome;
}

void Sender::settle(const DueRecipient& due, const Channel& channel,
                    const Subscription& subscription, const SendOutcome& outcome) {
  switch (outcome.kind) {
    case SendOutcome::Kind::accepted:
      mark(due, SendState::sent, due.attempts + 1, std::nullopt, "");
      ++work_.report.sent;
      return;
    case SendOutcome::Kind::refused:
      if (outcome.recipient_gone) return pause(due, subscription, outcome.why);
      return give_up(due, due.attempts + 1, outcome.why);
    case SendOutcome::Kind::unknown:
      return wait(due, channel, SendState::uncertain, outcome);
    case SendOutcome::Kind::try_later:
      // What was uncertain before stays so: this attempt says nothing of that one.
      return wait(due, channel, due.state, outcome);
  }
}

void Sender::wait(const DueRecipient& due, const Channel& channel, SendState state,
                  const SendOutcome& outcome) {
  // Who took a message and did not answer is not to be given the next.
  if (outcome.nobody_reachable || outcome.kind == SendOutcome::Kind::unknown)
    shut_.insert(way_of(due, channel));
  held_.emplace(due.message.subscription, due.recipient);
  const int attempts = due.attempts + 1;
  const bool old = work_.now() - due.message.created_at >= give_up_after;
  if (old && attempts >= least_attempts) {
    return give_up(due, attempts,
                   outcome.why + " (given up after " + std::to_string(attempts) + " attempts)");
  }
  // A server that nobody can reach costs one connection in a pass, and is asked in each.
  const seconds pause = outcome.nobody_reachable ? seconds{0} : pause_after(attempts);
  const auto next = work_.now() + std::max(pause, outcome.retry_after.value_or(seconds{0}));
  mark(due, state, attempts, next, outcome.why);
  complain(due, outcome.why);
}

void Sender::give_up(const DueRecipient& due, int attempts, const std::string& why) {
  Transaction transaction(work_.database);
  outbox_.mark(due.id, SendState::failed, attempts, std::nullopt, why);
  health_.gave_up(due.message.subscription, due.recipient + ": " + why);
  transaction.commit();
  ++work_.report.failed;
  complain(due, "failed: " + why);
}

void Sender::pause(const DueRecipient& due, const Subscription& subscription,
                   const std::string& why) {
  Transaction transaction(work_.database);
  outbox_.mark(due.id, SendState::failed, due.attempts + 1, std::nullopt, why);
  PausedRecipients(work_.database)
      .pause({subscription.name, due.recipient, PauseCause::refused, work_.now(), why});
  outbox_.drop_paused();
  health_.paused(subscription, due.recipient, why);
  transaction.commit();
  held_.emplace(subscription.name, due.recipient);
  ++work_.report.failed;
  complain(due, "refused for good, and paused until 'regwatch alerts resume': " + why);
}

void Sender::mark(const DueRecipient& due, SendState state, int attempts,
                  std::optional<Instant> next, const std::string& error) {
  Transaction transaction(work_.database);
  outbox_.mark(due.id, state, attempts, next, error);
  transaction.commit();
}

void Sender::complain(const DueRecipient& due, const std::string& what) {
  work_.report.problems.push_back(due.message.channel + " to " + due.recipient + " ('" +
                                  due.message.subscription + "'): " + what);
}

const Subscription* Sender::subscription_named(const std::string& name) const {
  const auto& all = work_.subscriptions;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace regwatch
