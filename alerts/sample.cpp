#include "alerts/telling.h"
#include "base/sha256.h"

namespace regwatch {
namespace {

// Who unsubscribes by a sample is answered as anybody, and stays subscribed.
const std::string token_of_nobody(40, '0');

Digest sample_digest(const Subscription& subscription, Instant now) {
  Notice notice;
  notice.id = "sample0";
  notice.title = "【样例 sample】关于《示例管理办法（征求意见稿）》公开征求意见的通知";
  notice.url = "https://www.example.com/sample.html";
  notice.authority = "EXAMPLE";
  notice.published = china_date(now);
  notice.first_seen = notice.last_seen = now;
  notice.classification.kind = Kind::draft;
  notice.classification.topics["sample"] = {"sample"};
  notice.facts.comment_deadline = add_days(china_date(now), 30);
  Change change;
  change.notice_id = notice.id;
  change.at = now;
  Digest digest;
  digest.title = subscription.name + " (sample)";
  digest.now = now;
  digest.items.push_back({std::move(notice), std::move(change), {}});
  return digest;
}

}  // namespace

std::vector<SampleOutcome> send_sample(const Subscription& subscription,
                                       const ChannelContext& context, Instant now) {
  const Channel* channel = find_channel(subscription.channel);
  const std::string wrong = channel ? channel->check(subscription, context)
                                    : "there is no channel '" + subscription.channel + "'";
  if (!wrong.empty()) return {{"", {SendOutcome::Kind::refused, wrong, false}}};
  if (!channel->sends) {
    const std::string why = "nothing is sent here; who reads it fetches it";
    return {{subscription.feed.value_or(""), {SendOutcome::Kind::accepted, why}}};
  }
  const Digest digest = sample_digest(subscription, now);
  Message message;
  message.subscription = subscription.name;
  message.channel = subscription.channel;
  message.subject = digest_subject(digest);
  message.created_at = now;
  // Sent past the outbox, so that two samples of one second may differ in nothing.
  const std::string what = subscription.name + format_instant(now) + format_instant(system_now());
  message.message_id = "<" + sha256_hex(what).substr(0, 32) + ".sample@regwatch.invalid>";
  // A sample is one item, and so one part.
  auto parts = channel->compose(digest, subscription, message, context);
  if (parts.empty()) return {};  // A feed is fetched by its readers.
  message.bytes = std::move(parts.front());
  std::vector<SampleOutcome> outcomes;
  for (const auto& recipient : channel->recipients(subscription)) {
    Message copy = message;
    if (channel->personalise) {
      copy.bytes = with_insertions(
          message.bytes, channel->personalise(message, recipient, token_of_nobody, context));
    }
    outcomes.push_back({recipient, channel->send(copy, recipient, subscription, context)});
  }
  return outcomes;
}

}  // namespace regwatch
