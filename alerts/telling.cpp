#include "alerts/telling.h"

#include <algorithm>

#include "alerts/composing.h"
#include "alerts/sending.h"
#include "storage/lineage.h"
#include "storage/notices.h"
#include "storage/outbox.h"
#include "storage/recipients.h"

namespace regwatch {
namespace {

void recover(Database& database) {
  Transaction transaction(database);
  Outbox outbox(database);
  outbox.recover();
  outbox.drop_paused();
  transaction.commit();
}

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
    if (!is_sent(subscription) || (change.is_reminder && !subscription.reminders)) continue;
    if (!matches(subscription, change.notice, change.text)) continue;
    if (outbox.knows_of_another(subscription.name, change.change_id, change.same_elsewhere))
      continue;
    outbox.owe_change(subscription.name, change.change_id, change.at);
  }
}

void owe_health(Database& database, const std::vector<Subscription>& subscriptions,
                long long health_event_id, Instant at, std::string_view but_not) {
  Outbox outbox(database);
  for (const Subscription& subscription : subscriptions) {
    if (subscription.health && is_sent(subscription) && subscription.name != but_not)
      outbox.owe_health(subscription.name, health_event_id, at);
  }
}

bool TellingWork::serves(const std::string& channel) const {
  const auto& only = options.only_channels;
  return only.empty() || std::find(only.begin(), only.end(), channel) != only.end();
}

bool TellingWork::serves(const Subscription& subscription) const {
  return serves(subscription.channel) && is_sent(subscription);
}

std::vector<std::string> TellingWork::active_recipients(const Channel& channel,
                                                        const Subscription& subscription) const {
  PausedRecipients paused(database);
  auto recipients = channel.recipients(subscription);
  std::erase_if(recipients, [&](const std::string& recipient) {
    return paused.find(subscription.name, recipient).has_value();
  });
  return recipients;
}

TellingReport tell(Database& database, const std::vector<Subscription>& subscriptions,
                   const ChannelContext& context, const TellingOptions& options) {
  TellingReport report;
  const TellingWork work{database, subscriptions, context, options, report};
  recover(database);
  SubscriptionHealth health(work);
  Composer composer(work, health);
  Sender sender(work, health);
  for (const Subscription& subscription : subscriptions) {
    if (work.serves(subscription)) composer.compose(subscription);
  }
  sender.send_due();
  health.judge(composer.not_composed());
  if (health.told_anything()) {
    // What the pass found out of itself is told by it too.
    for (const Subscription& subscription : subscriptions) {
      if (work.serves(subscription)) composer.compose_again(subscription);
    }
    sender.send_due();
  }
  const Outbox::Standing standing = Outbox(database).standing();
  report.waiting = standing.pending;
  report.uncertain = standing.uncertain;
  return report;
}

}  // namespace regwatch
