#include "alerts/threads.h"

#include <catch2/catch.hpp>

#include "alerts/telling.h"
#include "base/text.h"
#include "storage/lineage.h"
#include "storage/notices.h"
#include "tests/alerts/smtp_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

const Instant morning = *parse_instant("2026-09-18T00:40:00Z");

// The field of a mail as a mail program reads it.
std::string field_of(const std::filesystem::path& mail, const std::string& name) {
  const std::string text = "\n" + sample::decoded(mail);
  const auto at = text.find("\n" + name + ": ");
  if (at == text.npos) return "";
  const auto begin = at + name.size() + 3;
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// A subscription by mail at once, to a real server.
struct Office {
  TemporaryDirectory place;
  Database database{place.path() / "regwatch.db"};
  std::filesystem::path mails = place.path() / "mails";
  sample::SmtpServer server{mails};
  ChannelContext context;
  std::vector<Subscription> subscriptions{1};
  Instant clock = morning;

  Office() {
    context.mail = sample::plain_server(server.port());
    subscriptions[0].name = "at once";
    subscriptions[0].channel = "mail";
    subscriptions[0].to = {"a@example.com", "Ed <b@example.com>"};
  }
  void happen(const char* id, ChangeKind kind, const char* title = "数据出境安全评估办法") {
    Notice notice = sample::notice(id, Kind::draft, "CAC", title, "2026-09-17");
    notice.facts.comment_deadline = sample::day("2026-10-17");
    notice.first_seen = notice.last_seen = clock;
    Transaction transaction(database);
    Notices notices(database);
    notices.put(notice);
    Change change = sample::change(id, kind);
    change.at = clock;
    const long long change_id = notices.put_change(change);
    owe_change(database, subscriptions, {notice, "", change_id, clock});
    transaction.commit();
  }
  /// The mails that one pass sent to the first recipient.
  std::vector<std::filesystem::path> pass() {
    const auto before = sample::received(mails).size();
    TellingOptions options;
    options.now = clock;
    const auto report = tell(database, subscriptions, context, options);
    for (const auto& problem : report.problems) FAIL_CHECK(problem);
    clock += std::chrono::hours{1};
    std::vector<std::filesystem::path> sent;
    const auto all = sample::received(mails);
    for (auto i = before; i < all.size(); ++i) {
      if (sample::envelope_of(all[i]).find("a@example.com") != std::string::npos)
        sent.push_back(all[i]);
    }
    return sent;
  }
};

TEST_CASE("what happens to a notice later answers the first alert on it") {
  Office office;
  office.happen("d1", ChangeKind::appeared);
  office.happen("d2", ChangeKind::appeared, "另一办法");
  const auto first = office.pass();
  REQUIRE(first.size() == 2);
  const std::string id = field_of(first[0], "Message-ID");
  const std::string subject = field_of(first[0], "Subject");
  CHECK(subject == "regwatch: Draft for comment: 数据出境安全评估办法");
  CHECK(field_of(first[0], "References").empty());
  CHECK(field_of(first[1], "Subject") == "regwatch: Draft for comment: 另一办法");

  office.happen("d1", ChangeKind::amended, "数据出境安全评估办法（修订）");
  const auto second = office.pass();
  REQUIRE(second.size() == 1);
  CHECK(field_of(second[0], "Subject") == "Re: " + subject);
  CHECK(field_of(second[0], "In-Reply-To") == id);
  CHECK(field_of(second[0], "References") == id);

  office.happen("d1", ChangeKind::withdrawn);
  const auto third = office.pass();
  REQUIRE(third.size() == 1);
  CHECK(field_of(third[0], "Subject") == "Re: " + subject);
  CHECK(field_of(third[0], "In-Reply-To") == field_of(second[0], "Message-ID"));
  CHECK(field_of(third[0], "References") == id + " " + field_of(second[0], "Message-ID"));

  office.happen("d1", ChangeKind::deadline_near);
  const auto reminder = office.pass();
  REQUIRE(reminder.size() == 1);
  CHECK(field_of(reminder[0], "Subject").ends_with("(comments until 2026-10-17)"));
  CHECK(field_of(reminder[0], "In-Reply-To") == field_of(third[0], "Message-ID"));
}

TEST_CASE("a final is told under its own title, in the thread of its draft") {
  Office office;
  office.happen("d1", ChangeKind::appeared);
  const auto draft = office.pass();
  REQUIRE(draft.size() == 1);
  office.happen("f1", ChangeKind::appeared, "数据出境安全评估办法 正式");
  Lineages(office.database).link("f1", "d1", Relation::final_of);
  const auto final_ = office.pass();
  REQUIRE(final_.size() == 1);
  CHECK(field_of(final_[0], "In-Reply-To") == field_of(draft[0], "Message-ID"));
  const std::string subject = field_of(final_[0], "Subject");
  CHECK(subject == "regwatch: Draft for comment: 数据出境安全评估办法 正式");
  office.happen("f1", ChangeKind::amended, "数据出境安全评估办法 正式");
  const auto amended = office.pass();
  REQUIRE(amended.size() == 1);
  CHECK(field_of(amended[0], "Subject") == "Re: " + subject);
}

TEST_CASE("more notices at once than a person reads one by one are one message") {
  Office office;
  for (const char* id : {"d1", "d2", "d3", "d4", "d5", "d6"})
    office.happen(id, ChangeKind::appeared);
  const auto all = office.pass();
  REQUIRE(all.size() == 1);
  CHECK(field_of(all[0], "Subject").find("6 drafts") != std::string::npos);
  office.happen("d1", ChangeKind::amended);
  const auto amended = office.pass();
  REQUIRE(amended.size() == 1);
  CHECK(field_of(amended[0], "In-Reply-To") == field_of(all[0], "Message-ID"));
  CHECK(field_of(amended[0], "Subject") == "regwatch: Amended: 数据出境安全评估办法");
}

TEST_CASE("a digest answers nothing and is answered by nothing") {
  Office office;
  office.subscriptions[0].when = *Schedule::parse("daily 08:30 Asia/Shanghai");
  office.happen("d1", ChangeKind::appeared);
  const auto digest = office.pass();
  REQUIRE(digest.size() == 1);
  office.subscriptions[0].when = {};
  office.happen("d1", ChangeKind::amended);
  const auto amended = office.pass();
  REQUIRE(amended.size() == 1);
  CHECK(field_of(amended[0], "References").empty());
}

TEST_CASE("of a long thread the first and the newest are named") {
  Office office;
  office.happen("d1", ChangeKind::appeared);
  const auto first = field_of(office.pass().at(0), "Message-ID");
  std::string last;
  for (int i = 0; i < 25; ++i) {
    office.happen("d1", ChangeKind::amended);
    const auto mail = office.pass().at(0);
    if (i == 24) {
      const std::string named = field_of(mail, "References");
      CHECK(split(named, ' ').size() == 20);
      CHECK(named.starts_with(first + " <"));
      CHECK(named.ends_with(" " + last));
      CHECK(field_of(mail, "In-Reply-To") == last);
    }
    last = i == 23 ? field_of(mail, "Message-ID") : last;
  }
}

TEST_CASE("each recipient gets a copy of its own, with its own way out, the same at each attempt") {
  Office office;
  office.context.mail->unsubscribe = "https://news.example.com/regwatch/unsubscribe";
  office.context.mail->unsubscribe_mailto = "leave@example.com";
  office.happen("d1", ChangeKind::appeared,
                "</body><script>alert(1)</script>\r\nBcc: x@example.com");
  office.context.mail->url = "smtp://127.0.0.1:" + std::to_string(sample::closed_port());
  TellingOptions options;
  options.now = office.clock;
  CHECK(tell(office.database, office.subscriptions, office.context, options).sent == 0);
  const auto due = Outbox(office.database).due(office.clock + std::chrono::hours{9});
  REQUIRE(due.size() == 2);
  // What is configured later does not reach into what was frozen.
  office.context.mail->unsubscribe = "https://elsewhere.example.com/";
  office.context.mail->url = sample::plain_server(office.server.port()).url;
  CHECK(office.pass().size() == 1);
  const auto mails = sample::received(office.mails);
  REQUIRE(mails.size() == 2);
  std::vector<std::string> links;
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(sample::read_file(mails[i]) == Outbox(office.database).bytes_of(due[i]));
    const std::string mail = sample::decoded(mails[i]);
    CHECK(field_of(mails[i], "To") == due[i].recipient);
    CHECK(field_of(mails[i], "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click");
    const std::string ways = field_of(mails[i], "List-Unsubscribe");
    CHECK(ways.ends_with(">, <mailto:leave@example.com?subject=unsubscribe%20at%20once>"));
    const std::string link = ways.substr(1, ways.find('>') - 1);
    CHECK(link.starts_with("https://news.example.com/regwatch/unsubscribe?t="));
    CHECK(mail.find(":\n" + link + "\n") != std::string::npos);
    CHECK(mail.find("<a href=\"" + link + "\">") < mail.rfind("</body>"));
    CHECK(mail.find("\nBcc") == mail.npos);
    links.push_back(link);
  }
  CHECK(links[0] != links[1]);
}

TEST_CASE("without an address to unsubscribe at, one message names all recipients") {
  Office office;
  office.context.mail->unsubscribe_mailto = "leave@example.com";
  office.happen("d1", ChangeKind::appeared);
  const auto sent = office.pass();
  REQUIRE(sent.size() == 1);
  CHECK(field_of(sent[0], "To") == "a@example.com, Ed <b@example.com>");
  CHECK(field_of(sent[0], "List-Unsubscribe") ==
        "<mailto:leave@example.com?subject=unsubscribe%20at%20once>");
  CHECK(field_of(sent[0], "List-Unsubscribe-Post").empty());
}

}  // namespace
}  // namespace regwatch
