#include "alerts/telling.h"

#include <algorithm>

#include "alerts/composing.h"
#include "alerts/sending.h"
#include "storage/lineage.h"
#include "storage/notices.h"
#include "storage/outbox.h"

namespace regwatch {
namespace {

bool serves(const TellingOptions& options, const std::string& channel) {
  const auto& only = options.only_channels;
  return only.empty() || std::find(only.begin(), only.end(), channel) != only.end();
}

void recover(Database& database) {
  Transaction transaction(database);
  Outbox(database).recover();
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
                long long health_event_id, Instant at) {
  Outbox outbox(database);
  for (const Subscription& subscription : subscriptions) {
    if (subscription.health && is_sent(subscription))
      outbox.owe_health(subscription.name, health_event_id, at);
  }
}

TellingReport tell(Database& database, const std::vector<Subscription>& subscriptions,
                   const ChannelContext& context, const TellingOptions& options) {
  TellingReport report;
  recover(database);
  Composer composer(database, context, options, report);
  for (const Subscription& subscription : subscriptions) {
    if (serves(options, subscription.channel) && is_sent(subscription))
      composer.compose(subscription);
  }
  Outbox outbox(database);
  Sender sender(database, subscriptions, context, options, report);
  for (const DueRecipient& due : outbox.due(options.now)) {
    if (serves(options, due.message.channel)) sender.deliver(due);
  }
  const Outbox::Standing standing = outbox.standing();
  report.waiting = standing.pending;
  report.uncertain = standing.uncertain;
  return report;
}

}  // namespace regwatch
