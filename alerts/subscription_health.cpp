#include "alerts/subscription_health.h"

#include <algorithm>

#include "alerts/wall_clock.h"
#include "base/crash_point.h"
#include "storage/health_events.h"

namespace regwatch {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::string counted_of(long long count, const char* unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

// `5 hours`, `3 days`; rounded down.
std::string in_words(seconds span) {
  if (span < hours{2}) return counted_of(duration_cast<minutes>(span).count(), "minute");
  if (span < hours{48}) return counted_of(duration_cast<hours>(span).count(), "hour");
  return counted_of(duration_cast<hours>(span).count() / 24, "day");
}

std::string reason_of(const std::vector<const WaitingCopy*>& copies, const std::string& zone) {
  const WaitingCopy& oldest = *copies.front();
  std::string out = counted_of(static_cast<long long>(copies.size()), "message") +
                    (copies.size() == 1 ? " waits" : " wait") + " since " +
                    format_wall_time(zone, oldest.created_at);
  if (!oldest.error.empty()) out += "; " + oldest.recipient + ": " + oldest.error;
  return out;
}

}  // namespace

HealthEvent SubscriptionHealth::tell(const std::string& subscription, std::string_view verdict,
                                     std::string reason, std::optional<Instant> since,
                                     bool itself) {
  HealthEvent event;
  event.subscription = subscription;
  event.blind = verdict != "sent";
  event.at = work_.now();
  event.verdict = verdict;
  event.reason = std::move(reason);
  event.since = since;
  event.id = HealthEvents(work_.database).put(event);
  owe_health(work_.database, work_.subscriptions, event.id, event.at, itself ? "" : subscription);
  told_ = true;
  return event;
}

void SubscriptionHealth::gave_up(const std::string& subscription, const std::string& why) {
  const auto standing = HealthEvents(work_.database).standing_of(subscription);
  if (standing && standing->verdict == "failed") return;
  tell(subscription, "failed", why, standing ? standing->since : std::nullopt);
}

void SubscriptionHealth::paused(const Subscription& subscription, const std::string& recipient,
                                const std::string& why) {
  const Channel* channel = find_channel(subscription.channel);
  const bool anybody_left = channel && !work_.active_recipients(*channel, subscription).empty();
  tell(subscription.name, "paused", recipient + ": " + why, std::nullopt, anybody_left);
}

HealthEvent SubscriptionHealth::late(const Subscription& subscription, Instant was_due) {
  return tell(subscription.name, "late",
              "it was due " + format_wall_time(subscription.when.zone, was_due) + " and comes " +
                  in_words(work_.now() - was_due) + " later",
              was_due);
}

void SubscriptionHealth::judge(
    const std::vector<std::pair<std::string, std::string>>& not_composed) {
  Transaction transaction(work_.database);
  const auto waiting = Outbox(work_.database).waiting();
  for (const Subscription& subscription : work_.subscriptions) {
    // Nobody expects to hear from it now.
    if (!work_.serves(subscription) || subscription.quiet.until(work_.now())) continue;
    const auto why = std::find_if(not_composed.begin(), not_composed.end(), [&](const auto& each) {
      return each.first == subscription.name;
    });
    judge_one(subscription, why == not_composed.end() ? "" : why->second, waiting);
  }
  crash_point("telling:before-health");
  transaction.commit();
  crash_point("telling:after-health");
}

void SubscriptionHealth::judge_one(const Subscription& subscription,
                                   const std::string& not_composed,
                                   const std::vector<WaitingCopy>& waiting) {
  const auto standing = HealthEvents(work_.database).standing_of(subscription.name);
  if (!not_composed.empty()) {
    if (!standing) tell(subscription.name, "not_composed", not_composed, std::nullopt);
    return;
  }
  std::vector<const WaitingCopy*> mine, overdue;
  for (const WaitingCopy& copy : waiting) {
    if (copy.subscription != subscription.name) continue;
    mine.push_back(&copy);
    if (work_.now() - copy.created_at >= work_.options.overdue) overdue.push_back(&copy);
  }
  work_.report.unsent += static_cast<int>(mine.size());
  if (!overdue.empty()) {
    if (!standing)
      tell(subscription.name, "unsent", reason_of(overdue, subscription.when.zone),
           overdue.front()->created_at);
    return;
  }
  if (standing && mine.empty() && went_out(subscription, *standing))
    tell(subscription.name, "sent", "", standing->since ? standing->since : standing->at);
}

// A message that was given up, or was never composed, is not made good by an older one.
bool SubscriptionHealth::went_out(const Subscription& subscription,
                                  const HealthEvent& standing) const {
  const auto newest = Outbox(work_.database).newest_message(subscription.name);
  if (!newest || !newest->sent_to_all) return false;
  return standing.verdict == "unsent" || newest->created_at > standing.at;
}

}  // namespace regwatch
