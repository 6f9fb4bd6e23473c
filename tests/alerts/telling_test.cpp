#include "alerts/telling.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>

#include "base/text.h"
#include "storage/health_events.h"
#include "tests/alerts/smtp_server.h"
#include "tests/alerts/telling_sample.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using sample::appear;
using sample::SmtpServer;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

Subscription mail_to(std::vector<std::string> to, const char* when = "at once") {
  Subscription subscription;
  subscription.name = "by mail";
  subscription.channel = "mail";
  subscription.to = std::move(to);
  subscription.when = *Schedule::parse(when);
  return subscription;
}

Subscription log_to(const std::filesystem::path& path, const char* when = "at once") {
  Subscription subscription;
  subscription.name = "by log";
  subscription.channel = "log";
  subscription.path = path.string();
  subscription.health = true;
  subscription.when = *Schedule::parse(when);
  return subscription;
}

TellingReport tell_at(Database& database, const std::vector<Subscription>& subscriptions,
                      const ChannelContext& context, Instant now) {
  TellingOptions options;
  options.now = now;
  options.sources_checked = [](Instant) { return sample::full_digest().sources; };
  return tell(database, subscriptions, context, options);
}

const Instant morning = *parse_instant("2026-09-18T00:40:00Z");

TEST_CASE("what is owed at once is told once") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const auto file = place.path() / "logs" / "alerts.jsonl";
  const std::vector<Subscription> subscriptions = {log_to(file)};
  CHECK(tell_at(database, subscriptions, {}, morning).messages == 0);
  appear(database, subscriptions, "r1", "个人信息出境认证办法", morning);
  appear(database, subscriptions, "r2", "网络数据安全条例", morning);
  const auto report = tell_at(database, subscriptions, {}, morning);
  CHECK(report.messages == 1);
  CHECK(report.sent == 1);
  CHECK(report.problems.empty());
  CHECK(tell_at(database, subscriptions, {}, morning).messages == 0);
  const std::string log = sample::read_file(file);
  CHECK(times(log, "\n") == 2);
  CHECK(times(log, "\"title\":\"网络数据安全条例\"") == 1);
  CHECK(times(log, "\"message_id\":\"<") == 2);
}

TEST_CASE("a source that went blind is told to whom it concerns") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  Subscription deaf = log_to(place.path() / "deaf");
  deaf.name = "deaf";
  deaf.health = false;
  const std::vector<Subscription> subscriptions = {log_to(place.path() / "log"), deaf};
  HealthEvent event = sample::full_digest().health[0];
  {
    Transaction transaction(database);
    const long long id = HealthEvents(database).put(event);
    owe_health(database, subscriptions, id, morning);
    transaction.commit();
  }
  CHECK(tell_at(database, subscriptions, {}, morning).sent == 1);
  CHECK(holds(sample::read_file(place.path() / "log"), "\"event\":\"went_blind\""));
  CHECK_FALSE(std::filesystem::exists(place.path() / "deaf"));
}

TEST_CASE(
    "a digest goes with the first pass after its time, an empty one too, and covers a window") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const auto file = place.path() / "log";
  const std::vector<Subscription> subscriptions = {log_to(file, "daily 08:30 Asia/Shanghai")};
  using namespace std::chrono_literals;
  CHECK(tell_at(database, subscriptions, {}, morning).messages == 1);
  CHECK(holds(sample::read_file(file), "\"since\":\"2026-09-17T00:30:00Z\""));
  CHECK(tell_at(database, subscriptions, {}, morning + 1h).messages == 0);
  appear(database, subscriptions, "r1", "办法", morning + 2h);
  CHECK(tell_at(database, subscriptions, {}, morning + 23h).messages == 0);
  CHECK(tell_at(database, subscriptions, {}, morning + 24h).messages == 1);
  CHECK(tell_at(database, subscriptions, {}, morning + 25h).messages == 0);
  const std::string log = sample::read_file(file);
  CHECK(holds(log, "\"since\":\"2026-09-18T00:40:00Z\",\"until\":\"2026-09-19T00:40:00Z\""));
  CHECK(times(log, "\"type\":\"change\"") == 1);
}

TEST_CASE("a mail server that is down keeps messages waiting, and is knocked at once in a pass") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const auto mails = place.path() / "mails";
  const std::vector<Subscription> subscriptions = {mail_to({"a@example.com", "b@example.com"})};
  appear(database, subscriptions, "r1", "办法", morning);
  ChannelContext context;
  context.mail = sample::plain_server(sample::closed_port());
  const auto down = tell_at(database, subscriptions, context, morning);
  CHECK(down.messages == 1);
  CHECK(down.sent == 0);
  CHECK(down.waiting == 2);
  CHECK(down.problems.size() == 1);
  const SmtpServer server(mails);
  context.mail = sample::plain_server(server.port());
  const auto up = tell_at(database, subscriptions, context, morning + std::chrono::hours{1});
  CHECK(up.messages == 0);
  CHECK(up.sent == 2);
  CHECK(up.waiting == 0);
  const auto files = sample::received(mails);
  REQUIRE(files.size() == 2);
  CHECK(sample::read_file(files[0]) == sample::read_file(files[1]));
}

TEST_CASE("one refused and one deferred recipient do not keep the others from theirs") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const auto mails = place.path() / "mails";
  const std::vector<Subscription> subscriptions = {
      mail_to({"gone@example.com", "grey@example.com", "good@example.com"})};
  appear(database, subscriptions, "r1", "办法", morning);
  ChannelContext context;
  using namespace std::chrono_literals;
  {
    const SmtpServer server(mails, {"--refuse", "gone@example.com", "--defer", "grey@example.com"});
    context.mail = sample::plain_server(server.port());
    const auto report = tell_at(database, subscriptions, context, morning);
    CHECK(report.sent == 1);
    CHECK(report.failed == 1);
    CHECK(report.waiting == 1);
    CHECK(tell_at(database, subscriptions, context, morning + 30s).problems.empty());
  }
  const SmtpServer server(mails);
  context.mail = sample::plain_server(server.port());
  CHECK(tell_at(database, subscriptions, context, morning + 2min).sent == 1);
  CHECK(sample::received(mails).size() == 2);
}

TEST_CASE(
    "a connection that broke after the message was given leaves it uncertain, then it is sent "
    "again") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const auto mails = place.path() / "mails";
  const std::vector<Subscription> subscriptions = {mail_to({"a@example.com"})};
  appear(database, subscriptions, "r1", "办法", morning);
  ChannelContext context;
  {
    const SmtpServer server(mails, {"--drop-after-data"});
    context.mail = sample::plain_server(server.port());
    CHECK(tell_at(database, subscriptions, context, morning).uncertain == 1);
  }
  const SmtpServer server(mails);
  context.mail = sample::plain_server(server.port());
  const auto again = tell_at(database, subscriptions, context, morning + std::chrono::hours{1});
  CHECK(again.sent == 1);
  CHECK(again.uncertain == 0);
  REQUIRE(again.problems.size() == 1);
  CHECK(holds(again.problems[0], "uncertain"));
  const auto files = sample::received(mails);
  REQUIRE(files.size() == 2);
  CHECK(sample::read_file(files[0]) == sample::read_file(files[1]));
}

TEST_CASE("a message is given up after days, not before") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const std::vector<Subscription> subscriptions = {mail_to({"a@example.com"})};
  appear(database, subscriptions, "r1", "办法", morning);
  ChannelContext context;
  context.mail = sample::plain_server(sample::closed_port());
  for (int day = 0; day < 5; ++day) {
    CHECK(tell_at(database, subscriptions, context, morning + std::chrono::days{day}).failed == 0);
  }
  CHECK(tell_at(database, subscriptions, context, morning + std::chrono::days{5}).failed == 1);
  CHECK(tell_at(database, subscriptions, context, morning + std::chrono::days{6}).problems.empty());
}

TEST_CASE("in replay only the channels that are named are served; the rest stays owed") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  const auto mails = place.path() / "mails";
  const std::vector<Subscription> subscriptions = {mail_to({"a@example.com"}),
                                                   log_to(place.path() / "log")};
  appear(database, subscriptions, "r1", "办法", morning);
  const SmtpServer server(mails);
  ChannelContext context;
  context.mail = sample::plain_server(server.port());
  TellingOptions options;
  options.now = morning;
  options.only_channels = {"terminal", "log"};
  CHECK(tell(database, subscriptions, context, options).sent == 1);
  CHECK(sample::received(mails).empty());
  options.only_channels.clear();
  CHECK(tell(database, subscriptions, context, options).sent == 1);
  CHECK(sample::received(mails).size() == 1);
}

TEST_CASE("a recipient taken out of the configuration is sent nothing more") {
  const TemporaryDirectory place;
  Database database(place.path() / "regwatch.db");
  std::vector<Subscription> subscriptions = {mail_to({"a@example.com", "b@example.com"})};
  appear(database, subscriptions, "r1", "办法", morning);
  ChannelContext context;
  context.mail = sample::plain_server(sample::closed_port());
  tell_at(database, subscriptions, context, morning);
  subscriptions[0].to = {"b@example.com"};
  const SmtpServer server(place.path() / "mails");
  context.mail = sample::plain_server(server.port());
  const auto report = tell_at(database, subscriptions, context, morning);
  CHECK(report.sent == 1);
  CHECK(report.failed == 1);
}

TEST_CASE("a log line that a crash tore is ended first, and a whole one is not written twice") {
  const TemporaryDirectory place;
  const auto file = place.path() / "log";
  const Subscription subscription = log_to(file);
  Message message;
  message.bytes = "{\"n\":1,\"message_id\":\"<x>\"}\n{\"n\":2,\"message_id\":\"<x>\"}\n";
  const auto send = [&] {
    return find_channel("log")->send(message, file.string(), subscription, {}).kind;
  };
  std::ofstream(file) << "{\"n\":0}\n{\"n\":1,\"message_id\":\"<x>\"}\n{\"n\":2,\"mess";
  CHECK(send() == SendOutcome::Kind::accepted);
  const std::string expected =
      "{\"n\":0}\n{\"n\":1,\"message_id\":\"<x>\"}\n{\"n\":2,\"mess\n"
      "{\"n\":2,\"message_id\":\"<x>\"}\n";
  CHECK(sample::read_file(file) == expected);
  CHECK(send() == SendOutcome::Kind::accepted);
  CHECK(sample::read_file(file) == expected);
}

TEST_CASE("a log that cannot be written keeps the message waiting") {
  const TemporaryDirectory place;
  std::ofstream(place.path() / "file") << "x";
  const auto below = (place.path() / "file" / "log").string();
  const auto outcome = find_channel("log")->send({}, below, log_to(below), {});
  CHECK(outcome.kind == SendOutcome::Kind::try_later);
  CHECK(holds(outcome.why, below));
}

TEST_CASE("a sample goes to every recipient, past the outbox") {
  const TemporaryDirectory place;
  const SmtpServer server(place.path() / "mails", {"--refuse", "b@example.com"});
  ChannelContext context;
  context.mail = sample::plain_server(server.port());
  const auto outcomes = send_sample(mail_to({"a@example.com", "b@example.com"}), context, morning);
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].outcome.kind == SendOutcome::Kind::accepted);
  CHECK(outcomes[1].outcome.kind == SendOutcome::Kind::refused);
  const auto mails = sample::received(place.path() / "mails");
  REQUIRE(mails.size() == 1);
  CHECK(holds(sample::decoded(mails[0]), "sample"));
}

TEST_CASE("a sample of a channel that sends nothing says so") {
  Subscription feed;
  feed.name = "morning";
  feed.channel = "feed";
  feed.feed = "morning";
  const auto outcomes = send_sample(feed, {}, morning);
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].recipient == "morning");
  CHECK(outcomes[0].outcome.kind == SendOutcome::Kind::accepted);
  CHECK(holds(outcomes[0].outcome.why, "nothing is sent"));
}

// ── killed at every named point ─────────────────────────────────────────────────────────────────

struct Installation {
  std::filesystem::path directory;
  int port = 0;

  std::vector<Subscription> subscriptions() const {
    return {mail_to({"a@example.com", "b@example.com"}), log_to(directory / "log")};
  }
  ChannelContext context() const {
    ChannelContext context;
    context.mail = sample::plain_server(port);
    return context;
  }
};

Installation from_environment() {
  const char* directory = std::getenv("REGWATCH_TEST_DIRECTORY");
  const char* port = std::getenv("REGWATCH_TEST_PORT");
  REQUIRE(directory != nullptr);
  return {directory, std::atoi(port)};
}

TEST_CASE("one pass of telling to be killed", "[.]") {
  const Installation installation = from_environment();
  Database database(installation.directory / "regwatch.db");
  tell_at(database, installation.subscriptions(), installation.context(), morning);
}

TEST_CASE("killed at any point, telling loses nothing and repeats only what is uncertain") {
  const char* names[] = {"before-freeze", "after-freeze", "before-sending-mark",
                         "before-send",   "after-send",   "after-sent-mark"};
  const TemporaryDirectory mail_place;
  const SmtpServer server(mail_place.path());
  for (const char* name : names) {
    for (int hit = 1; hit <= 3; ++hit) {
      const std::string point = "telling:" + std::string(name) + ":" + std::to_string(hit);
      const TemporaryDirectory place;
      for (const auto& mail : sample::received(mail_place.path())) std::filesystem::remove(mail);
      const Installation installation{place.path(), server.port()};
      {
        Database database(place.path() / "regwatch.db");
        appear(database, installation.subscriptions(), "r1", "办法", morning);
      }
      const bool killed = sample::killed_at(point, "one pass of telling to be killed",
                                            installation.directory, installation.port);
      INFO(point);
      // Two messages are frozen, and three recipients sent to.
      CHECK(killed == (hit <= 2 || !holds(point, "freeze")));
      Database database(place.path() / "regwatch.db");
      const auto report =
          tell_at(database, installation.subscriptions(), installation.context(), morning);
      CHECK(report.waiting + report.uncertain + report.failed == 0);
      // The log is never written twice. A mail is where the server accepted it in the instant
      // before the kill; both copies have one Message-ID, and the second is announced.
      const bool window = holds(point, "after-send:") && hit <= 2;
      CHECK(times(sample::read_file(place.path() / "log"), "\n") == 1);
      const auto mails = sample::received(mail_place.path());
      CHECK(mails.size() == (window ? 3 : 2));
      std::set<std::string> bodies;
      for (const auto& mail : mails) bodies.insert(sample::read_file(mail));
      CHECK(bodies.size() == 1);
      CHECK(report.problems.empty() ==
            !(holds(point, "after-send:") || holds(point, "before-send:")));
    }
  }
}

}  // namespace
}  // namespace regwatch
