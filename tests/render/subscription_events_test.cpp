#include <catch2/catch.hpp>

#include "render/digest.h"
#include "render/json.h"
#include "render/subscription_standing.h"
#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Digest alert_on(const char* verdict, const char* reason, bool blind = true) {
  Digest digest;
  digest.title = "operators";
  digest.now = sample::at("2026-09-18T02:31:00Z");
  HealthEvent event;
  event.subscription = "morning <b>digest\r\nBcc: x\xE2\x80\xAE";
  event.blind = blind;
  event.at = digest.now;
  event.verdict = verdict;
  event.reason = reason;
  event.since = digest.now - std::chrono::hours{2};
  digest.health.push_back(event);
  return digest;
}

TEST_CASE("a subscription that is not told is told of in plain words, in every form") {
  struct Case {
    const char* verdict;
    bool blind;
    const char* words;
  };
  const Case cases[] = {
      {"unsent", true, "its messages do not go out: "},
      {"failed", true, "a message was given up: "},
      {"not_composed", true, "its messages cannot be composed: "},
      {"paused", true, "a recipient gets nothing more: "},
      {"late", true, "its digest is late: "},
      {"sent", false, "its messages go out again. They had not since 2026-09-18 08:31."},
  };
  for (const auto& [verdict, blind, words] : cases) {
    INFO(verdict);
    const Digest digest = alert_on(verdict, "a@example.com: <script>\x1B[2J", blind);
    const std::string text = digest_as_text(digest, 400);
    CHECK(holds(text, words));
    CHECK(holds(text, "Subscription 'morning <b>digest"));
    CHECK_FALSE(holds(text, "\x1B"));
    CHECK_FALSE(holds(text, "\xE2\x80\xAE"));
    const std::string html = digest_as_html(digest);
    CHECK(holds(html, "&lt;b&gt;digest"));
    CHECK_FALSE(holds(html, "<script>"));
    CHECK_FALSE(holds(digest_subject(digest), "\r"));
    CHECK(holds(digest_subject(digest), blind ? "is not told as it should be" : "goes out again"));
    const std::string json = digest_json_lines(digest, "");
    CHECK(holds(json, blind ? "\"event\":\"not_told\"" : "\"event\":\"told_again\""));
    CHECK(holds(json, "\"subscription\":\"operators\""));
    CHECK(holds(json, "\"about\":\"morning <b>digest"));
    CHECK_FALSE(holds(json, "\"source\":"));
  }
}

TEST_CASE("a digest counts subscriptions beside sources, and names both above them") {
  Digest digest = sample::full_digest();
  digest.health.push_back(alert_on("unsent", "x").health.front());
  CHECK(holds(digest_subject(digest), "1 subscription not told"));
  CHECK(holds(digest_as_html(digest), "see again, and subscriptions not told"));
}

TEST_CASE("how recipients stand fits eighty columns and is harmless") {
  SubscriptionStanding standing;
  standing.name = "morning digest";
  standing.channel = "mail";
  standing.when = "daily 08:30 Asia/Shanghai";
  RecipientStanding paused;
  paused.recipient = "editor@example.com";
  paused.state = "paused";
  paused.since = sample::at("2026-09-18T00:31:00Z");
  paused.cause = "refused";
  paused.why = "550 5.1.1 no such user\x1B[31m " + std::string(300, 'x');
  standing.recipients = {paused};
  const std::string lines = subscription_lines(standing, {});
  CHECK(holds(lines, "  paused   editor@example.com: since 2026-09-18 08:31, refused: 550"));
  CHECK_FALSE(holds(lines, "\x1B"));
  CHECK(holds(subscription_json(standing), "\"since\":\"2026-09-18T00:31:00Z\",\"cause\""));
}

}  // namespace
}  // namespace regwatch
