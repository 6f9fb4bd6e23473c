#include "app/config.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/config_tree.h"

using namespace regwatch;

namespace {

std::string problems_of(std::string_view toml) {
  try {
    parse_config(toml, "regwatch.toml");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("without a configuration the terminal is told everything") {
  const Config config = parse_config("", "");
  REQUIRE(config.subscriptions.size() == 1);
  CHECK(config.subscriptions[0].channel == "terminal");
  CHECK(config.subscriptions[0].health);
  CHECK(config.subscriptions[0].notices);
  CHECK(config.network.pause == std::chrono::seconds(1));
}

TEST_CASE("an empty file is a configuration that says nothing, and a directory is none") {
  const auto file = std::filesystem::temp_directory_path() / "regwatch-empty-config.toml";
  std::ofstream(file).close();
  CHECK(load_config(file.string()).subscriptions.size() == 1);
  std::filesystem::remove(file);
  CHECK_THROWS_WITH(load_config(file.string()), Catch::EndsWith(": cannot be read"));
  const auto directory = std::filesystem::temp_directory_path().string();
  CHECK_THROWS_WITH(load_config(directory), Catch::EndsWith(": cannot be read"));
}

TEST_CASE("the example of the manual is read") {
  const Config config = parse_config(R"toml(
[storage]
database  = "/var/lib/regwatch/regwatch.db"
archive   = "/var/lib/regwatch/archive"
keep_days = 1100
min_free  = "2 GiB"

[network]
user_agent = "Mozilla/5.0 (compatible; regwatch/1.0; +https://example.com/regwatch)"
pause      = "1s"
allow      = []

[reminders]
days = [10, 2]

[mail]
server        = "smtp://mail.example.com:587"
username      = "regwatch"
password_file = "/etc/regwatch/mail.password"
from          = "regwatch <regwatch@example.com>"

[[subscription]]
name        = "morning digest"
channel     = "mail"
to          = ["editor@example.com"]
kinds       = ["draft", "rule"]
topics      = ["*"]
authorities = []
words       = []
not_words   = []
when        = "daily 08:30 Asia/Shanghai"
by          = "section"

[[subscription]]
name    = "operators"
channel = "log"
path    = "/var/log/regwatch/alerts.jsonl"
health  = true
when    = "at once"
)toml",
                                     "regwatch.toml");
  CHECK(*config.storage.min_free == 2147483648u);
  CHECK(*config.storage.keep_days == 1100);
  CHECK(config.reminder_days == std::vector<int>{10, 2});
  REQUIRE(config.subscriptions.size() == 2);
  CHECK(config.subscriptions[0].kinds.size() == 2);
  CHECK(config.subscriptions[0].when.rhythm == Schedule::Rhythm::daily);
  CHECK(config.subscriptions[0].notices);
  CHECK(config.subscriptions[0].order == DigestOrder::section);
  CHECK(config.subscriptions[1].order == DigestOrder::urgency);
  // Health alone: operators do not hear of every notice.
  CHECK_FALSE(config.subscriptions[1].notices);
  CHECK(config.mail->server.require_tls);
}

TEST_CASE("an error names file, line, key and a suggestion") {
  struct Case {
    std::string_view toml;
    std::vector<std::string> said;
  };
  const Case cases[] = {
      {"[reminders]\ndays = [7, -1]\n", {"regwatch.toml:2:", "days", "such as [7, 3, 1]"}},
      {"[network]\nuser_agnet = \"x\"\n",
       {"regwatch.toml:2:", "user_agnet", "did you mean 'user_agent'"}},
      {"[[subscription]]\nname = \"a\"\nchannel = \"log\"\npath = \"a\"\nby = \"date\"\n",
       {"regwatch.toml:5:", "'urgency' or 'section'"}},
      {"[network]\npause = 3\n",
       {"regwatch.toml:2:", "pause", "a string is expected, not a whole number"}},
      {"[network]\npause = \"3 parsecs\"\n", {"regwatch.toml:2:", "3 parsecs", "500ms"}},
      {"[mail]\nfrom = \"a@b\"\n", {"regwatch.toml:1:", "[mail]", "'server' is missing"}},
      {"[mail]\nserver=\"smtp://x\"\nfrom=\"a@b\"\npassword=\"hunter2\"\n",
       {"regwatch.toml:4:", "password_file"}},
      {"[mail]\nserver=\"smtp://x\"\nfrom=\"a@b\"\nunsubscribe=\"http://x/u\"\n",
       {"regwatch.toml:4:", "an https address"}},
      {"[mail]\nserver=\"smtp://x\"\nfrom=\"a@b\"\nunsubscribe_mailto=\"x\"\n",
       {"regwatch.toml:4:", "no mail address"}},
      {"[[subscription]]\nname=\"a\"\nchannel=\"maildir\"\n",
       {"regwatch.toml:1:", "maildir needs a 'path'"}},
      {"[[subscription]]\nname=\"a\"\nchannel=\"fax\"\n",
       {"regwatch.toml:3:", "'fax' is none of", "mail"}},
      {"[[subscription]]\nname=\"a\"\nchannel=\"terminal\"\nkinds=[\"drafts\"]\n",
       {"regwatch.toml:4:", "'drafts' is no kind"}},
      {"[[subscription]]\nname=\"a\"\nchannel=\"terminal\"\nwhen=\"hourly\"\n",
       {"regwatch.toml:4:", "when"}},
      {"[[subscription]]\nname=\"a\"\nchannel=\"mail\"\nto=[\"x@y\"]\n",
       {"regwatch.toml:1:", "[mail]"}},
      {"[[subscription]]\nname=\"a\"\nchannel=\"terminal\"\n[[subscription]]\nname=\"a\"\nchannel="
       "\"terminal\"\n",
       {"regwatch.toml:4:", "'a' was given already"}},
      {"[storage\n", {"regwatch.toml:1:"}},
      {"mial = 1\n", {"regwatch.toml:1:", "did you mean 'mail'"}},
  };
  for (const auto& [toml, said] : cases) {
    const std::string message = problems_of(toml);
    for (const auto& part : said) {
      INFO(message);
      CHECK(message.find(part) != std::string::npos);
    }
  }
  CHECK(problems_of("[mail]\nserver=\"smtp://x\"\nfrom=\"a@b\"\npassword=\"hunter2\"\n")
            .find("hunter2") == std::string::npos);
}

TEST_CASE("all problems are said at once") {
  const std::string message = problems_of("[network]\nx = 1\ny = 2\n[storage]\nz = 3\n");
  CHECK(std::count(message.begin(), message.end(), '\n') == 2);
}

TEST_CASE("durations and sizes are read with their units") {
  using namespace std::chrono_literals;
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("1h") == 1h);
  CHECK(parse_duration("2 d") == 48h);
  CHECK_FALSE(parse_duration("1"));
  CHECK_FALSE(parse_duration("-1s"));
  CHECK_FALSE(parse_duration(""));
  CHECK(parse_bytes("2 GiB") == 2147483648u);
  CHECK(parse_bytes("1MB") == 1000000u);
  CHECK_FALSE(parse_bytes("lots"));
}

TEST_CASE("a password comes from its file or the environment") {
  const std::string base = "[mail]\nserver=\"smtp://x\"\nfrom=\"a@b\"\n";
  ::setenv("REGWATCH_TEST_PASSWORD", "s3cret", 1);
  CHECK(resolve_mail(parse_config(base + "password_env=\"REGWATCH_TEST_PASSWORD\"\n", "f"))
            ->password == "s3cret");
  CHECK_THROWS_AS(resolve_mail(parse_config(base + "password_env=\"REGWATCH_NOT_SET\"\n", "f")),
                  ConfigError);
  CHECK_THROWS_AS(resolve_mail(parse_config(base + "password_file=\"/nonexistent\"\n", "f")),
                  ConfigError);
}

TEST_CASE("what would break out of a mail, a feed or a terminal is refused where it is written") {
  const std::string mail = "[mail]\nserver = \"file:x\"\nfrom = ";
  const std::string good = mail + "\"r@example.com\"\n";
  const std::string assistant = "[assistant]\nmodel = \"m\"\nendpoint = ";
  const auto named = [](const std::string& name) {
    return "[[subscription]]\nchannel = \"terminal\"\nname = \"" + name + "\"\n";
  };
  const auto to = [&](const std::string& address) {
    return good + "[[subscription]]\nname = \"a\"\nchannel = \"mail\"\nto = [\"" + address +
           "\"]\n";
  };
  const auto posting_to = [](const std::string& url) {
    return "[[subscription]]\nname = \"a\"\nchannel = \"slack\"\nurl = \"" + url + "\"\n";
  };
  const std::string refused[] = {
      named("a\\r\\nBcc: x"),
      named("a\\u0000"),
      named("\\u001B[2J"),
      named("\\u202Egnp"),
      named("\\u0085"),
      named("\\u2028"),
      named(std::string(4000, 'x')),
      mail + "\"not @ an address\"\n",
      mail + "\"a@example.com\\nBcc: b@example.com\"\n",
      to("a@example.com\\nBcc: b@example.com"),
      to("a@example.com, b@example.com"),
      assistant + "\"https://user:word@example.com/\"\n",
      assistant + "\"file:///etc/passwd\"\n",
      posting_to("https://user:word@example.com/"),
      posting_to("file:///etc/passwd"),
      posting_to("gopher://example.com/"),
  };
  for (const std::string& toml : refused) {
    INFO(toml.substr(0, 200));
    const std::string problems = problems_of(toml);
    CHECK_FALSE(problems.empty());
    CHECK(problems.find("word@") == std::string::npos);
    CHECK(problems.size() < 5000);
  }
  for (const char* name :
       {"../../etc", "早报 \\\"quoted\\\" <b>", "👩‍👩‍👧 e\xCC\x81", "全角　空格  two"})
    CHECK(problems_of(named(name)).empty());
}
