#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerts/telling.h"
#include "app/commands.h"
#include "app/exit_status.h"
#include "app/terminal.h"
#include "base/text.h"
#include "render/clean.h"
#include "render/outline.h"
#include "render/subscription_standing.h"
#include "storage/outbox.h"
#include "storage/recipients.h"

namespace regwatch {
namespace {

// Of a sample, which is sent once.
std::string words_for(const SendOutcome& outcome) {
  switch (outcome.kind) {
    case SendOutcome::Kind::accepted:
      return outcome.why.empty() ? "accepted" : outcome.why;
    case SendOutcome::Kind::try_later:
      return "not sent: " + outcome.why;
    case SendOutcome::Kind::refused:
      return "refused for good: " + outcome.why;
    case SendOutcome::Kind::unknown:
      return "may have arrived: " + outcome.why;
  }
  return outcome.why;
}

const Subscription& subscription_or_usage(Installation& installation, const std::string& name) {
  for (const Subscription& subscription : installation.config().subscriptions) {
    if (subscription.name == name) return subscription;
  }
  throw CommandError(exit_usage,
                     "no subscription is called '" + name + "'; see 'regwatch alerts list'");
}

// As the channel names it, however its letters were written.
std::string recipient_or_usage(const Subscription& subscription, const std::string& wanted) {
  const Channel* channel = find_channel(subscription.channel);
  const auto all = channel ? channel->recipients(subscription) : std::vector<std::string>();
  for (const std::string& recipient : all) {
    if (iequals(recipient, wanted)) return recipient;
  }
  throw CommandError(exit_usage, "'" + subscription.name + "' has no recipient '" + wanted +
                                     "', but " + join(all, ", "));
}

bool is_named(const AlertsCommand& command, const Subscription& subscription) {
  return command.name.empty() || subscription.name == command.name;
}

/// Reads how subscriptions stand.
class Standing {
 public:
  Standing(Database& database, const ChannelContext& channels, Instant now)
      : outbox_(database), paused_(database), channels_(channels), now_(now) {
    for (RecipientReport& report : outbox_.recipients(now - std::chrono::days{31}))
      newest_.try_emplace({report.subscription, report.recipient}, std::move(report));
    for (WaitingCopy& copy : outbox_.waiting())
      waiting_[{copy.subscription, copy.recipient}].push_back(std::move(copy));
  }

  SubscriptionStanding of(const Subscription& subscription) {
    SubscriptionStanding out;
    out.name = subscription.name;
    out.channel = subscription.channel;
    out.when = subscription.when.str();
    if (subscription.when.rhythm != Schedule::Rhythm::at_once)
      out.next_digest = next_loud_occurrence(subscription, now_);
    out.quiet_until = subscription.quiet.until(now_);
    out.owed = outbox_.owed_ids(subscription.name).size();
    const Channel* channel = find_channel(subscription.channel);
    out.problem = channel->check(subscription, channels_);
    for (const auto& name : channel->recipients(subscription))
      out.recipients.push_back(recipient(subscription.name, name));
    return out;
  }

 private:
  RecipientStanding recipient(const std::string& subscription, const std::string& name) {
    RecipientStanding out;
    out.recipient = name;
    const auto newest = newest_.find({subscription, name});
    const auto waiting = waiting_.find({subscription, name});
    if (const auto paused = paused_.find(subscription, name)) {
      out.state = "paused";
      out.since = paused->at;
      out.cause = name_of(paused->cause);
      out.why = paused->why;
    } else if (waiting != waiting_.end()) {
      const WaitingCopy& oldest = waiting->second.front();
      out.state = "waiting";
      out.since = oldest.created_at;
      out.waiting = waiting->second.size();
      if (oldest.next_attempt > now_) out.next_attempt = oldest.next_attempt;
      out.why = oldest.error;
    } else if (newest != newest_.end()) {
      const bool failed = newest->second.state == SendState::failed;
      out.state = failed ? "failed" : "ok";
      out.since = newest->second.created_at;
      if (failed) out.why = newest->second.error;
    }
    return out;
  }

  using Key = std::pair<std::string, std::string>;  // Subscription and recipient.
  Outbox outbox_;
  PausedRecipients paused_;
  const ChannelContext& channels_;
  Instant now_;
  std::map<Key, RecipientReport> newest_;
  std::map<Key, std::vector<WaitingCopy>> waiting_;
};

}  // namespace

int command_alerts_list(Installation& installation, const AlertsCommand& command) {
  if (!command.name.empty()) subscription_or_usage(installation, command.name);
  const ChannelContext channels = installation.channels();
  Standing standing(installation.database(Database::Mode::read_only), channels, installation.now());
  for (const Subscription& subscription : installation.config().subscriptions) {
    if (!is_named(command, subscription) || !is_sent(subscription)) continue;
    const SubscriptionStanding one = standing.of(subscription);
    std::cout << (command.json ? subscription_json(one) + "\n"
                               : subscription_lines(one, style_of_output()));
  }
  return exit_ok;
}

int command_alerts_pause(Installation& installation, const AlertsCommand& command) {
  const Subscription& subscription = subscription_or_usage(installation, command.name);
  const std::string recipient = recipient_or_usage(subscription, command.recipient);
  Database& database = installation.database(Database::Mode::existing);
  Transaction transaction(database);
  const bool paused = PausedRecipients(database).pause(
      {subscription.name, recipient, PauseCause::by_operator, installation.now(), command.why});
  const int dropped = Outbox(database).drop_paused();
  transaction.commit();
  if (!paused) {
    std::cout << recipient << " was paused before; that stands\n";
    return exit_ok;
  }
  std::cout << recipient << " is sent nothing more of '" << subscription.name << "'";
  if (dropped > 0) std::cout << "; " << dropped << " that waited will not be sent";
  std::cout << '\n';
  return exit_ok;
}

int command_alerts_resume(Installation& installation, const AlertsCommand& command) {
  const Subscription& subscription = subscription_or_usage(installation, command.name);
  Database& database = installation.database(Database::Mode::existing);
  PausedRecipients paused(database);
  int resumed = 0;
  Transaction transaction(database);
  // One that left the configuration may be forgotten too.
  for (const PausedRecipient& each : paused.all()) {
    const bool meant = each.subscription == subscription.name &&
                       (command.recipient.empty() || iequals(each.recipient, command.recipient));
    if (!meant || !paused.resume(each.subscription, each.recipient)) continue;
    ++resumed;
    std::cout << each.recipient << " is sent '" << subscription.name << "' again (it was paused, "
              << name_of(each.cause) << ": " << clean_line(each.why, 200) << ")\n";
  }
  transaction.commit();
  if (resumed > 0) return exit_ok;
  std::cerr << "regwatch: nobody of '" << subscription.name << "' is paused"
            << (command.recipient.empty() ? "" : " by that name") << '\n';
  return exit_usage;
}

int command_alerts_retry(Installation& installation, const AlertsCommand& command) {
  const Subscription& subscription = subscription_or_usage(installation, command.name);
  const Instant since = parse_since(command.since, installation.now());
  Database& database = installation.database(Database::Mode::existing);
  Transaction transaction(database);
  const int again = Outbox(database).retry(subscription.name, since);
  transaction.commit();
  std::cout << again << " given up since " << format_china_time(since)
            << (again > 0 ? "; the next pass tries again\n" : "\n");
  return exit_ok;
}

int command_alerts_test(Installation& installation, const AlertsCommand& command) {
  if (!command.name.empty()) subscription_or_usage(installation, command.name);
  const ChannelContext channels = installation.channels();
  bool well = true;
  for (const Subscription& subscription : installation.config().subscriptions) {
    if (!is_named(command, subscription)) continue;
    const auto outcomes = send_sample(subscription, channels, installation.now());
    if (outcomes.empty())
      std::cout << subscription.name << " (" << subscription.channel
                << "): nothing is sent; its readers fetch it\n";
    for (const auto& [recipient, outcome] : outcomes) {
      well = well && outcome.kind == SendOutcome::Kind::accepted;
      std::cout << subscription.name << " (" << subscription.channel << " to " << recipient
                << "): " << words_for(outcome) << '\n';
    }
  }
  return well ? exit_ok : exit_not_well;
}

}  // namespace regwatch
