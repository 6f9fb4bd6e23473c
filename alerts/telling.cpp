#include "alerts/telling.h"

#include <algorithm>
#include <set>

#include "alerts/mime.h"
#include "base/crash_point.h"
#include "base/sha256.h"
#include "base/text.h"
#include "storage/lineage.h"
#include "storage/notices.h"
#include "storage/outbox.h"

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

std::string host_of(const ChannelContext& context) {
  const auto from =
      context.mail ? parse_mail_address(context.mail->from) : Result<MailAddress>(Error{});
  return from ? from->host() : "regwatch.invalid";
}

// The same deliveries at the same instant give the same id, whichever process composes them.
std::string message_id_of(const Message& message, const std::vector<long long>& deliveries,
                          const ChannelContext& context) {
  std::string what =
      message.subscription + "\n" + message.channel + "\n" + format_instant(message.covers_until);
  for (const long long delivery : deliveries) what += "\n" + std::to_string(delivery);
  return "<" + sha256_hex(what).substr(0, 32) + ".regwatch@" + host_of(context) + ">";
}

/// `<1f….regwatch@host>` to `<1f….2.regwatch@host>`; the first part has the message's own.
std::string part_id(const std::string& message_id, std::size_t part) {
  if (part == 0) return message_id;
  const auto dot = message_id.find(".regwatch@");
  return message_id.substr(0, dot) + "." + std::to_string(part + 1) + message_id.substr(dot);
}

/// One pass of telling. No transaction is open while a channel sends.
class Teller {
 public:
  Teller(Database& database, const std::vector<Subscription>& subscriptions,
         const ChannelContext& context, const TellingOptions& options)
      : database_(database),
        subscriptions_(subscriptions),
        context_(context),
        options_(options),
        outbox_(database) {}

  TellingReport run() {
    recover();
    for (const Subscription& subscription : subscriptions_) {
      if (serves(subscription.channel)) compose(subscription);
    }
    for (const DueRecipient& due : outbox_.due(options_.now)) {
      if (serves(due.message.channel)) deliver(due);
    }
    const Outbox::Standing standing = outbox_.standing();
    report_.waiting = standing.pending;
    report_.uncertain = standing.uncertain;
    return std::move(report_);
  }

 private:
  bool serves(const std::string& channel) const {
    const auto& only = options_.only_channels;
    return only.empty() || std::find(only.begin(), only.end(), channel) != only.end();
  }

  void recover() {
    Transaction transaction(database_);
    outbox_.recover();
    transaction.commit();
  }

  // ── composing ───────────────────────────────────────────────────────────────────────────────

  /// Whether the subscription is to be told now, and the begin of the window it is told of.
  bool is_due(const Subscription& subscription, std::optional<Instant>& since) {
    if (subscription.when.rhythm == Schedule::Rhythm::at_once) return true;
    const Instant moment = subscription.when.last_occurrence(options_.now);
    since = outbox_.last_digest(subscription.name);
    if (options_.digests_now) {
      if (!since) since = moment;
      return true;
    }
    if (since) return moment > *since;
    since = subscription.when.last_occurrence(moment - seconds{1});
    return true;
  }

  void compose(const Subscription& subscription) {
    const Channel* channel = find_channel(subscription.channel);
    if (!channel)
      return problem(subscription, "there is no channel '" + subscription.channel + "'");
    Digest digest;
    digest.title = subscription.name;
    digest.now = options_.now;
    digest.order = subscription.order;
    if (!is_due(subscription, digest.since)) return;
    std::vector<long long> deliveries;
    take_owed(subscription, digest, deliveries);
    if (deliveries.empty() && !digest.since) return;
    // Checked last, so that a subscription with nothing to say is not complained of.
    const std::string wrong = channel->check(subscription, context_);
    if (!wrong.empty()) return problem(subscription, wrong);
    if (options_.sources_checked) {
      digest.sources = options_.sources_checked(digest.since.value_or(options_.now));
    }
    freeze(subscription, *channel, digest, deliveries);
  }

  void take_owed(const Subscription& subscription, Digest& digest,
                 std::vector<long long>& deliveries) {
    for (Owed& owed : outbox_.owed(subscription.name)) {
      deliveries.push_back(owed.delivery_id);
      if (auto* event = std::get_if<HealthEvent>(&owed.what)) {
        digest.health.push_back(std::move(*event));
        continue;
      }
      if (!owed.notice) continue;
      auto attachments = attachments_of(owed.notice->id);
      auto elsewhere = elsewhere_of(database_, owed.notice->id);
      digest.items.push_back({std::move(*owed.notice), std::get<Change>(std::move(owed.what)),
                              std::move(attachments), std::move(elsewhere)});
    }
  }

  std::vector<Attachment> attachments_of(const std::string& notice) {
    auto version = Notices(database_).newest_version(notice);
    return version ? std::move(version->article.attachments) : std::vector<Attachment>();
  }

  void freeze(const Subscription& subscription, const Channel& channel, const Digest& digest,
              const std::vector<long long>& deliveries) {
    Message message;
    message.subscription = subscription.name;
    message.channel = subscription.channel;
    message.created_at = options_.now;
    message.covers_until = options_.now;
    message.digest = digest.since.has_value();
    message.subject = digest_subject(digest);
    message.message_id = message_id_of(message, deliveries, context_);
    const auto parts = channel.compose(digest, subscription, message, context_);
    crash_point("telling:before-freeze");
    freeze_parts(message, parts, channel.recipients(subscription), deliveries);
    crash_point("telling:after-freeze");
    ++report_.messages;
  }

  void freeze_parts(const Message& whole, const std::vector<std::string>& parts,
                    const std::vector<std::string>& recipients,
                    const std::vector<long long>& deliveries) {
    Transaction transaction(database_);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Message part = whole;
      part.message_id = part_id(whole.message_id, i);
      part.bytes = parts[i];
      // The first part stands for the message where it is asked who was told.
      outbox_.freeze(part, recipients, i == 0 ? deliveries : std::vector<long long>());
    }
    transaction.commit();
  }

  void problem(const Subscription& subscription, const std::string& what) {
    report_.problems.push_back("subscription '" + subscription.name + "': " + what);
  }

  // ── sending ─────────────────────────────────────────────────────────────────────────────────

  void deliver(const DueRecipient& due) {
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

  void settle(const DueRecipient& due, const SendOutcome& outcome) {
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

  void wait(const DueRecipient& due, SendState state, int attempts, const SendOutcome& outcome) {
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

  void give_up(const DueRecipient& due, int attempts, const std::string& why) {
    mark(due, SendState::failed, attempts, std::nullopt, why);
    ++report_.failed;
    complain(due, "failed: " + why);
  }

  void mark(const DueRecipient& due, SendState state, int attempts, std::optional<Instant> next,
            const std::string& error) {
    Transaction transaction(database_);
    outbox_.mark(due.id, state, attempts, next, error);
    transaction.commit();
  }

  void complain(const DueRecipient& due, const std::string& what) {
    report_.problems.push_back(due.message.channel + " to " + due.recipient + " ('" +
                               due.message.subscription + "'): " + what);
  }

  const Subscription* subscription_named(const std::string& name) const {
    const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                    [&](const auto& each) { return each.name == name; });
    return found == subscriptions_.end() ? nullptr : &*found;
  }

  /// Why nobody may be sent this any more: the operator took the subscription or the recipient out.
  static std::string why_stale(const DueRecipient& due, const Channel* channel,
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

  Database& database_;
  const std::vector<Subscription>& subscriptions_;
  const ChannelContext& context_;
  const TellingOptions& options_;
  Outbox outbox_;
  std::set<std::string> shut_;
  std::set<std::pair<std::string, std::string>>
      held_;  // Subscription, recipient: not in this pass.
  TellingReport report_;
};

}  // namespace

std::vector<DigestItem::Elsewhere> elsewhere_of(Database& database, const std::string& notice) {
  Notices notices(database);
  std::vector<DigestItem::Elsewhere> out;
  for (const auto& id : Lineages(database).others_of_cluster(notice)) {
    if (const auto other = notices.find(id)) out.push_back({other->authority, other->url});
  }
  return out;
}

void owe_change(Database& database, const std::vector<Subscription>& subscriptions,
                const ChangeToOwe& change) {
  Outbox outbox(database);
  for (const Subscription& subscription : subscriptions) {
    if (change.is_reminder && !subscription.reminders) continue;
    if (!matches(subscription, change.notice, change.text)) continue;
    if (outbox.knows_of_another(subscription.name, change.change_id, change.same_elsewhere))
      continue;
    outbox.owe_change(subscription.name, change.change_id, change.at);
  }
}

void owe_health(Database& database, const std::vector<Subscription>& subscriptions,
                long long health_event_id, Instant at) {
  Outbox outbox(database);
  for (const Subscription& subscription : subscriptions) {
    if (subscription.health) outbox.owe_health(subscription.name, health_event_id, at);
  }
}

TellingReport tell(Database& database, const std::vector<Subscription>& subscriptions,
                   const ChannelContext& context, const TellingOptions& options) {
  return Teller(database, subscriptions, context, options).run();
}

}  // namespace regwatch
