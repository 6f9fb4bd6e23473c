#include "storage/recipients.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

const Instant now = at("2026-09-18T01:00:00Z");
const Instant later = at("2026-09-19T01:00:00Z");

TEST_CASE("a recipient is paused for one subscription until it is resumed") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  PausedRecipients paused(database);
  CHECK_FALSE(paused.find("daily", "a@x"));
  CHECK(paused.pause({"daily", "a@x", PauseCause::refused, now, "550 5.1.1 no such user"}));
  CHECK_FALSE(paused.find("weekly", "a@x"));
  const auto found = paused.find("daily", "A@X");
  REQUIRE(found);
  CHECK(found->recipient == "a@x");
  CHECK(found->cause == PauseCause::refused);
  CHECK(found->at == now);
  CHECK(found->why == "550 5.1.1 no such user");
  CHECK(paused.all().size() == 1);
  CHECK(paused.resume("daily", "a@X"));
  CHECK_FALSE(paused.resume("daily", "a@x"));
  CHECK(paused.all().empty());
}

TEST_CASE("the recipient's own word outranks a refusal and the operator's, and stays") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  PausedRecipients paused(database);
  CHECK(paused.pause({"daily", "a@x", PauseCause::by_operator, now, "on leave"}));
  CHECK_FALSE(paused.pause({"daily", "a@x", PauseCause::refused, later, "550"}));
  CHECK(paused.find("daily", "a@x")->cause == PauseCause::by_operator);
  CHECK(paused.pause({"daily", "a@x", PauseCause::unsubscribed, later, "by the link"}));
  CHECK_FALSE(paused.pause({"daily", "a@x", PauseCause::unsubscribed, now, "again"}));
  CHECK_FALSE(paused.pause({"daily", "a@x", PauseCause::by_operator, now, "again"}));
  CHECK(paused.find("daily", "a@x")->at == later);
  CHECK(paused.find("daily", "a@x")->why == "by the link");
}

TEST_CASE("each recipient of a subscription keeps one token, which no other has") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  UnsubscribeTokens tokens(database);
  const std::string token = tokens.token_of("daily", "a@x");
  CHECK(token.size() == 40);
  CHECK(is_hex(token));
  CHECK(tokens.token_of("daily", "A@x") == token);
  CHECK(tokens.token_of("daily", "b@x") != token);
  CHECK(tokens.token_of("weekly", "a@x") != token);
  CHECK(tokens.find(token)->subscription == "daily");
  CHECK(tokens.find(token)->recipient == "a@x");
  CHECK_FALSE(tokens.find(""));
  CHECK_FALSE(tokens.find(token.substr(1)));
}

}  // namespace
}  // namespace regwatch
