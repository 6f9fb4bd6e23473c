#include "alerts/composing.h"

#include "alerts/mime.h"
#include "alerts/threads.h"
#include "base/crash_point.h"
#include "base/sha256.h"
#include "storage/notices.h"
#include "storage/recipients.h"

namespace regwatch {
namespace {

using std::chrono::seconds;

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

}  // namespace

/// Whether the subscription is to be told now, and the begin of the window it is told of.
bool Composer::is_due(const Subscription& subscription, std::optional<Instant>& since) {
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

void Composer::compose(const Subscription& subscription) {
  const Channel* channel = find_channel(subscription.channel);
  if (!channel) return problem(subscription, "there is no channel '" + subscription.channel + "'");
  Digest digest;
  digest.title = subscription.name;
  digest.now = options_.now;
  digest.order = subscription.order;
  if (!is_due(subscription, digest.since)) return;
  std::vector<Owed> owed = outbox_.owed(subscription.name);
  if (owed.empty() && !digest.since) return;
  // Checked last, so that a subscription with nothing to say is not complained of.
  const std::string wrong = channel->check(subscription, context_);
  if (!wrong.empty()) return problem(subscription, wrong);
  if (options_.sources_checked) {
    digest.sources = options_.sources_checked(digest.since.value_or(options_.now));
  }
  if (digest.since || !channel->threads) return tell(subscription, *channel, digest, owed);
  for (std::vector<Owed>& part : part_by_notice(std::move(owed)))
    tell(subscription, *channel, digest, part);
}

void Composer::tell(const Subscription& subscription, const Channel& channel, Digest digest,
                    std::vector<Owed>& all_owed) {
  std::vector<long long> deliveries;
  for (Owed& owed : all_owed) {
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
  freeze(subscription, channel, digest, deliveries);
}

std::vector<Attachment> Composer::attachments_of(const std::string& notice) {
  auto version = Notices(database_).newest_version(notice);
  return version ? std::move(version->article.attachments) : std::vector<Attachment>();
}

void Composer::freeze(const Subscription& subscription, const Channel& channel,
                      const Digest& digest, const std::vector<long long>& deliveries) {
  Message message;
  message.subscription = subscription.name;
  message.channel = subscription.channel;
  message.created_at = options_.now;
  message.covers_until = options_.now;
  message.digest = digest.since.has_value();
  message.subject = digest_subject(digest);
  message.message_id = message_id_of(message, deliveries, context_);
  if (!digest.since && channel.threads) join_thread(database_, digest, message);
  const auto parts = channel.compose(digest, subscription, message, context_);
  crash_point("telling:before-freeze");
  freeze_parts(message, parts, channel, channel.recipients(subscription), deliveries);
  crash_point("telling:after-freeze");
  ++report_.messages;
}

void Composer::freeze_parts(const Message& whole, const std::vector<std::string>& parts,
                            const Channel& channel, const std::vector<std::string>& recipients,
                            const std::vector<long long>& deliveries) {
  Transaction transaction(database_);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Message part = whole;
    part.message_id = part_id(whole.message_id, i);
    part.bytes = parts[i];
    // The first part stands for the message where it is asked who was told.
    part.id = outbox_.freeze(part, recipients, i == 0 ? deliveries : std::vector<long long>());
    if (channel.personalise && context_.mail && context_.mail->unsubscribe)
      personalise(part, channel, recipients);
  }
  transaction.commit();
}

void Composer::personalise(const Message& message, const Channel& channel,
                           const std::vector<std::string>& recipients) {
  UnsubscribeTokens tokens(database_);
  for (const std::string& recipient : recipients) {
    const std::string token = tokens.token_of(message.subscription, recipient);
    outbox_.personalise(message.id, recipient,
                        channel.personalise(message, recipient, token, context_));
  }
}

void Composer::problem(const Subscription& subscription, const std::string& what) {
  report_.problems.push_back("subscription '" + subscription.name + "': " + what);
}

}  // namespace regwatch
