#include "alerts/smtp_reply.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

TEST_CASE("a mailbox that is gone is told from a message that was refused") {
  struct Case {
    const char* line;
    bool gone;
    bool sender = false;
  };
  const Case cases[] = {
      {"550 5.1.1 <a@example.com>: Recipient address rejected: User unknown", true},
      {"550-5.1.1 The email account that you tried to reach does not exist.\r\n", true},
      {"550 5.1.2 Recipient address rejected: Domain not found", true},
      {"551 5.1.6 moved", true},
      {"556 5.1.10 this domain takes no mail", true},
      {"550 5.2.1 The mailbox is disabled", true},
      {"554 5.1.8 Sender address rejected: Domain not found", false, true},
      {"553 5.1.7 Bad sender address syntax", false, true},
      {"550 5.1.0 Sender denied", false},
      {"552 5.2.2 mailbox full", false},
      {"552 5.3.4 message too big", false},
      {"552 message too big", false},
      {"554 5.7.1 this looks like spam: no such user", false},
      {"550 5.7.26 unauthenticated mail is not accepted", false},
      {"450 4.1.1 greylisted", false},
      {"450 5.1.1 a class that is not the code's", false},
      {"550 Mailbox not found. https://service.example.com/5.1.1", true},
      {"550 User not found: a@example.com", true},
      {"550 No such user here", true},
      {"550 Mail content denied", false},
      {"550 Domain frequency limited", false},
      {"554 No such user here", false},
      {"250 2.1.5 OK", false},
      {"no reply", false},
      {"", false},
  };
  for (const auto& [line, gone, sender] : cases) {
    INFO(line);
    CHECK(says_recipient_gone(parse_smtp_reply(line)) == gone);
    CHECK(says_sender_refused(parse_smtp_reply(line)) == sender);
  }
}

TEST_CASE("a reply is read in its parts, whatever bytes it has") {
  const SmtpReply reply = parse_smtp_reply("451 4.7.1 try  again\xFF later\r\n");
  CHECK(reply.code == 451);
  CHECK(reply.is_temporary());
  REQUIRE(reply.status);
  CHECK(reply.status->subject == 7);
  CHECK(reply.text == "451 4.7.1 try again\xEF\xBF\xBD later");
  CHECK_FALSE(parse_smtp_reply("550 5.1.1.1 x").status);
  CHECK_FALSE(parse_smtp_reply("550 5.1").status);
  CHECK_FALSE(parse_smtp_reply("550 5.99999999999.1").status);
  CHECK(parse_smtp_reply("550").is_permanent());
  CHECK(parse_smtp_reply("250-5.1.1").is_positive());
  CHECK(parse_smtp_reply("55").code == 0);
}

}  // namespace
}  // namespace regwatch
