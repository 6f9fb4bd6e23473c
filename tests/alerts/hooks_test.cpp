// Webhook, Slack and a command as telling drives them: servers that are dead and come back, and a
// process that is killed at every named point.

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

#include "alerts/telling.h"
#include "base/text.h"
#include "tests/alerts/smtp_server.h"
#include "tests/alerts/telling_sample.h"
#include "tests/crawler/loopback_server.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using namespace std::chrono_literals;
using testing::LoopbackServer;
using testing::SeenRequest;

const Instant morning = *parse_instant("2026-09-18T00:40:00Z");

struct Hooks {
  std::filesystem::path directory;
  int port = 0;

  std::vector<Subscription> subscriptions() const {
    const std::string server = "http://127.0.0.1:" + std::to_string(port);
    std::ofstream(directory / "secret") << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";
    std::vector<Subscription> out(3);
    out[0].name = out[0].channel = "webhook";
    out[0].options["url"] = {server + "/webhook", {}};
    out[0].options["secret_file"] = {(directory / "secret").string(), {}};
    out[1].name = out[1].channel = "slack";
    out[1].options["url"] = {server + "/slack", {}};
    out[2].name = out[2].channel = "command";
    out[2].options["command"] = {
        std::vector<std::string>{"tee", "-a", (directory / "told").string()}, {}};
    return out;
  }
};

TellingReport tell_at(Database& database, const std::vector<Subscription>& subscriptions,
                      Instant now) {
  TellingOptions options;
  options.now = now;
  return tell(database, subscriptions, {}, options);
}

std::string id_of(const SeenRequest& request) {
  const auto at = request.head.find("webhook-id: ");
  return at == std::string::npos ? "" : request.head.substr(at, request.head.find('\r', at) - at);
}

TEST_CASE(
    "what a dead server was to be told arrives once it lives, the same bytes with the same id") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  Hooks hooks{place.path(), 1};
  for (const char* id : {"r1", "r2"})
    sample::appear(database, hooks.subscriptions(), id, "办法", morning);
  const auto dead = tell_at(database, hooks.subscriptions(), morning);
  // Two events of the webhook, one message to Slack.
  CHECK(dead.waiting == 3);
  CHECK(dead.sent == 1);
  std::map<std::string, std::set<std::string>> bodies;
  {
    // Takes what it is told and says nothing: nobody knows.
    const LoopbackServer silent([](const SeenRequest&) { return testing::RawReply(); });
    hooks.port = silent.port();
    const auto mute = tell_at(database, hooks.subscriptions(), morning + 2h);
    CHECK(mute.sent == 0);
    CHECK(mute.uncertain >= 2);
    for (const auto& request : silent.requests())
      bodies[request.target + id_of(request)].insert(request.body);
  }
  const LoopbackServer alive([](const SeenRequest&) { return testing::page("ok"); });
  hooks.port = alive.port();
  for (int hour = 10; hour < 14; ++hour)
    tell_at(database, hooks.subscriptions(), morning + std::chrono::hours{hour});
  CHECK(alive.count("/webhook") == 2);
  CHECK(alive.count("/slack") == 1);
  for (const auto& request : alive.requests())
    bodies[request.target + id_of(request)].insert(request.body);
  CHECK(bodies.size() == 3);
  for (const auto& [message, seen] : bodies) {
    INFO(message);
    CHECK(seen.size() == 1);
  }
  CHECK(split(sample::read_file(place / "told"), '\n').size() == 3);
}

TEST_CASE("a server that asks for a pause is left alone for as long") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const LoopbackServer busy([](const SeenRequest&) {
    return testing::status("429 Too Many Requests", "Retry-After: 7200\r\n");
  });
  const Hooks hooks{place.path(), busy.port()};
  const std::vector<Subscription> slack = {hooks.subscriptions()[1]};
  sample::appear(database, slack, "r1", "办法", morning);
  for (const auto later : {0min, 5min, 60min, 119min}) tell_at(database, slack, morning + later);
  CHECK(busy.count("/slack") == 1);
  tell_at(database, slack, morning + 121min);
  CHECK(busy.count("/slack") == 2);
}

TEST_CASE("one pass of hooks to be killed", "[.]") {
  const char* directory = std::getenv("REGWATCH_TEST_DIRECTORY");
  const char* port = std::getenv("REGWATCH_TEST_PORT");
  REQUIRE(directory != nullptr);
  const Hooks hooks{directory, std::atoi(port)};
  Database database(hooks.directory / "regwatch.db");
  tell_at(database, hooks.subscriptions(), morning);
}

TEST_CASE("killed at any point, hooks lose nothing and repeat only what is uncertain") {
  for (const char* name : {"before-freeze", "after-freeze", "before-sending-mark", "before-send",
                           "after-send", "after-sent-mark"}) {
    for (int hit = 1; hit <= 3; ++hit) {
      const std::string point = "telling:" + std::string(name) + ":" + std::to_string(hit);
      INFO(point);
      const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
      const TemporaryDirectory place;
      const Hooks hooks{place.path(), server.port()};
      {
        Database database(place.path() / "regwatch.db");
        sample::appear(database, hooks.subscriptions(), "r1", "办法", morning);
      }
      CHECK(
          sample::killed_at(point, "one pass of hooks to be killed", hooks.directory, hooks.port));
      Database database(place.path() / "regwatch.db");
      const auto report = tell_at(database, hooks.subscriptions(), morning);
      CHECK(report.waiting + report.uncertain + report.failed == 0);
      // Where it was killed between the answer and the mark the message comes twice, with one id.
      const std::size_t twice = name == std::string_view("after-send") ? 1 : 0;
      const std::size_t told = split(sample::read_file(place / "told"), '\n').size() - 1;
      CHECK(server.count("/webhook") + server.count("/slack") + told == 3 + twice);
      std::set<std::string> different;
      for (const auto& request : server.requests())
        different.insert(request.target + id_of(request) + request.body);
      CHECK(different.size() == 2);
    }
  }
}

}  // namespace
}  // namespace regwatch
