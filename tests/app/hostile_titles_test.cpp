// What a hostile page says, in every output: one database, all exports and channels, each read by a
// reader that is not ours (check_hostile.py). A new output is a line of a table here.

#include <catch2/catch.hpp>

#include <filesystem>
#include <mutex>

#include "alerts/telling.h"
#include "app/config.h"
#include "base/text.h"
#include "storage/notices.h"
#include "tests/app/program.h"
#include "tests/crawler/loopback_server.h"
#include "tests/storage/workshop.h"

namespace regwatch::testing {
namespace {

namespace fs = std::filesystem;

std::string many(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
      "=cmd|' /C calc'!A0",
      "@SUM(1) @all @everyone <at id=all></at> <!channel> <@U1> <at user_id=\"all\">所有人</at>",
      "\t=1+1",
      "＝1+1",
      "\xC2\xA0=1+1",
      "+1 -1",
      "\u202Egnp.exe\u202C \u2066a\u2069 \u200F\u061C",
      "关于\r\nBcc: victim@example.com\r\n\r\nbody",
      "x\r\n.\r\nMAIL FROM:<a@b.c>\r\n.",
      std::string("nul\0nul", 7),
      "\x1B]0;owned\x07\x1B[2J\x1B[31m \x7F \xC2\x9B"
      "31m \xC2\x85 \x08\x0B\x0C",
      "ill \xFF\xC3( \xED\xA0\x80 \xF4\x90\x80\x80 \xC0\xAF \xE2\x80",
      many("长", 4000),
      many("W", 4000),
      many("e\xCC\x81", 400) + many("\xCC\x81", 300),
      "👩‍👩‍👧‍👦🏳️‍🌈 🇨🇳 e\xCC\x81\xCC\x82",
      "]]> <![CDATA[ --> <!-- <?xml?> &amp; &#0; &lt;",
      "{{{title}}} {{#items}} {{> x}} {title} ${HOME} $(id) `id` %s%n%x {}",
      "![](http://evil/x.png) [a](javascript:alert(1)) <http://evil/> **b** # h",
      "javascript:alert(1)",
      "\\ \\n \\\" ' \" ; , \\;",
      "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\nEND:VCALENDAR",
      "\uFFFE \uFFFF \uFDD0 \u2028 \u2029 \uFEFF \u200B",
      "   ",
      "=?utf-8?B?PHNjcmlwdD4=?=",
      "../../etc/passwd",
      many("<a href=x>[", 300),
  };
  return texts;
}

const std::vector<std::string> hostile_links = {
    "javascript:alert(1)",
    "https://example.gov.cn/a\r\nBcc: x",
    "https://user:secret@example.gov.cn/",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "https://example.gov.cn/\"><script>alert(1)</script>",
    "https://example.gov.cn/|x>[](y)",
    "https://example.gov.cn/\u202Egnp.exe\xFF",
    "http://[::1",
    "",
};

Notice hostile_notice(std::size_t i) {
  const std::string& text = hostile_texts()[i];
  Notice notice = notice_named("hostile" + std::to_string(i), text, "2022-04-08T00:30:00Z");
  notice.url = i % 2 == 0 ? notice.url : hostile_links[i % hostile_links.size()];
  notice.published = day("2022-04-08");
  notice.publisher = notice.document_number = text;
  notice.classification.kind = i % 3 == 0 ? Kind::draft : Kind::enforcement;
  notice.classification.section = NewsSection::regulatory;
  notice.classification.topics = {{text, {text}}};
  Facts& facts = notice.facts;
  facts.comment_deadline = facts.effective_date = day("2022-05-08");
  facts.comment_address = facts.comment_page = facts.index_number = text;
  facts.comment_to = facts.issuers = facts.legal_bases = facts.parties = {text, text};
  facts.amends = facts.repeals = {text};
  facts.apps = {{text, text, text, text, {text}}};
  facts.fines = {{20'000'000, text, text}};
  facts.evidence["comment_deadline"] = {text};
  facts.files["fines"] = text;
  return notice;
}

Version hostile_version(std::size_t i) {
  const std::string& text = hostile_texts()[i];
  Version version = version_saying({text, text}, "2022-04-08T00:30:00Z");
  version.article.title = text;
  for (const std::string& link : hostile_links) {
    version.article.attachments.push_back({text, link});
    version.files.emplace_back().attachment = version.article.attachments.back();
    version.files.back().problem = text;
  }
  return version;
}

/// Takes what is posted, as each of the services would.
class Services {
 public:
  Services() : server_([this](const SeenRequest& seen) { return take(seen); }) {}
  std::string url(const std::string& path) const { return server_.url(path); }
  std::map<std::string, std::vector<std::string>> taken() const {
    const std::lock_guard lock(mutex_);
    return bodies_;
  }

 private:
  RawReply take(const SeenRequest& seen) {
    const std::lock_guard lock(mutex_);
    bodies_[seen.target.substr(1, seen.target.find('?') - 1)].push_back(seen.body);
    return page(R"({"code":0,"errcode":0})");
  }
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> bodies_;
  LoopbackServer server_;
};

/// Everything that is told and written of the hostile notices.
class Told {
 public:
  Told() {
    scratch_.write("sources.toml", "# none\n");
    scratch_.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    scratch_.write("take.sh", "#!/bin/sh\ncat >>command.jsonl\nenv >>command.env\n");
    fs::permissions(scratch_ / "take.sh", fs::perms::owner_all);
    scratch_.write("regwatch.toml", configuration());
    // Parsed where its relative paths lead to nothing that is read.
    config_ = parse_config(scratch_.read("regwatch.toml"), "regwatch.toml");
    Database database(scratch_.path() / "a.db");
    for (std::size_t i = 0; i < hostile_texts().size(); ++i) put(database, i);
  }

  Ran run(std::vector<std::string> arguments) const {
    for (const char* word : {"--db", "a.db", "--sources", "sources.toml", "--config",
                             "regwatch.toml", "--now", "2022-04-08T01:00:00Z"})
      arguments.emplace_back(word);
    return run_program(arguments, scratch_.path());
  }
  /// Files of that pattern (a shell's), read as one of check_hostile.py's kinds. What it says.
  std::string read_as(const std::string& kind, const std::string& files) const {
    const std::string command = "cd " + scratch_.text() + " && /usr/bin/python3 " +
                                REGWATCH_SOURCE_DIR "/tests/app/check_hostile.py " + kind + " " +
                                files + " >said 2>&1";
    CHECK(std::system(command.c_str()) == 0);
    return scratch_.read("said");
  }
  void write_posts() const {
    for (const auto& [service, bodies] : services_.taken()) {
      for (std::size_t i = 0; i < bodies.size(); ++i)
        scratch_.write(service + "." + std::to_string(i), bodies[i]);
    }
  }
  const Scratch& scratch() const { return scratch_; }

 private:
  std::string configuration() const {
    const auto to = [&](const std::string& name, const std::string& keys) {
      return "[[subscription]]\nname = \"" + name + " 早报 ../<b>\"\nchannel = \"" + name + "\"\n" +
             keys + "\n";
    };
    const auto posted = [&](const std::string& name, const std::string& more = "") {
      return to(name, "url = \"" + services_.url("/" + name + "?key=0123456789") + "\"\n" + more);
    };
    const std::string directory = scratch_.text();
    return "[mail]\nserver = \"file:" + directory + "/mails\"\nfrom = \"r <r@example.com>\"\n" +
           "unsubscribe = \"https://example.com/u\"\n" + "[publish]\ndirectory = \"" + directory +
           "/www\"\naddress = \"https://example.com/\"\ntag = \"example.com,2026\"\n" +
           to("mail", "to = [\"Ed \\\"=?\\\" <ed@example.com>\"]") +
           to("maildir", "to = [\"ed@example.com\"]\npath = \"" + directory + "/box\"") +
           to("log", "path = \"" + directory + "/told.jsonl\"") + to("terminal", "") +
           to("command", "command = [\"" + directory + "/take.sh\"]") +
           to("feed", "feed = \"all\"") + posted("webhook", "secret_file = \"secret\"") +
           posted("slack") + posted("feishu") + posted("dingtalk") + posted("wecom");
  }

  void put(Database& database, std::size_t i) {
    Transaction transaction(database);
    Notices notices(database);
    Notice notice = hostile_notice(i);
    const std::string& text = hostile_texts()[i];
    notices.put(notice);
    Version version = hostile_version(i);
    notices.put_version(notice.id, version);
    version.article.paragraphs.push_back(text + "第一条 " + text);
    notices.put_version(notice.id, version);
    if (i % 4 == 0)
      notices.put_english(notice.id, {text, text, i % 8 == 0, text}, notice.first_seen);
    for (const ChangeKind kind : {ChangeKind::appeared, ChangeKind::amended}) {
      Change change;
      change.notice_id = notice.id;
      change.kind = kind;
      change.at = notice.first_seen;
      change.source = change.summary = text;
      change.hunks = {{text, text + "x"}};
      change.attachments_added = change.attachments_removed = {text};
      const long long id = notices.put_change(change);
      owe_change(database, config_.subscriptions, {notice, text, id, change.at});
    }
    transaction.commit();
  }

  Scratch scratch_;
  Services services_;
  Config config_;
};

struct Output {
  const char* file;
  const char* kind;
  std::vector<std::string> command;  ///< Its standard output; empty: the pass wrote it.
};

}  // namespace

TEST_CASE("no words of a hostile page are more than words, in any output") {
  const Told told;
  const Ran pass = told.run({"run", "--all"});
  told.scratch().write("pass.out", pass.out);
  told.scratch().write("pass.err", pass.err);
  told.write_posts();
  INFO(pass.err);
  CHECK(pass.status == 0);
  const Output outputs[] = {
      {"pass.out", "text", {}},
      {"pass.err", "text", {}},
      {"mails/*.eml", "mail", {}},
      {"box/new/*", "mail", {}},
      {"told.jsonl", "json_lines", {}},
      {"command.jsonl", "json_lines", {}},
      {"command.env", "text", {}},
      {"webhook.*", "webhook", {}},
      {"slack.*", "slack", {}},
      {"feishu.*", "robot", {}},
      {"dingtalk.*", "robot", {}},
      {"wecom.*", "robot", {}},
      {"www/feeds/*.atom", "atom", {}},
      {"www/feeds/all*.json", "json_feed", {}},
      {"www/*.opml", "opml", {}},
      {"www/index.html", "html", {}},
      {"items.csv", "table", {"export", "items", "--format", "csv"}},
      {"items.jsonl", "json_lines", {"export", "items", "--format", "jsonl"}},
      {"changes.jsonl", "json_lines", {"export", "changes"}},
      {"a.ics", "calendar", {"export", "ics"}},
      {"a.atom", "atom", {"export", "atom"}},
      {"a.json", "json_feed", {"export", "json-feed"}},
      {"a.opml", "opml", {"export", "opml"}},
      {"a.md", "markdown", {"export", "newsletter", "--month", "2022-04"}},
      {"a.html", "html", {"export", "newsletter", "--month", "2022-04", "--format", "html"}},
      {"a.docx", "word", {"export", "newsletter", "--month", "2022-04", "--format", "docx"}},
      {"items.txt", "text", {"items"}},
      {"shown.txt", "text", {"show", "hostile0"}},
      {"shown.jsonl", "json_lines", {"show", "hostile8", "--json"}},
      {"known.jsonl", "json_lines", {"items", "--json"}},
      {"shown8.txt", "text", {"show", "hostile8"}},
      {"shown12.txt", "text", {"show", "hostile12"}},
      {"found.txt", "text", {"search", "script"}},
      {"digest.txt", "text", {"digest"}},
      {"digest.html", "html", {"digest", "--format", "html"}},
      {"digest.jsonl", "json_lines", {"digest", "--format", "json"}},
      {"month.html", "html", {"digest", "--month", "2022-04", "--format", "html"}},
      {"diff.txt", "text", {"diff", "hostile12"}},
      {"diff.jsonl", "json_lines", {"diff", "hostile12", "--json"}},
      {"diff.html", "html", {"diff", "hostile0", "--format", "html"}},
      {"told.txt", "text", {"alerts", "list"}},
      {"tested.txt", "text", {"alerts", "test"}},
  };
  for (const auto& [file, kind, command] : outputs) {
    INFO(file << ": " << join(command, " "));
    if (!command.empty()) {
      const Ran ran = told.run(command);
      INFO(ran.err);
      CHECK(ran.status == 0);
      told.scratch().write(file, ran.out);
    }
    const std::string said = told.read_as(kind, file);
    INFO(said);
    CHECK(count_of(said, "FAULT") == 0);
    CHECK(said.ends_with(" read\n"));
    CHECK(count_of(said, ": 0 read") == 0);
  }
}

}  // namespace regwatch::testing
