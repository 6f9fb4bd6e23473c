// Slack, as its documentation says that it answers.

#include <catch2/catch.hpp>

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "base/text.h"
#include "tests/crawler/loopback_server.h"
#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

using testing::LoopbackServer;
using testing::SeenRequest;
using Outcome = SendOutcome::Kind;

Subscription slack_at(const std::string& url) {
  Subscription subscription;
  subscription.name = "team";
  subscription.channel = "slack";
  subscription.options["url"] = {url, {}};
  return subscription;
}

TEST_CASE("what Slack answers, and what it means for the message") {
  struct Case {
    const char* status;
    const char* body;
    Outcome kind;
    bool gone;
  };
  const Case cases[] = {
      {"200 OK", "ok", Outcome::accepted, false},
      {"400 Bad Request", "invalid_payload", Outcome::refused, false},
      {"400 Bad Request", "invalid_blocks\n", Outcome::refused, false},
      {"400 Bad Request", "<html>a proxy</html>", Outcome::try_later, false},
      {"403 Forbidden", "action_prohibited", Outcome::try_later, false},
      {"403 Forbidden", "invalid_token", Outcome::refused, true},
      {"404 Not Found", "no_service", Outcome::refused, true},
      {"404 Not Found", "no_active_hooks", Outcome::refused, true},
      {"404 Not Found", "channel_not_found", Outcome::refused, true},
      {"404 Not Found", "", Outcome::try_later, false},
      {"410 Gone", "channel_is_archived", Outcome::refused, true},
      {"302 Found", "", Outcome::try_later, false},
      {"429 Too Many Requests", "rate_limited", Outcome::try_later, false},
      {"500 Server Error", "rollup_error", Outcome::try_later, false},
  };
  for (const auto& [status, body, kind, gone] : cases) {
    INFO(status << " " << body);
    const LoopbackServer server([&, code = status, words = body](const SeenRequest&) {
      return testing::status(code, "Retry-After: 30\r\n", words);
    });
    Message message;
    message.bytes = R"({"text":"x"})";
    const auto outcome = find_channel("slack")->send(
        message, "address", slack_at(server.url("/services/T0/B0/hidden")), {});
    CHECK(outcome.kind == kind);
    CHECK(outcome.recipient_gone == gone);
    CHECK_FALSE(icontains(outcome.why, "hidden"));
    if (kind != Outcome::accepted) CHECK(outcome.retry_after == std::chrono::seconds{30});
    const auto seen = server.requests().at(0);
    CHECK(seen.body == message.bytes);
    CHECK(seen.has_line("Content-Type: application/json; charset=utf-8"));
  }
}

TEST_CASE("no answer after the hand-over leaves a message to Slack unknown") {
  const LoopbackServer server([](const SeenRequest&) { return testing::RawReply(); });
  Message message;
  message.bytes = "{}";
  const auto outcome =
      find_channel("slack")->send(message, "address", slack_at(server.url("/x")), {});
  CHECK(outcome.kind == Outcome::unknown);
}

TEST_CASE("what a subscription to Slack must say") {
  const Channel& channel = *find_channel("slack");
  Subscription subscription = slack_at("https://hooks.slack.com/services/T0/B0/x");
  CHECK(check_keys(channel, subscription).empty());
  CHECK(channel.check(subscription, {}).empty());
  CHECK_FALSE(channel.check(slack_at("hooks.slack.com"), {}).empty());
  subscription.path = "/tmp/x";
  CHECK(channel.check(subscription, {}) == "slack takes a 'url', not 'to' or 'path'");
  subscription.path.reset();
  subscription.options.clear();
  CHECK_FALSE(check_keys(channel, subscription).empty());
}

}  // namespace
}  // namespace regwatch
