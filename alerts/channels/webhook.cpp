// A signed webhook by the Standard Webhooks specification 1.0.0 (standardwebhooks.com). One event
// is one POST, so that its type says what it holds and its webhook-id lets a receiver drop what
// comes twice. Every failure but 410 is tried again: as with other senders, a receiver that says
// 400 or 404 today is being repaired.

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "alerts/http_answer.h"
#include "alerts/webhook_signature.h"
#include "render/events.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;
using Type = ChannelKey::Type;

// Below 100 KB, which is what the body parsers of Express and others take unless told otherwise.
constexpr std::size_t most_body_bytes = 90'000;

constexpr ChannelKey keys[] = {
    {"url", Type::address, true},
    {"secret", Type::secret, true},
    {"old_secret", Type::secret},  // Signed with as well, until the receiver knows the new one.
    {"ca_file", Type::text},
};

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message&,
                                 const ChannelContext&) {
  return digest_events(digest, most_body_bytes);
}

Result<std::string> signatures_of(const Message& message, const Subscription& subscription,
                                  Instant timestamp) {
  std::string signatures;
  for (const char* name : {"secret", "old_secret"}) {
    if (!has_secret(subscription, name)) continue;
    const auto text = secret_option(subscription, name);
    if (!text) return text.error();
    const auto key = parse_webhook_secret(*text);
    if (!key) return Error{Fault::invalid, std::string(name) + ": " + key.error().message};
    if (!signatures.empty()) signatures += ' ';
    signatures += webhook_signature(*key, webhook_id(message.message_id), timestamp, message.bytes);
  }
  return signatures;
}

SendOutcome send(const Message& message, std::string_view, const Subscription& subscription,
                 const ChannelContext& context) {
  const auto url = secret_option(subscription, "url");
  if (!url) return {Kind::try_later, url.error().message};
  // Of this attempt, by the clock on the wall: receivers refuse what is minutes old.
  const Instant timestamp = system_now();
  const auto signatures = signatures_of(message, subscription, timestamp);
  if (!signatures) return {Kind::try_later, signatures.error().message};
  PostRequest request;
  request.url = *url;
  request.headers = {{"Content-Type", "application/json"},
                     {"webhook-id", webhook_id(message.message_id)},
                     {"webhook-timestamp", std::to_string(timestamp.time_since_epoch().count())},
                     {"webhook-signature", *signatures}};
  request.body = message.bytes;
  request.ca_file = text_option(subscription, "ca_file");
  const PostOutcome posted = post(request, context.post);
  if (!posted.answer) return outcome_without_answer(posted);
  const int status = posted.answer->status;
  if (status >= 200 && status < 300) return {};
  SendOutcome failure = outcome_of_failure(request, *posted.answer);
  if (status == 410) {
    failure.kind = Kind::refused;
    failure.recipient_gone = true;
  }
  return failure;
}

std::vector<std::string> recipients(const Subscription&) { return {"address"}; }

std::string check(const Subscription& subscription, const ChannelContext&) {
  return check_address(subscription, "url");
}

}  // namespace

const Channel& channel_webhook() {
  static const Channel channel{.name = "webhook",
                               .keys = keys,
                               .compose = compose,
                               .send = send,
                               .recipients = recipients,
                               .check = check,
                               .for_programs = true};
  return channel;
}

}  // namespace regwatch
