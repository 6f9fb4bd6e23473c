#include "alerts/composing.h"

#include <algorithm>

#include "alerts/mime.h"
#include "alerts/threads.h"
#include "base/crash_point.h"
#include "base/sha256.h"
#include "storage/notices.h"
#include "storage/recipients.h"

namespace regwatch {
namespace {

using std::chrono::seconds;

// More than this no person reads; of what else is owed the number is told.
constexpr std::size_t most_in_a_message = 1000;
// For programs it goes in several, and after so many in the next pass.
constexpr int most_messages_at_once = 20;

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

/// Whether it is one message, whatever it is on: what came in quiet hours is read together.
bool is_gathered(const Subscription& subscription, const Composer::Batch& batch) {
  return batch.too_many.count > 0 ||
         std::any_of(batch.owed.begin(), batch.owed.end(), [&](const Owed& owed) {
           return subscription.quiet.until(owed.at).has_value();
         });
}

bool is_at_once(const Subscription& subscription) {
  return subscription.when.rhythm == Schedule::Rhythm::at_once;
}

/// Whether its comments close before the quiet hours end, and have not yet.
bool would_be_over(const Owed& owed, Instant now, Instant quiet_until) {
  if (!owed.notice) return false;
  const auto deadline = owed.notice->facts.comment_deadline;
  return deadline && *deadline >= china_date(now) && *deadline < china_date(quiet_until);
}

}  // namespace

void Composer::compose(const Subscription& subscription) {
  const Channel* channel = find_channel(subscription.channel);
  if (!channel) {
    return could_not(subscription, "there is no channel '" + subscription.channel + "'");
  }
  const auto quiet_until = subscription.quiet.until(work_.now());
  const bool asked_for = work_.options.digests_now && !is_at_once(subscription);
  std::optional<Window> window;
  if (quiet_until && !asked_for) {
    if (!is_at_once(subscription) || !subscription.urgent) return;
  } else if (!is_at_once(subscription)) {
    window = window_of(subscription);
    if (!window) return;
  }
  const auto recipients = work_.active_recipients(*channel, subscription);
  for (int i = 0; i < most_messages_at_once; ++i) {
    Batch batch = quiet_until && !asked_for ? urgent_batch(subscription, *quiet_until)
                                            : next_batch(subscription, *channel);
    if (batch.owed.empty() && (!window || i > 0)) return;
    // Checked last, so that a subscription with nothing to say is not complained of.
    const std::string wrong = why_not(subscription, *channel, recipients);
    if (!wrong.empty()) return could_not(subscription, wrong);
    const bool is_last = batch.is_last;
    if (window || !channel->threads || is_gathered(subscription, batch)) {
      tell(subscription, *channel, recipients, window, std::move(batch));
    } else {
      for (std::vector<Owed>& part : part_by_notice(std::move(batch.owed)))
        tell(subscription, *channel, recipients, window, {std::move(part), {}, {}, true});
    }
    if (is_last) return;
    if (window) window->was_due.reset();  // Said once.
  }
}

void Composer::compose_again(const Subscription& subscription) {
  const auto complained =
      std::find_if(not_composed_.begin(), not_composed_.end(),
                   [&](const auto& each) { return each.first == subscription.name; });
  if (is_at_once(subscription) && complained == not_composed_.end()) compose(subscription);
}

/// Unset: no digest is due.
std::optional<Composer::Window> Composer::window_of(const Subscription& subscription) {
  const Instant moment = last_loud_occurrence(subscription, work_.now());
  const auto last = outbox_.last_digest(subscription.name);
  if (work_.options.digests_now) return Window{last.value_or(moment), std::nullopt};
  if (last && moment <= *last) return std::nullopt;
  if (last) return Window{*last, late_since(subscription, *last)};
  return Window{last_loud_occurrence(subscription, moment - seconds{1}), std::nullopt};
}

/// When the digest after the one of `last` was due, where that is long ago.
std::optional<Instant> Composer::late_since(const Subscription& subscription, Instant last) {
  if (work_.options.replaying) return std::nullopt;
  const Instant due = next_loud_occurrence(subscription, last);
  return work_.now() - due >= work_.options.overdue ? std::optional(due) : std::nullopt;
}

std::string Composer::why_not(const Subscription& subscription, const Channel& channel,
                              const std::vector<std::string>& recipients) {
  const std::string wrong = channel.check(subscription, work_.context);
  if (!wrong.empty()) return wrong;
  if (!recipients.empty() || channel.recipients(subscription).empty()) return "";
  return "all its recipients are paused; what it is owed waits until one is resumed ('regwatch "
         "alerts resume')";
}

Composer::Batch Composer::next_batch(const Subscription& subscription, const Channel& channel) {
  Batch batch;
  const auto order = channel.for_programs ? OwedOrder::oldest_first : OwedOrder::newest_first;
  batch.owed = outbox_.owed(subscription.name, most_in_a_message, order);
  const bool is_full = batch.owed.size() == most_in_a_message;
  batch.is_last = !is_full || !channel.for_programs;
  if (!is_full || channel.for_programs) return batch;
  // By time, so that those that are not among the newest come first.
  batch.by_number = outbox_.owed_ids(subscription.name);
  batch.by_number.resize(batch.by_number.size() - batch.owed.size());
  batch.too_many.count = batch.by_number.size();
  if (batch.too_many.count > 0) batch.too_many.from = outbox_.owed(subscription.name, 1).front().at;
  return batch;
}

Composer::Batch Composer::urgent_batch(const Subscription& subscription, Instant quiet_until) {
  Batch batch;
  batch.owed = outbox_.owed(subscription.name, most_in_a_message, OwedOrder::newest_first);
  std::erase_if(batch.owed,
                [&](const Owed& owed) { return !would_be_over(owed, work_.now(), quiet_until); });
  return batch;
}

void Composer::tell(const Subscription& subscription, const Channel& channel,
                    const std::vector<std::string>& recipients, const std::optional<Window>& window,
                    Batch batch) {
  std::vector<long long> deliveries = std::move(batch.by_number);
  for (const Owed& owed : batch.owed) deliveries.push_back(owed.delivery_id);
  Digest digest;
  digest.title = subscription.name;
  digest.now = work_.now();
  digest.order = subscription.order;
  digest.too_many = batch.too_many;
  if (window) digest.since = window->since;
  fill(digest, std::move(batch.owed));
  if (work_.options.sources_checked)
    digest.sources = work_.options.sources_checked(digest.since.value_or(work_.now()));
  Message message;
  message.subscription = subscription.name;
  message.channel = subscription.channel;
  message.created_at = work_.now();
  message.covers_until = work_.now();
  message.digest = window.has_value();
  Transaction transaction(work_.database);
  if (window && window->was_due) {
    digest.health.push_back(health_.late(subscription, *window->was_due));
    work_.report.notes.push_back("subscription '" + subscription.name +
                                 "': its digest is late: " + digest.health.back().reason);
  }
  message.subject = digest_subject(digest);
  message.message_id = message_id_of(message, deliveries, work_.context);
  if (!window && channel.threads) join_thread(work_.database, digest, message);
  crash_point("telling:before-freeze");
  freeze(message, digest, subscription, channel, recipients, deliveries);
  transaction.commit();
  crash_point("telling:after-freeze");
  ++work_.report.messages;
}

void Composer::fill(Digest& digest, std::vector<Owed> all) {
  for (Owed& owed : all) {
    if (auto* event = std::get_if<HealthEvent>(&owed.what)) {
      digest.health.push_back(std::move(*event));
      continue;
    }
    if (!owed.notice) continue;
    auto attachments = attachments_of(owed.notice->id);
    auto elsewhere = elsewhere_of(work_.database, owed.notice->id);
    digest.items.push_back({std::move(*owed.notice), std::get<Change>(std::move(owed.what)),
                            std::move(attachments), std::move(elsewhere)});
  }
}

std::vector<Attachment> Composer::attachments_of(const std::string& notice) {
  auto version = Notices(work_.database).newest_version(notice);
  return version ? std::move(version->article.attachments) : std::vector<Attachment>();
}

void Composer::freeze(const Message& whole, const Digest& digest, const Subscription& subscription,
                      const Channel& channel, const std::vector<std::string>& recipients,
                      const std::vector<long long>& deliveries) {
  const auto parts = channel.compose(digest, subscription, whole, work_.context);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Message part = whole;
    part.message_id = part_id(whole.message_id, i);
    part.bytes = parts[i];
    // The first part stands for the message where it is asked who was told.
    part.id = outbox_.freeze(part, recipients, i == 0 ? deliveries : std::vector<long long>());
    if (channel.personalise && work_.context.mail && work_.context.mail->unsubscribe)
      personalise(part, channel, recipients);
  }
}

void Composer::personalise(const Message& message, const Channel& channel,
                           const std::vector<std::string>& recipients) {
  UnsubscribeTokens tokens(work_.database);
  for (const std::string& recipient : recipients) {
    const std::string token = tokens.token_of(message.subscription, recipient);
    outbox_.personalise(message.id, recipient,
                        channel.personalise(message, recipient, token, work_.context));
  }
}

void Composer::could_not(const Subscription& subscription, const std::string& why) {
  not_composed_.emplace_back(subscription.name, why);
  work_.report.problems.push_back("subscription '" + subscription.name + "': " + why);
}

}  // namespace regwatch
