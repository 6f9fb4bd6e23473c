// Slack by an incoming webhook (docs.slack.dev, "Sending messages using incoming webhooks"), whose
// address is its secret. A notice is a section block; a long digest is several messages, split
// between notices.

#include <algorithm>
#include <array>
#include <span>

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "alerts/http_answer.h"
#include "base/text.h"
#include "render/chat_digest.h"
#include "render/slack_message.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;
using Type = ChannelKey::Type;

constexpr ChannelKey keys[] = {{"url", Type::address, true}};

// Slack's words for an address that leads nowhere any more.
constexpr std::array<std::string_view, 9> gone = {
    "no_service",    "no_service_id",     "no_active_hooks",     "no_team",       "team_disabled",
    "invalid_token", "channel_not_found", "channel_is_archived", "user_not_found"};
// And for a message that it will never take, however often it is sent.
constexpr std::array<std::string_view, 4> malformed = {"invalid_payload", "invalid_blocks",
                                                       "msg_too_long", "no_text"};

bool is_among(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message&,
                                 const ChannelContext&) {
  return slack_messages(chat_digest_of(digest));
}

SendOutcome send(const Message& message, std::string_view, const Subscription& subscription,
                 const ChannelContext& context) {
  const auto url = secret_option(subscription, "url");
  if (!url) return {Kind::try_later, url.error().message};
  PostRequest request;
  request.url = *url;
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  request.body = message.bytes;
  const PostOutcome posted = post(request, context.post);
  if (!posted.answer) return outcome_without_answer(posted);
  if (posted.answer->status >= 200 && posted.answer->status < 300) return {};
  SendOutcome failure = outcome_of_failure(request, *posted.answer);
  const std::string_view word = trim(posted.answer->body);
  failure.recipient_gone = is_among(word, gone);
  if (failure.recipient_gone || is_among(word, malformed)) failure.kind = Kind::refused;
  return failure;
}

std::vector<std::string> recipients(const Subscription&) { return {"address"}; }

std::string check(const Subscription& subscription, const ChannelContext&) {
  return check_address(subscription, "url");
}

}  // namespace

const Channel& channel_slack() {
  static const Channel channel{"slack", keys, compose, send, recipients, check};
  return channel;
}

}  // namespace regwatch
