// Programs of the operator's, as they are written, and as they go wrong.

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "base/text.h"
#include "tests/alerts/smtp_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using Outcome = SendOutcome::Kind;
using Words = std::vector<std::string>;

struct Script {
  explicit Script(const std::string& text, const std::string& interpreter = "/bin/sh") {
    std::ofstream(place / "script") << "#!" << interpreter << "\ncd " << place.text() << "\n"
                                    << text << "\n";
    std::filesystem::permissions(place / "script", std::filesystem::perms::owner_all);
    subscription.name = "pager 值班";
    subscription.channel = "command";
    subscription.options["command"] = {Words{(place / "script").string(), "--flag", "$HOME; *"},
                                       {}};
    subscription.options["timeout"] = {std::int64_t{10}, {}};
    message.subscription = subscription.name;
    message.message_id = "<0123.regwatch@example.com>";
    message.subject = "regwatch: Rule: 办法";
    message.bytes = "{\"type\":\"change\"}\n";
  }
  SendOutcome send() const {
    return find_channel("command")->send(message, "command", subscription, {});
  }
  std::string file(const std::string& name) const { return sample::read_file(place / name); }

  TemporaryDirectory place;
  Subscription subscription;
  Message message;
};

TEST_CASE("a command is fed the lines of the log, with what they belong to") {
  Script script("cat > input; printf '%s\\n' \"$@\" > arguments; env > environment; pwd; exit 0");
  const Digest digest = sample::full_digest();
  const auto parts =
      find_channel("command")->compose(digest, script.subscription, script.message, {});
  REQUIRE(parts.size() == 1);
  script.message.bytes = parts[0];
  ::setenv("REGWATCH_SUBJECT", "of an earlier one", 1);
  CHECK(script.send().kind == Outcome::accepted);
  ::unsetenv("REGWATCH_SUBJECT");
  CHECK(script.file("input") == parts[0]);
  CHECK(split(parts[0], '\n').size() == 2 + digest.items.size() + digest.health.size());
  // No shell has seen them.
  CHECK(script.file("arguments") == "--flag\n$HOME; *\n");
  const std::string environment = "\n" + script.file("environment");
  CHECK(icontains(environment, "\nREGWATCH_MESSAGE_ID=<0123.regwatch@example.com>\n"));
  CHECK(icontains(environment, "\nREGWATCH_SUBSCRIPTION=pager 值班\n"));
  CHECK(icontains(environment, "\nREGWATCH_SUBJECT=regwatch: Rule: 办法\n"));
  CHECK_FALSE(icontains(environment, "of an earlier one"));
  CHECK(icontains(environment, "\nPATH=" + std::string(std::getenv("PATH")) + "\n"));
}

TEST_CASE("what the end of a command means for the message") {
  struct Case {
    const char* script;
    Outcome kind;
    const char* why;
  };
  const Case cases[] = {
      {"exit 0", Outcome::accepted, ""},
      {"echo broken >&2; exit 0", Outcome::accepted, ""},
      {"exit 75", Outcome::try_later, "ended with status 75"},
      {"exit 1", Outcome::try_later, "ended with status 1"},
      {"no-such-program-anywhere", Outcome::try_later, "not found"},
      {"exit 65", Outcome::refused, "ended with status 65"},
      {"echo first >&2; echo 'the last word' >&2; echo >&2; exit 3", Outcome::try_later,
       "status 3: the last word"},
      {"printf 'no line end' >&2; exit 3", Outcome::try_later, "status 3: no line end"},
      {"printf '\\033[31mred\\r\\n\\n' >&2; exit 3", Outcome::try_later, "status 3: "},
      {"exec >&- 2>&- <&-; exit 3", Outcome::try_later, "ended with status 3"},
      {"kill -9 $$", Outcome::unknown, "died of signal 9"},
      {"exec 2>&-; sleep 0.2; kill -15 $$", Outcome::unknown, "died of signal 15"},
  };
  for (const auto& [text, kind, why] : cases) {
    INFO(text);
    const auto outcome = Script(text).send();
    CHECK(outcome.kind == kind);
    CHECK(icontains(outcome.why, why));
    CHECK(outcome.why.find_first_of("\x1b\r\n") == std::string::npos);
    CHECK_FALSE(outcome.nobody_reachable);
    CHECK_FALSE(outcome.recipient_gone);
  }
}

TEST_CASE("a command that reads nothing, or a little, of much does no harm") {
  for (const char* text : {"exit 0", "head -c 10 >/dev/null", "exec <&-; exit 0"}) {
    INFO(text);
    Script script(text);
    script.message.bytes = std::string(20'000'000, 'x');
    CHECK(script.send().kind == Outcome::accepted);
  }
}

TEST_CASE("a command that floods its outputs is heard to its last words") {
  const Script script(
      "i=0; while [ $i -lt 200 ]; do head -c 65536 /dev/zero; head -c 65536 /dev/zero | tr '\\0' x "
      ">&2; i=$((i+1)); done; echo >&2; echo 'enough' >&2; exit 4");
  const auto outcome = script.send();
  CHECK(outcome.kind == Outcome::try_later);
  CHECK(icontains(outcome.why, "status 4: enough"));
}

TEST_CASE("a command that takes too long is killed with all that it started") {
  Script script("sleep 300 & echo $! > child; trap '' TERM; echo slow >&2; sleep 300");
  script.subscription.options["timeout"] = {std::int64_t{1}, {}};
  const auto start = std::chrono::steady_clock::now();
  const auto outcome = script.send();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{5});
  CHECK(outcome.kind == Outcome::unknown);
  CHECK(icontains(outcome.why, "took too long and was killed: slow"));
  const pid_t child = std::atoi(script.file("child").c_str());
  REQUIRE(child > 0);
  const auto is_running = [&] {
    const std::string stat = sample::read_file("/proc/" + std::to_string(child) + "/stat");
    return !stat.empty() && !icontains(stat, ") Z ");
  };
  for (int i = 0; i < 100 && is_running(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(is_running());
}

TEST_CASE(
    "a daemon that a command leaves behind, pipes in hand, is neither waited for nor killed") {
  const Script script(
      "(sleep 0.5; echo alive > after) & setsid sh -c 'while :; do echo flood >&2; sleep 0.01; "
      "done' "
      "& echo $! > daemon; echo 'left' >&2; exit 0");
  const auto start = std::chrono::steady_clock::now();
  CHECK(script.send().kind == Outcome::accepted);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds{450});
  for (int i = 0; i < 100 && script.file("after").empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(script.file("after") == "alive\n");
  const pid_t daemon = std::atoi(script.file("daemon").c_str());
  REQUIRE(daemon > 0);
  ::kill(-daemon, SIGKILL);
  ::kill(daemon, SIGKILL);
}

TEST_CASE("nothing of ours is open in a command, and no signal is held back") {
  const int secret = ::open("/etc/passwd", O_RDONLY);
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  const Script script(
      "ls /proc/self/fd > descriptors; grep -E 'SigIgn|SigBlk' /proc/self/status > signals");
  CHECK(script.send().kind == Outcome::accepted);
  ::signal(SIGPIPE, before);
  ::close(secret);
  // The fourth is the directory that ls reads.
  CHECK(script.file("descriptors") == "0\n1\n2\n3\n");
  // Above the 31 signals of POSIX glibc has two of its own.
  const std::string signals = script.file("signals");
  for (const char* set : {"SigBlk:\t", "SigIgn:\t"}) {
    const auto at = signals.find(set);
    REQUIRE(at != signals.npos);
    CHECK((std::stoull(signals.substr(at + 8), nullptr, 16) & 0x7fffffff) == 0);
  }
}

TEST_CASE("a command that cannot be started keeps the message") {
  Script script("exit 0");
  struct Case {
    Words command;
    const char* why;
  };
  const Case cases[] = {
      {{"/nonexistent/program"}, "/nonexistent/program cannot be started"},
      {{"regwatch-no-such-program"}, "cannot be started"},
      {{"/etc/passwd"}, "Permission denied"},
  };
  for (const auto& [command, why] : cases) {
    script.subscription.options["command"] = {command, {}};
    const auto outcome = script.send();
    CHECK(outcome.kind == Outcome::try_later);
    CHECK(icontains(outcome.why, why));
  }
  script.subscription.options["command"] = {Words{"cat"}, {}};
  CHECK(script.send().kind == Outcome::accepted);
}

TEST_CASE("what a subscription to a command must say") {
  const Channel& channel = *find_channel("command");
  Subscription subscription;
  const auto wrong = [&] {
    const std::string keys = check_keys(channel, subscription);
    return keys.empty() ? channel.check(subscription, {}) : keys;
  };
  CHECK_FALSE(wrong().empty());
  subscription.options["command"] = {Words{}, {}};
  CHECK_FALSE(wrong().empty());
  subscription.options["command"] = {Words{"./notify"}, {}};
  CHECK(icontains(wrong(), "absolute path"));
  subscription.options["command"] = {Words{"notify-send", "regwatch"}, {}};
  CHECK(wrong().empty());
  subscription.options["timeout"] = {std::int64_t{0}, {}};
  CHECK_FALSE(wrong().empty());
  subscription.options["timeout"] = {std::int64_t{3600}, {}};
  CHECK(wrong().empty());
  subscription.path = "/tmp/x";
  CHECK_FALSE(wrong().empty());
}

}  // namespace
}  // namespace regwatch
