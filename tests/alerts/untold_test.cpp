// What is not told when it should be: quiet hours, pauses, servers that are dead or hang, too much.

#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>

#include "alerts/telling.h"
#include "base/text.h"
#include "storage/health_events.h"
#include "storage/recipients.h"
#include "tests/alerts/smtp_server.h"
#include "tests/alerts/telling_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using namespace std::chrono_literals;
using sample::appear;
using sample::SmtpServer;

const Instant morning = *parse_instant("2026-09-18T00:40:00Z");  // 08:40 in China, a Friday.
const Instant night = *parse_instant("2026-09-18T15:00:00Z");    // 23:00

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// An editors' subscription by mail, and the operators' log, which hears of health alone.
struct Office {
  TemporaryDirectory place;
  Database database{place.path() / "regwatch.db"};
  std::vector<Subscription> subscriptions;
  ChannelContext context;
  std::unique_ptr<SmtpServer> server;
  TellingOptions options;
  int number = 0;

  explicit Office(const char* when = "at once") : subscriptions(2) {
    Subscription& editors = subscriptions[0];
    editors.name = "editors";
    editors.channel = "mail";
    editors.to = {"a@example.com", "b@example.com"};
    editors.when = *Schedule::parse(when);
    Subscription& operators = subscriptions[1];
    operators.name = "operators";
    operators.channel = "log";
    operators.path = (place.path() / "log").string();
    operators.health = true;
    operators.notices = false;
    serve({});
  }

  void serve(std::vector<std::string> with) {
    server.reset();
    server = std::make_unique<SmtpServer>(place.path() / "mails", std::move(with));
    context.mail = sample::plain_server(server->port());
  }
  void shut() { context.mail = sample::plain_server(sample::closed_port()); }
  void news(Instant at) {
    const std::string count = std::to_string(++number);
    appear(database, subscriptions, ("r" + count).c_str(), ("办法" + count).c_str(), at);
  }
  TellingReport tell(Instant now) {
    options.now = now;
    return regwatch::tell(database, subscriptions, context, options);
  }
  std::size_t mails() const { return sample::received(place.path() / "mails").size(); }
  std::string log() const {
    const auto path = place.path() / "log";
    return std::filesystem::exists(path) ? sample::read_file(path) : "";
  }
};

// ── quiet hours ─────────────────────────────────────────────────────────────────────────────────

TEST_CASE("what comes in quiet hours is told at their end, as one message") {
  Office office;
  office.subscriptions[0].quiet = *QuietHours::parse("22:00-07:30", "Asia/Shanghai");
  office.news(night);
  CHECK(office.tell(night).messages == 0);
  office.news(night + 1h);
  const auto quiet = office.tell(night + 1h);
  CHECK(quiet.messages + quiet.sent == 0);
  CHECK(quiet.all_went_out());
  CHECK(office.tell(night + 8h + 29min).messages == 0);
  const auto loud = office.tell(night + 8h + 30min);
  CHECK(loud.messages == 1);
  CHECK(loud.sent == 2);
  CHECK(office.mails() == 2);
}

TEST_CASE("what was composed before waits through quiet hours and is not complained of") {
  Office office;
  office.subscriptions[0].quiet = *QuietHours::parse("22:00-07:30", "Asia/Shanghai");
  office.shut();
  office.news(night - 2h);
  CHECK(office.tell(night - 2h).waiting == 2);
  office.serve({});
  const auto quiet = office.tell(night + 4h);
  CHECK(quiet.sent == 0);
  CHECK(quiet.all_went_out());
  CHECK(office.log().empty());
  CHECK(office.tell(night + 9h).sent == 2);
}

TEST_CASE("where it is asked for, what would be over after quiet hours is told in them") {
  Office office;
  Subscription& editors = office.subscriptions[0];
  editors.quiet = *QuietHours::parse("22:00-07:30", "Asia/Shanghai");
  REQUIRE(editors.quiet.add_days({"saturday", "sunday"}));
  editors.urgent = GENERATE(true, false);
  office.news(night);
  office.news(night);
  Transaction transaction(office.database);
  Notice soon = *Notices(office.database).find("r2");
  soon.facts.comment_deadline = parse_date("2026-09-20");
  Notices(office.database).put(soon);
  transaction.commit();
  CHECK(office.tell(night).sent == (editors.urgent ? 2 : 0));
  CHECK(office.tell(night + 24h).sent == 0);
  const auto monday = office.tell(night + 57h);
  CHECK(monday.messages == 1);
  CHECK(office.mails() == (editors.urgent ? 4 : 2));
}

// ── who is gone ─────────────────────────────────────────────────────────────────────────────────

TEST_CASE("a recipient that does not exist is paused, told of once, and gets nothing more") {
  Office office;
  office.serve({"--refuse", "b@example.com"});
  office.news(morning);
  const auto first = office.tell(morning);
  CHECK(first.failed == 1);
  CHECK_FALSE(first.problems.empty());
  const auto paused = PausedRecipients(office.database).find("editors", "b@example.com");
  REQUIRE(paused);
  CHECK(paused->cause == PauseCause::refused);
  CHECK(times(office.log(), "\"verdict\":\"paused\"") == 1);
  CHECK(times(office.log(), "\"about\":\"editors\"") == 1);
  office.serve({});
  office.news(morning + 1h);
  const auto second = office.tell(morning + 1h);
  CHECK(second.all_went_out());
  CHECK(second.sent == 1);
  CHECK(times(office.log(), "paused") == 1);
}

TEST_CASE("where all are paused what is owed waits, loudly, until one is resumed") {
  Office office;
  Transaction transaction(office.database);
  PausedRecipients paused(office.database);
  for (const char* who : {"a@example.com", "b@example.com"})
    paused.pause({"editors", who, PauseCause::by_operator, morning, "on leave"});
  transaction.commit();
  office.news(morning);
  const auto report = office.tell(morning);
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].find("paused") != std::string::npos);
  CHECK(office.tell(morning + 1h).problems.size() == 1);
  CHECK(times(office.log(), "\"verdict\":\"not_composed\"") == 1);
  Transaction again(office.database);
  paused.resume("editors", "a@example.com");
  again.commit();
  CHECK(office.tell(morning + 2h).sent == 1 + 1);  // And the log hears that it goes out again.
  CHECK(office.mails() == 1);
  CHECK(times(office.log(), "\"event\":\"told_again\"") == 1);
}

TEST_CASE("what waits for a recipient is given up when it is paused") {
  Office office;
  office.shut();
  office.news(morning);
  CHECK(office.tell(morning).waiting == 2);
  Transaction transaction(office.database);
  PausedRecipients(office.database)
      .pause({"editors", "a@example.com", PauseCause::unsubscribed, morning, "by itself"});
  transaction.commit();
  office.serve({});
  const auto report = office.tell(morning + 1h);
  CHECK(report.sent == 1);
  CHECK(report.waiting == 0);
  CHECK(report.failed == 0);
}

// ── what does not go out ────────────────────────────────────────────────────────────────────────

TEST_CASE("a message that waits too long is told elsewhere once, and once that it went") {
  Office office;
  office.shut();
  office.news(morning);
  office.tell(morning);
  office.tell(morning + 1h);
  CHECK(office.log().empty());
  const auto late = office.tell(morning + 2h);
  CHECK(late.sent == 1);
  CHECK(times(office.log(), "\"verdict\":\"unsent\"") == 1);
  office.tell(morning + 3h);
  CHECK(times(office.log(), "\n") == 1);
  office.serve({});
  office.tell(morning + 4h);
  CHECK(times(office.log(), "\"event\":\"told_again\"") == 1);
  office.tell(morning + 5h);
  CHECK(times(office.log(), "\n") == 2);
}

TEST_CASE("a message that was given up is told elsewhere, and again only after one went out") {
  Office office;
  office.serve({"--refuse-data"});
  office.news(morning);
  CHECK(office.tell(morning).failed == 2);
  CHECK(times(office.log(), "\"verdict\":\"failed\"") == 1);
  office.serve({});
  office.tell(morning + 1h);
  CHECK(times(office.log(), "\n") == 1);
  office.news(morning + 2h);
  office.tell(morning + 2h);
  CHECK(times(office.log(), "\"event\":\"told_again\"") == 1);
}

TEST_CASE("mail whose password cannot be read is told by another channel at once") {
  Office office;
  office.context.mail->problem = "[mail] password_file: /x cannot be read";
  office.news(morning);
  const auto report = office.tell(morning);
  CHECK(report.messages == 1);  // The log's.
  CHECK(report.problems.size() == 1);
  CHECK(times(office.log(), "\"verdict\":\"not_composed\"") == 1);
  office.context.mail->problem.clear();
  CHECK(office.tell(morning + 1h).all_went_out());
  CHECK(office.mails() == 2);
  CHECK(times(office.log(), "\"event\":\"told_again\"") == 1);
}

TEST_CASE("a digest that was due while no pass ran says how late it is, once") {
  Office office("daily 08:30");
  office.tell(morning);
  CHECK(office.tell(morning + 24h).notes.empty());
  const auto late = office.tell(morning + 72h + 5h);
  REQUIRE(late.notes.size() == 1);
  CHECK(late.notes[0].find("2026-09-20 08:30 and comes 29 hours later") != std::string::npos);
  CHECK(late.all_went_out());
  CHECK(times(office.log(), "\"verdict\":\"late\"") == 1);
  const auto mails = sample::received(office.place.path() / "mails");
  REQUIRE(mails.size() == 6);
  CHECK(sample::decoded(mails[5]).find("its digest is late") != std::string::npos);
  CHECK(office.tell(morning + 96h).notes.empty());
}

// ── servers ─────────────────────────────────────────────────────────────────────────────────────

/// Takes connections and says nothing.
class HangingServer {
 public:
  HangingServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket_, 64) == 0);
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~HangingServer() { ::close(socket_); }
  HangingServer(const HangingServer&) = delete;
  HangingServer& operator=(const HangingServer&) = delete;
  int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
};

TEST_CASE("two hundred recipients on a server that hangs cost one timeout in a pass") {
  Office office;
  office.subscriptions[0].to.clear();
  for (int i = 0; i < 200; ++i)
    office.subscriptions[0].to.push_back("r" + std::to_string(i) + "@example.com");
  const HangingServer hanging;
  office.context.mail = sample::plain_server(hanging.port());
  office.context.mail->timeout = 1s;
  office.news(morning);
  const auto begin = std::chrono::steady_clock::now();
  const auto report = office.tell(morning);
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
  CHECK(report.waiting == 200);
  CHECK(report.problems.size() == 1);
  office.serve({});
  CHECK(office.tell(morning + 1h).sent == 200);
}

Subscription webhook(const std::string& name, int port) {
  Subscription out;
  out.name = name;
  out.channel = "webhook";
  out.options["url"] = {"http://127.0.0.1:" + std::to_string(port) + "/x", {}};
  out.options["secret_env"] = {std::string("REGWATCH_TEST_SECRET"), {}};
  return out;
}

TEST_CASE("a webhook that is dead does not silence another") {
  ::setenv("REGWATCH_TEST_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 1);
  const HangingServer hanging;
  Office office;
  office.subscriptions = {webhook("one", sample::closed_port()),
                          webhook("two", sample::closed_port())};
  office.news(morning);
  const auto report = office.tell(morning);
  CHECK(report.messages == 2);
  CHECK(report.waiting == 2);
  CHECK(report.problems.size() == 2);  // Each was tried.
}

TEST_CASE("sending ends when its time is over, and goes on in the next pass") {
  Office office;
  office.options.send_for = 0s;
  office.news(morning);
  const auto report = office.tell(morning);
  CHECK(report.sent == 0);
  CHECK(report.waiting == 2);
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].find("next pass") != std::string::npos);
  office.options.send_for = 10min;
  CHECK(office.tell(morning).sent == 2);
}

// ── too much ────────────────────────────────────────────────────────────────────────────────────

TEST_CASE("of more than one message can hold the newest are told to people, the rest by number") {
  Office office;
  Subscription program = office.subscriptions[1];
  program.name = "program";
  program.path = (office.place.path() / "all").string();
  program.notices = true;
  office.subscriptions.push_back(program);
  for (int i = 0; i < 1100; ++i) office.news(morning + std::chrono::seconds{i});
  const auto report = office.tell(morning + 1h);
  CHECK(report.messages == 1 + 2);
  CHECK(times(sample::read_file(office.place.path() / "all"), "\"type\":\"change\"") == 1100);
  const auto mails = sample::received(office.place.path() / "mails");
  REQUIRE(mails.size() == 2);
  const std::string mail = sample::decoded(mails[0]);
  CHECK(mail.find("100 older changes are not told here") != std::string::npos);
  CHECK(mail.find("办法1100") != std::string::npos);
  CHECK(mail.find("办法100\n") == std::string::npos);
  CHECK(office.tell(morning + 2h).messages == 0);
}

// ── killed where an event is told ───────────────────────────────────────────────────────────────

std::vector<Subscription> killed_office(const std::filesystem::path& directory) {
  Office office;
  office.subscriptions[1].path = (directory / "log").string();
  return office.subscriptions;
}

TEST_CASE("one pass that finds what is overdue to be killed", "[.]") {
  const std::filesystem::path directory = std::getenv("REGWATCH_TEST_DIRECTORY");
  Database database(directory / "regwatch.db");
  ChannelContext context;
  context.mail = sample::plain_server(sample::closed_port());
  TellingOptions options;
  options.now = morning + 3h;
  tell(database, killed_office(directory), context, options);
}

TEST_CASE("killed where a trouble is told, it is told once all the same") {
  for (const char* point : {"telling:before-health:1", "telling:after-health:1",
                            "telling:before-freeze:1", "telling:after-freeze:1"}) {
    INFO(point);
    const TemporaryDirectory place;
    const auto subscriptions = killed_office(place.path());
    Database database(place.path() / "regwatch.db");
    ChannelContext context;
    context.mail = sample::plain_server(sample::closed_port());
    TellingOptions options;
    options.now = morning;
    appear(database, subscriptions, "r1", "办法", morning);
    tell(database, subscriptions, context, options);
    CHECK(sample::killed_at(point, "one pass that finds what is overdue to be killed", place.path(),
                            0));
    options.now = morning + 4h;
    tell(database, subscriptions, context, options);
    options.now = morning + 5h;
    tell(database, subscriptions, context, options);
    const std::string log = sample::read_file(place.path() / "log");
    CHECK(times(log, "\"verdict\":\"unsent\"") == 1);
    CHECK(times(log, "\n") == 1);
  }
}

}  // namespace
}  // namespace regwatch
