// The robots of chats, against servers that take messages as theirs do.

#include "alerts/robot.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "alerts/channel_keys.h"
#include "alerts/robot_pace.h"
#include "alerts/telling.h"
#include "base/text.h"
#include "storage/notices.h"
#include "tests/alerts/smtp_server.h"
#include "tests/crawler/loopback_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using namespace std::chrono_literals;
using testing::LoopbackServer;
using testing::RawReply;
using testing::SeenRequest;
using Outcome = SendOutcome::Kind;

const std::string secret = "SECd41d8cd98f00b204 网";

struct Vendor {
  const char* channel;
  const char* path;
  const char* taken;
  bool signs;
};
const Vendor vendors[] = {
    {"feishu", "/open-apis/bot/v2/hook/0f0b1d-hidden",
     R"({"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"})", true},
    {"dingtalk", "/robot/send?access_token=0f0b1d-hidden", R"({"errcode":0,"errmsg":"ok"})", true},
    {"wecom", "/cgi-bin/webhook/send?key=0f0b1d-hidden", R"({"errcode":0,"errmsg":"ok"})", false},
};

Subscription group_of(const Vendor& vendor, const std::string& address) {
  Subscription subscription;
  subscription.name = "合规群";
  subscription.channel = vendor.channel;
  subscription.options["url"] = {address + vendor.path, {}};
  subscription.when = *Schedule::parse("at once");
  if (!vendor.signs) return subscription;
  ::setenv("REGWATCH_TEST_ROBOT", secret.c_str(), 1);
  subscription.options["secret_env"] = {std::string("REGWATCH_TEST_ROBOT"), {}};
  return subscription;
}

std::vector<std::string> composed(const Subscription& subscription, const Digest& digest) {
  Message envelope;
  envelope.subject = digest_subject(digest);
  return find_channel(subscription.channel)->compose(digest, subscription, envelope, {});
}

SendOutcome sent(const Subscription& subscription, std::string bytes) {
  Message message;
  message.bytes = std::move(bytes);
  return find_channel(subscription.channel)->send(message, "robot", subscription, {});
}

// What the group is shown, as an independent program reads it; fails where a robot refuses it.
std::string shown(const Vendor& vendor, const SeenRequest& request) {
  const TemporaryDirectory place;
  std::ofstream(place / "it.head", std::ios::binary) << request.head;
  std::ofstream(place / "it.body", std::ios::binary) << request.body;
  return sample::output_of("/usr/bin/python3 " + std::string(REGWATCH_SOURCE_DIR) +
                           "/tests/alerts/check_robot.py " + vendor.channel + " '" +
                           (vendor.signs ? secret : "") + "' " + (place / "it.head").string());
}

std::vector<std::string> told(const Vendor& vendor, const Digest& digest) {
  const LoopbackServer server([&](const SeenRequest&) { return testing::page(vendor.taken); });
  const Subscription subscription = group_of(vendor, server.url(""));
  for (auto& part : composed(subscription, digest))
    CHECK(sent(subscription, std::move(part)).kind == Outcome::accepted);
  std::vector<std::string> out;
  for (const auto& request : server.requests()) out.push_back(shown(vendor, request));
  return out;
}

SendOutcome answered(const Vendor& vendor, const RawReply& reply) {
  const LoopbackServer server([&](const SeenRequest&) { return reply; });
  return sent(group_of(vendor, server.url("")), R"({"a":1})");
}

Digest many_items(int count, const std::string& title) {
  Digest digest = sample::full_digest();
  for (int i = 0; i < count; ++i) {
    const std::string id = "n" + std::to_string(i);
    Notice notice = sample::notice(id.c_str(), Kind::rule, "CAC", "", "2026-09-17");
    notice.title = title;
    digest.items.push_back({notice, sample::change(id.c_str(), ChangeKind::appeared), {}});
  }
  return digest;
}

TEST_CASE("each robot takes a digest, signed and within its limits, and shows all of it") {
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const std::string text = join(told(vendor, sample::full_digest()), "\n");
    if (const char* place = std::getenv("REGWATCH_SHOW")) {
      std::ofstream(std::string(place) + "/" + vendor.channel + ".txt") << text;
    }
    for (const char* part :
         {"regwatch · morning digest", "征求意见", "2026-09-24", "CSRC", "个人信息出境认证办法",
          "https://www.example.gov.cn/2026-09/r1rules.htm", "csrc-orders", "withdrawn"}) {
      INFO(part);
      CHECK(icontains(text, part));
    }
  }
}

TEST_CASE("sixty items are few messages, numbered and in order, and no item is missed") {
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const auto messages = told(vendor, many_items(60, "关于发布《网络安全标准实践指南》的通知"));
    CHECK(messages.size() <= 6);
    const std::string whole = join(messages, "\n");
    const std::string count = "/" + std::to_string(messages.size()) + ")";
    for (std::size_t i = 0; i < messages.size() && messages.size() > 1; ++i)
      CHECK(icontains(split(messages[i], '\n')[0], "(" + std::to_string(i + 1) + count));
    for (int i = 0; i < 60; ++i) CHECK(icontains(whole, "/n" + std::to_string(i) + ".htm"));
  }
}

TEST_CASE("what a group would be flooded with is counted, and blind sources are still told") {
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const Digest digest = many_items(10'000, std::string(200, 'x'));
    const auto messages = told(vendor, digest);
    CHECK(messages.size() == 15);
    CHECK(icontains(messages.back(), " more are not listed here: regwatch items --since 2026-09"));
    CHECK(icontains(messages.front(), "csrc-orders"));
    std::size_t listed = 0;
    const std::string whole = join(messages, "\n");
    for (auto at = whole.find(" · n"); at != whole.npos; at = whole.find(" · n", at + 1)) ++listed;
    const auto rest = messages.back().find("另有 ");
    REQUIRE(rest != std::string::npos);
    const int counted = std::atoi(messages.back().c_str() + rest + std::string("另有 ").size());
    // All rules but those that stand among the other sections.
    CHECK(listed + static_cast<std::size_t>(counted) >= 10'000);
    CHECK(listed + static_cast<std::size_t>(counted) <= 10'020);
  }
}

TEST_CASE("no title calls anybody, loads an image or breaks a message") {
  std::string very_long;
  while (very_long.size() < 12'000) very_long += "<@网>";
  const char* titles[] = {
      "<@all><at id=all></at><at user_id=\"all\">所有人</at>",
      "![](http://evil.example.com/beacon.png)",
      "](http://evil.example.com) [x](y",
      "<script>alert(1)</script>\r\nBcc: x@example.com\x1b[31m\xff\xE2\x80\xAE"
      "txt.exe",
      "=cmd|' /C calc'!A0",
      very_long.c_str(),
      "\",\"at\":{\"isAtAll\":true},\"x\":\"",
  };
  for (const Vendor& vendor : vendors) {
    for (const char* title : titles) {
      INFO(vendor.channel << " " << title);
      const auto messages = told(vendor, many_items(1, title));
      REQUIRE_FALSE(messages.empty());
      const std::string text = join(messages, "\n");
      const bool is_markdown = std::string_view(vendor.channel) != "feishu";
      for (const char* order : {"<at", "<@", "<script", "\x1b", "\u202e", "\r"}) {
        INFO(order);
        CHECK_FALSE(icontains(text, order));
      }
      if (is_markdown) CHECK_FALSE(icontains(text, "![]"));
      if (is_markdown) CHECK_FALSE(icontains(text, "](http://evil"));
    }
  }
}

TEST_CASE("what a robot's answer means for the message") {
  struct Case {
    int vendor;
    const char* status;
    const char* answer;
    Outcome kind;
    bool gone;
    std::optional<std::chrono::seconds> wait;
    const char* words;
  };
  const Case cases[] = {
      {0, "200 OK", R"({"code":0,"msg":"success"})", Outcome::accepted, false, {}, ""},
      {0,
       "200 OK",
       R"({"code":19021,"msg":"sign match fail or timestamp is not within one hour"})",
       Outcome::try_later,
       false,
       {},
       "the secret is not the robot's"},
      {0,
       "200 OK",
       R"({"code":19022,"msg":"Ip Not Allowed"})",
       Outcome::try_later,
       false,
       {},
       "add this machine's address"},
      {0,
       "200 OK",
       R"({"code":19024,"msg":"Key Words Not Found"})",
       Outcome::try_later,
       false,
       {},
       "regwatch one of the robot's keywords"},
      {0,
       "200 OK",
       R"({"code":19001,"msg":"param invalid: incoming webhook access token invalid"})",
       Outcome::refused,
       true,
       {},
       "removed"},
      {0,
       "200 OK",
       R"({"code":9499,"msg":"Bad Request","data":{}})",
       Outcome::refused,
       false,
       {},
       "Bad Request"},
      {0, "400 Bad Request", R"({"code":9499,"msg":"too many request","data":{}})",
       Outcome::try_later, false, 60s, "too many request"},
      {0, "200 OK", R"({"code":11232,"msg":"frequency limited psm"})", Outcome::try_later, false,
       60s, "11232"},
      {1, "200 OK", R"({"errcode":0,"errmsg":"ok"})", Outcome::accepted, false, {}, ""},
      {1,
       "200 OK",
       R"({"errcode":310000,"errmsg":"sign not match, more: [https://x]"})",
       Outcome::try_later,
       false,
       {},
       "the secret is not the robot's"},
      {1,
       "200 OK",
       R"({"errcode":310000,"errmsg":"keywords not in content"})",
       Outcome::try_later,
       false,
       {},
       "keywords"},
      {1,
       "200 OK",
       R"({"errcode":310000,"errmsg":"ip 192.0.2.1 not in whitelist"})",
       Outcome::try_later,
       false,
       {},
       "add this machine's address"},
      {1,
       "200 OK",
       R"({"errcode":310000,"errmsg":"invalid timestamp"})",
       Outcome::try_later,
       false,
       {},
       "clock"},
      {1,
       "200 OK",
       R"({"errcode":300001,"errmsg":"token is not exist"})",
       Outcome::refused,
       true,
       {},
       "removed"},
      {1,
       "200 OK",
       R"({"errcode":300005,"errmsg":"token is not exist"})",
       Outcome::refused,
       true,
       {},
       "removed"},
      {1, "200 OK", R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
       Outcome::try_later, false, 600s, "too fast"},
      {1, "200 OK", R"({"errcode":410100,"errmsg":"发送速度太快而限流"})", Outcome::try_later,
       false, 600s, "限流"},
      {1,
       "200 OK",
       R"({"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"})",
       Outcome::refused,
       false,
       {},
       "too long"},
      {1, "200 OK", R"({"errcode":-1,"errmsg":"系统繁忙"})", Outcome::try_later, false, {}, "-1"},
      {2, "200 OK", R"({"errcode":45009,"errmsg":"api freq out of limit"})", Outcome::try_later,
       false, 60s, "45009"},
      {2,
       "200 OK",
       R"({"errcode":93000,"errmsg":"invalid webhook url, hint: [1], from ip: x"})",
       Outcome::refused,
       true,
       {},
       "removed"},
      {2,
       "200 OK",
       R"({"errcode":40058,"errmsg":"markdown.content exceed max length 4096"})",
       Outcome::refused,
       false,
       {},
       "4096"},
      // What no documentation knows is tried again, and so is what is no robot at all.
      {2,
       "200 OK",
       R"({"errcode":77777,"errmsg":"key=0f0b1d-hidden is tired"})",
       Outcome::try_later,
       false,
       {},
       "77777, key=… is tired"},
      {2, "200 OK", "<html>login</html>", Outcome::try_later, false, {}, "another address"},
      {2, "200 OK", "", Outcome::try_later, false, {}, "another address"},
      {2, "200 OK", R"({"errmsg":"ok"})", Outcome::try_later, false, {}, "another address"},
      {2, "200 OK", "[[[[[[", Outcome::try_later, false, {}, "another address"},
      {2, "302 Found", R"({"errcode":0})", Outcome::try_later, false, {}, "redirect"},
      {2, "502 Bad Gateway", "upstream", Outcome::try_later, false, {}, "HTTP 502: upstream"},
  };
  for (const auto& [vendor, status, answer, kind, gone, wait, words] : cases) {
    INFO(vendors[vendor].channel << " " << status << " " << answer);
    const auto outcome = answered(vendors[vendor], testing::status(status, "", answer));
    CHECK(outcome.kind == kind);
    CHECK(outcome.recipient_gone == gone);
    CHECK(outcome.retry_after == wait);
    CHECK(icontains(outcome.why, words));
    CHECK_FALSE(icontains(outcome.why, "hidden"));
  }
}

TEST_CASE("a secret or an address that cannot be read sends nothing and keeps the message") {
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const LoopbackServer server([&](const SeenRequest&) { return testing::page(vendor.taken); });
    Subscription group = group_of(vendor, server.url(""));
    if (vendor.signs) {
      group.options["secret_env"] = {std::string("REGWATCH_TEST_NO_SUCH_VARIABLE"), {}};
      CHECK(sent(group, "{}").kind == Outcome::try_later);
    }
    group.options.erase("url");
    group.options["url_file"] = {std::string("/nonexistent/robot.url"), {}};
    CHECK(sent(group, "{}").kind == Outcome::try_later);
    CHECK(server.requests().empty());
  }
}

TEST_CASE("dead and hostile robots lose nothing") {
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const auto dead = sent(group_of(vendor, testing::closed_port_url()), R"({"a":1})");
    CHECK(dead.kind == Outcome::try_later);
    CHECK_FALSE(icontains(dead.why, "hidden"));
    CHECK(answered(vendor, {}).kind == Outcome::unknown);
    CHECK(answered(vendor, {"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"err"}).kind ==
          Outcome::unknown);
    CHECK(answered(vendor, testing::page(std::string(1'000'000, '['))).kind == Outcome::try_later);
    CHECK(answered(vendor, {"SSH-2.0-OpenSSH\r\n"}).kind != Outcome::accepted);
  }
}

TEST_CASE("a robot is sent as much as it takes in a minute, and the rest later") {
  RobotPace pace;
  const RobotPace::Clock::time_point start{};
  for (int i = 0; i < 20; ++i) CHECK(pace.ask("a", 20, 0ms, start + i * 100ms) == 0ms);
  CHECK(pace.ask("a", 20, 0ms, start + 2s) == 58s);
  CHECK(pace.ask("b", 20, 0ms, start + 2s) == 0ms);
  CHECK(pace.ask("a", 20, 0ms, start + 60s) == 0ms);
  CHECK(pace.ask("a", 20, 0ms, start + 60s) == 100ms);
  CHECK(pace.ask("c", 100, 200ms, start) == 0ms);
  CHECK(pace.ask("c", 100, 200ms, start + 50ms) == 150ms);
  CHECK(pace.ask("c", 100, 200ms, start + 200ms) == 0ms);

  const LoopbackServer server([](const SeenRequest&) { return testing::page(vendors[2].taken); });
  const Subscription group = group_of(vendors[2], server.url(""));
  for (int i = 0; i < 20; ++i) CHECK(sent(group, "{}").kind == Outcome::accepted);
  const auto held = sent(group, "{}");
  CHECK(held.kind == Outcome::try_later);
  REQUIRE(held.retry_after);
  CHECK(*held.retry_after > 30s);
  CHECK(*held.retry_after <= 60s);
  CHECK(server.requests().size() == 20);
}

// Stores a notice that appeared, and owes it to the group.
void appear(Database& database, const std::vector<Subscription>& subscriptions, int number,
            Instant at) {
  const std::string id = "t" + std::to_string(number);
  Notice notice = sample::notice(id.c_str(), Kind::rule, "CAC",
                                 "关于发布《网络数据安全管理条例实施办法》的通知", "2026-09-17");
  notice.first_seen = notice.last_seen = at;
  Transaction transaction(database);
  Notices notices(database);
  notices.put(notice);
  Change change = sample::change(id.c_str(), ChangeKind::appeared);
  change.at = at;
  owe_change(database, subscriptions, {notice, "", notices.put_change(change), at});
  transaction.commit();
}

TellingReport tell_at(Database& database, const std::vector<Subscription>& subscriptions,
                      Instant now) {
  TellingOptions options;
  options.now = now;
  return tell(database, subscriptions, {}, options);
}

TEST_CASE("a group is told once, whatever its robot answers in between") {
  const Instant morning = sample::at("2026-09-18T00:40:00Z");
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const std::string too_fast[] = {
        R"({"code":11232,"msg":"frequency limited"})",
        R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
        R"({"errcode":45009,"errmsg":"api freq out of limit"})"};
    bool busy = false;
    std::vector<std::string> bodies;
    const LoopbackServer server([&](const SeenRequest& request) {
      if (!bodies.empty() && !busy) {
        busy = true;
        return testing::page(too_fast[&vendor - vendors]);
      }
      bodies.push_back(request.body);
      return testing::page(vendor.taken);
    });
    const TemporaryDirectory place;
    Database database(place / "regwatch.db");
    const std::vector<Subscription> subscriptions = {group_of(vendor, server.url(""))};
    for (int i = 0; i < 120; ++i) appear(database, subscriptions, i, morning);
    const auto first = tell_at(database, subscriptions, morning);
    CHECK(first.messages == 1);
    CHECK(first.sent == 1);
    CHECK(first.waiting > 0);
    CHECK(tell_at(database, subscriptions, morning + 30s).sent == 0);
    const auto later = tell_at(database, subscriptions, morning + 11min);
    CHECK(later.waiting == 0);
    CHECK(later.problems.empty());
    const std::string whole = join(bodies, "\n");
    for (int i = 0; i < 120; ++i) {
      const std::string link = "/t" + std::to_string(i) + ".htm";
      const auto at = whole.find(link);
      CHECK(at != whole.npos);
      CHECK(whole.find(link, at + 1) == whole.npos);
    }
  }
}

TEST_CASE("alerts test sends a sample to each robot, and a gone one says so") {
  for (const Vendor& vendor : vendors) {
    const LoopbackServer server([&](const SeenRequest&) { return testing::page(vendor.taken); });
    const auto outcomes = send_sample(group_of(vendor, server.url("")), {}, system_now());
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].recipient == "robot");
    CHECK(outcomes[0].outcome.kind == Outcome::accepted);
    CHECK(icontains(shown(vendor, server.requests().at(0)), "sample"));
  }
}

TEST_CASE("what a subscription to a robot must say") {
  for (const Vendor& vendor : vendors) {
    INFO(vendor.channel);
    const Channel& channel = *find_channel(vendor.channel);
    const auto wrong = [&](const Subscription& subscription) {
      const std::string keys = check_keys(channel, subscription);
      return keys.empty() ? channel.check(subscription, {}) : keys;
    };
    const Subscription good = group_of(vendor, "https://robots.example.com");
    CHECK(wrong(good).empty());
    Subscription bad = good;
    bad.options.erase("url");
    CHECK_FALSE(wrong(bad).empty());
    bad.options["url"] = {std::string("robots.example.com/x"), {}};
    CHECK_FALSE(wrong(bad).empty());
    bad = good;
    bad.to = {"a@example.com"};
    CHECK_FALSE(wrong(bad).empty());
    CHECK(channel.recipients(good) == std::vector<std::string>{"robot"});
  }
}

}  // namespace
}  // namespace regwatch
