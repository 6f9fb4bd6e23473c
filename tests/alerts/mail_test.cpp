#include <catch2/catch.hpp>
#include <fstream>

#include "alerts/channel.h"
#include "alerts/mime.h"
#include "base/text.h"
#include "tests/alerts/smtp_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using sample::SmtpServer;
using Kind_ = SendOutcome::Kind;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Subscription to(std::vector<std::string> addresses) {
  Subscription subscription;
  subscription.name = "早报";
  subscription.channel = "mail";
  subscription.to = std::move(addresses);
  return subscription;
}

Message compose(const Digest& digest, const Subscription& subscription,
                const ChannelContext& context) {
  Message message;
  message.message_id = "<0123456789abcdef@example.com>";
  message.subject = digest_subject(digest);
  message.created_at = sample::at("2026-09-18T00:30:00Z");
  message.bytes = find_channel("mail")->compose(digest, subscription, message, context).front();
  return message;
}

struct Sent {
  SendOutcome outcome;
  std::vector<std::filesystem::path> mails;
};

Sent send_to(const MailServer& server, const std::filesystem::path& directory,
             const std::string& recipient, const Digest& digest = sample::full_digest()) {
  ChannelContext context;
  context.mail = server;
  const Subscription subscription = to({recipient});
  const Message message = compose(digest, subscription, context);
  Sent sent;
  sent.outcome = find_channel("mail")->send(message, recipient, subscription, context);
  sent.mails = sample::received(directory);
  return sent;
}

std::string certificate_in(const std::filesystem::path& directory) {
  const std::string file = (directory / "cert.pem").string();
  sample::output_of(
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
      "subjectAltName=IP:127.0.0.1,DNS:localhost -keyout " +
      file + ".key -out " + file + ".crt 2>/dev/null && cat " + file + ".key " + file + ".crt > " +
      file);
  return file;
}

TEST_CASE("a mail arrives as it was meant, read by another mail library") {
  const TemporaryDirectory place;
  const SmtpServer server(place.path());
  const auto sent =
      send_to(sample::plain_server(server.port()), place.path(), "editor@example.com");
  REQUIRE(sent.outcome.kind == Kind_::accepted);
  REQUIRE(sent.mails.size() == 1);
  CHECK(holds(sample::envelope_of(sent.mails[0]),
              R"("from": "regwatch@example.com", "to": ["editor@example.com"])"));
  const std::string mail = sample::decoded(sent.mails[0]);
  CHECK(holds(mail, "From: 监管观察 regwatch <regwatch@example.com>\n"));
  CHECK(holds(mail, "To: editor@example.com\n"));
  CHECK(holds(mail, "Subject: " + digest_subject(sample::full_digest()) + "\n"));
  CHECK(holds(mail, "Date: Fri, 18 Sep 2026 00:30:00 +0000\n"));
  CHECK(holds(mail, "Message-ID: <0123456789abcdef@example.com>\n"));
  CHECK(holds(mail, "Auto-Submitted: auto-generated\n"));
  CHECK(holds(mail, "List-Id: <"));
  CHECK(holds(mail, "== text\n" + digest_as_text(sample::full_digest())));
  CHECK(holds(mail, "== html\n" + digest_as_html(sample::full_digest())));
}

TEST_CASE("a Chinese subject is encoded and comes back whole") {
  Digest digest;
  digest.now = sample::at("2026-09-18T00:30:00Z");
  digest.items.push_back(sample::full_digest().items[0]);
  const TemporaryDirectory place;
  const SmtpServer server(place.path());
  const auto sent =
      send_to(sample::plain_server(server.port()), place.path(), "e@example.com", digest);
  REQUIRE(sent.mails.size() == 1);
  CHECK(holds(sample::decoded(sent.mails[0]), "Subject: " + digest_subject(digest) + "\n"));
}

TEST_CASE("a hostile title puts no field into a mail") {
  const TemporaryDirectory place;
  const SmtpServer server(place.path());
  const auto sent = send_to(sample::plain_server(server.port()), place.path(), "e@example.com",
                            sample::hostile_digest());
  REQUIRE(sent.mails.size() == 1);
  CHECK_FALSE(holds(sample::read_file(sent.mails[0]), "\r\nBcc:"));
  sample::decoded(sent.mails[0]);
}

TEST_CASE("what a server answers is told apart") {
  struct Case {
    std::vector<std::string> options;
    Kind_ kind;
    bool nobody_reachable;
    std::string why;
    std::size_t received;
    bool gone = false;
  };
  const std::vector<Case> cases = {
      {{"--refuse", "e@example.com"}, Kind_::refused, false, "550 5.1.1 no such user", 0, true},
      {{"--defer", "e@example.com"}, Kind_::try_later, false, "451 4.7.1 try again", 0},
      {{"--refuse-sender"}, Kind_::try_later, true, "550 5.1.8 this sender", 0},
      {{"--refuse-data"}, Kind_::refused, false, "554 5.7.1 this looks like spam", 0},
      {{"--drop-after-data"}, Kind_::unknown, false, "no answer after", 1},
      {{"--login", "user:secret"}, Kind_::try_later, true, "530", 0},
  };
  for (const auto& [options, kind, nobody_reachable, why, count, gone] : cases) {
    const TemporaryDirectory place;
    const SmtpServer server(place.path(), options);
    const auto sent = send_to(sample::plain_server(server.port()), place.path(), "e@example.com");
    INFO(options[0] << ": " << sent.outcome.why);
    CHECK(sent.outcome.kind == kind);
    CHECK(sent.outcome.nobody_reachable == nobody_reachable);
    CHECK(sent.outcome.recipient_gone == gone);
    CHECK(holds(sent.outcome.why, why));
    CHECK(sent.mails.size() == count);
  }
}

TEST_CASE("a server that is down is tried later") {
  const auto sent =
      send_to(sample::plain_server(sample::closed_port()), "/nonexistent", "e@example.com");
  CHECK(sent.outcome.kind == Kind_::try_later);
  CHECK(sent.outcome.nobody_reachable);
}

TEST_CASE("TLS is required, verified, and the login goes through it") {
  const TemporaryDirectory place;
  const std::string certificate = certificate_in(place.path());
  const bool from_the_start = GENERATE(false, true);
  std::vector<std::string> options = {"--certificate", certificate, "--login", "user:secret"};
  if (from_the_start) options.push_back("--smtps");
  const SmtpServer smtp(place.path() / "mails", options);
  MailServer server = sample::plain_server(smtp.port());
  if (from_the_start) server.url = replace_all(server.url, "smtp:", "smtps:");
  server.require_tls = true;
  server.username = "user";
  server.password = "secret";
  const auto mails = place.path() / "mails";

  const auto unknown_certificate = send_to(server, mails, "e@example.com");
  CHECK(unknown_certificate.outcome.kind == Kind_::try_later);
  CHECK(unknown_certificate.mails.empty());

  server.ca_file = certificate + ".crt";
  const auto sent = send_to(server, mails, "e@example.com");
  INFO(sent.outcome.why);
  CHECK(sent.outcome.kind == Kind_::accepted);
  REQUIRE(sent.mails.size() == 1);
  CHECK(holds(sample::envelope_of(sent.mails[0]), "\"auth\": true"));

  server.password = "wrong";
  const auto denied = send_to(server, mails, "e@example.com");
  CHECK(denied.outcome.kind == Kind_::try_later);
  CHECK(denied.outcome.nobody_reachable);
  CHECK_FALSE(holds(denied.outcome.why, "wrong"));
}

TEST_CASE("a server without STARTTLS gets nothing where TLS is required") {
  const TemporaryDirectory place;
  const SmtpServer smtp(place.path());
  MailServer server = sample::plain_server(smtp.port());
  server.require_tls = true;
  const auto sent = send_to(server, place.path(), "e@example.com");
  CHECK(sent.outcome.kind == Kind_::try_later);
  CHECK(sent.mails.empty());
}

TEST_CASE("a subscription to mail is checked before it is needed") {
  ChannelContext context;
  context.mail = sample::plain_server(25);
  const auto check = find_channel("mail")->check;
  CHECK(check(to({"editor@example.com", "Ed <ed@example.com>"}), context).empty());
  CHECK(holds(check(to({}), context), "'to'"));
  CHECK(holds(check(to({"editor"}), context), "editor@example.com"));
  CHECK(holds(check(to({"a@example.com\r\nRCPT TO:<b@example.com>"}), context), "no mail address"));
  CHECK(holds(check(to({"a@example.com"}), {}), "[mail]"));
}

}  // namespace
}  // namespace regwatch
