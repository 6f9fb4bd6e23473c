// The signed webhook, against a real HTTP server, checked by an independent verifier.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "alerts/webhook_signature.h"
#include "base/text.h"
#include "tests/alerts/smtp_server.h"
#include "tests/crawler/loopback_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using testing::LoopbackServer;
using testing::RawReply;
using testing::SeenRequest;
using Outcome = SendOutcome::Kind;

// The specification's own example, and another of 64 bytes.
const std::string published_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string other_secret =
    "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQQ="
    "=";

struct Hook {
  explicit Hook(const std::string& url, const std::string& secret = published_secret) {
    std::ofstream(place / "secret") << secret << "\n";
    subscription.name = "system";
    subscription.channel = "webhook";
    subscription.options["url"] = {url, {}};
    subscription.options["secret_file"] = {(place / "secret").string(), {}};
  }
  SendOutcome send(const Message& message) const {
    return find_channel("webhook")->send(message, "address", subscription, {});
  }
  std::vector<std::string> compose(const Digest& digest) const {
    return find_channel("webhook")->compose(digest, subscription, {}, {});
  }
  TemporaryDirectory place;
  Subscription subscription;
};

Message message_of(const std::string& bytes) {
  Message message;
  message.message_id = "<0123abcd.2.regwatch@example.com>";
  message.bytes = bytes;
  return message;
}

std::string field(const SeenRequest& request, const std::string& name) {
  const auto at = request.head.find("\n" + name + ": ");
  REQUIRE(at != std::string::npos);
  const auto begin = at + name.size() + 3;
  return request.head.substr(begin, request.head.find('\r', begin) - begin);
}

// The type of the event, as the verifier read it.
std::string verified(const SeenRequest& request, const std::string& secret) {
  const TemporaryDirectory place;
  std::ofstream(place / "hook.head", std::ios::binary) << request.head;
  std::ofstream(place / "hook.body", std::ios::binary) << request.body;
  return sample::output_of("/usr/bin/python3 " + std::string(REGWATCH_SOURCE_DIR) +
                           "/tests/alerts/verify_webhook.py '" + secret + "' " +
                           (place / "hook.head").string());
}

SendOutcome answered_with(const RawReply& reply) {
  const LoopbackServer server([&](const SeenRequest&) { return reply; });
  return Hook(server.url("/hook?key=hidden")).send(message_of("{}"));
}

TEST_CASE("signatures are those that the specification's implementations publish") {
  struct Case {
    std::string id;
    long timestamp;
    std::string body, signature;
  };
  const Case cases[] = {
      {"msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})",
       "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
  };
  const auto key = parse_webhook_secret(published_secret);
  REQUIRE(key);
  for (const auto& [id, timestamp, body, signature] : cases)
    CHECK(webhook_signature(*key, id, Instant(std::chrono::seconds(timestamp)), body) == signature);
}

TEST_CASE("a secret is 24 to 64 bytes in base64, with its prefix or without") {
  struct Case {
    std::string text;
    std::size_t bytes;  // 0: refused.
  };
  const Case cases[] = {
      {published_secret, 24},
      {" MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\t", 24},
      {other_secret, 64},
      {other_secret.substr(0, other_secret.size() - 2), 64},
      {"whsec_" + std::string(43, 'A') + "=", 32},
      {"whsec_" + std::string(88, 'A'), 0},
      {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa", 0},
      {"whsec_" + std::string(33, 'A'), 0},
      {"whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 0},
      {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_", 0},
      {"", 0},
      {std::string(1'000'000, 'A'), 0},
  };
  for (const auto& [text, bytes] : cases) {
    INFO(ellipsize(text, 100));
    const auto key = parse_webhook_secret(text);
    CHECK(key.ok() == (bytes > 0));
    if (key) CHECK(key->size() == bytes);
    if (!key && text.size() > 10) CHECK_FALSE(icontains(key.error().message, text.substr(6)));
  }
}

TEST_CASE("a receiver that knows nothing of us verifies what arrives") {
  const LoopbackServer server([](const SeenRequest&) { return testing::status("204 No Content"); });
  const Hook hook(server.url("/hook"));
  for (const auto& part : hook.compose(sample::full_digest())) {
    CHECK(hook.send(message_of(part)).kind == Outcome::accepted);
    CHECK_FALSE(verified(server.requests().back(), published_secret).empty());
  }
  CHECK(verified(server.requests()[0], published_secret) == "digest\n");
  CHECK(verified(server.requests()[1], published_secret) == "notice.appeared\n");
}

TEST_CASE("while a secret is exchanged, receivers with the old and with the new one both verify") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  Hook hook(server.url("/hook"), other_secret);
  ::setenv("REGWATCH_TEST_OLD_SECRET", published_secret.c_str(), 1);
  hook.subscription.options["old_secret_env"] = {std::string("REGWATCH_TEST_OLD_SECRET"), {}};
  CHECK(hook.send(message_of(R"({"type":"digest"})")).kind == Outcome::accepted);
  const auto request = server.requests().at(0);
  CHECK(split(field(request, "webhook-signature"), ' ').size() == 2);
  CHECK(verified(request, other_secret) == "digest\n");
  CHECK(verified(request, published_secret) == "digest\n");
}

TEST_CASE("an attempt has the same id and body as the one before, and a time of its own") {
  const LoopbackServer server([](const SeenRequest&) { return testing::status("500 No"); });
  const Hook hook(server.url("/hook"));
  const Message message = message_of(R"({"type":"digest"})");
  hook.send(message);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  hook.send(message);
  const auto seen = server.requests();
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].body == seen[1].body);
  CHECK(field(seen[0], "webhook-id") == "msg_0123abcd_2_regwatch");
  CHECK(field(seen[1], "webhook-id") == "msg_0123abcd_2_regwatch");
  CHECK(field(seen[0], "webhook-timestamp") != field(seen[1], "webhook-timestamp"));
  CHECK(field(seen[0], "webhook-signature") != field(seen[1], "webhook-signature"));
}

TEST_CASE("what an answer means for the message") {
  struct Case {
    const char* status;
    const char* fields;
    Outcome kind;
    bool gone;
    std::optional<std::chrono::seconds> wait;
  };
  const Case cases[] = {
      {"200 OK", "", Outcome::accepted, false, {}},
      {"202 Accepted", "", Outcome::accepted, false, {}},
      {"204 No Content", "", Outcome::accepted, false, {}},
      {"301 Moved", "Location: http://127.0.0.1/\r\n", Outcome::try_later, false, {}},
      {"400 Bad Request", "", Outcome::try_later, false, {}},
      {"401 Unauthorized", "", Outcome::try_later, false, {}},
      {"404 Not Found", "", Outcome::try_later, false, {}},
      {"410 Gone", "", Outcome::refused, true, {}},
      {"413 Too Large", "", Outcome::try_later, false, {}},
      {"429 Slow", "Retry-After: 90\r\n", Outcome::try_later, false, std::chrono::seconds{90}},
      {"502 Bad Gateway", "", Outcome::try_later, false, {}},
      {"503 Busy", "Retry-After: 7200\r\n", Outcome::try_later, false, std::chrono::seconds{7200}},
  };
  for (const auto& [status, fields, kind, gone, wait] : cases) {
    INFO(status);
    const auto outcome = answered_with(testing::status(status, fields, "no\x1b[31m\r\nwords"));
    CHECK(outcome.kind == kind);
    CHECK(outcome.recipient_gone == gone);
    CHECK(outcome.retry_after == wait);
    CHECK_FALSE(outcome.nobody_reachable);
    if (kind == Outcome::accepted) continue;
    CHECK(icontains(outcome.why, "127.0.0.1: HTTP " + std::string(status, 3)));
    CHECK_FALSE(icontains(outcome.why, "hidden"));
    CHECK(outcome.why.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("no answer after the hand-over leaves a webhook unknown, and nobody there does not") {
  CHECK(answered_with({}).kind == Outcome::unknown);
  const auto nobody = Hook(testing::closed_port_url() + "?key=hidden").send(message_of("{}"));
  CHECK(nobody.kind == Outcome::try_later);
  CHECK_FALSE(icontains(nobody.why, "hidden"));
}

TEST_CASE("a secret that cannot be used sends nothing and keeps the message") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  const auto weak = Hook(server.url("/hook"), "whsec_c2hvcnQ=").send(message_of("{}"));
  CHECK(weak.kind == Outcome::try_later);
  CHECK(icontains(weak.why, "24 to 64 bytes"));
  Hook hook(server.url("/hook"));
  std::filesystem::remove(hook.place / "secret");
  const auto missing = hook.send(message_of("{}"));
  CHECK(missing.kind == Outcome::try_later);
  CHECK(icontains(missing.why, "secret_file"));
  CHECK(server.requests().empty());
}

TEST_CASE("what a subscription to a webhook must say") {
  const Channel& channel = *find_channel("webhook");
  const auto wrong = [&](const Subscription& subscription) {
    const std::string keys = check_keys(channel, subscription);
    return keys.empty() ? channel.check(subscription, {}) : keys;
  };
  const Hook good("https://hooks.example.com/x");
  CHECK(wrong(good.subscription).empty());
  for (const char* missing : {"url", "secret_file"}) {
    Subscription subscription = good.subscription;
    subscription.options.erase(missing);
    CHECK_FALSE(wrong(subscription).empty());
  }
  CHECK_FALSE(wrong(Hook("mailto:a@example.com").subscription).empty());
  CHECK(icontains(wrong(Hook("https://user:word@example.com/").subscription), "http or https"));
  Subscription with_to = good.subscription;
  with_to.to = {"a@example.com"};
  CHECK_FALSE(wrong(with_to).empty());
}

}  // namespace
}  // namespace regwatch
