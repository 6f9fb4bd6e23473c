// Servers that answer as no honest one does, to every channel that posts: what is said of them is
// short, clean and without the address's secrets, and nobody waits for ever.

#include <catch2/catch.hpp>
#include <fstream>

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "base/text.h"
#include "render/clean.h"
#include "tests/crawler/loopback_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

using testing::LoopbackServer;
using testing::RawReply;
using Outcome = SendOutcome::Kind;

std::string many(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

const std::string secret_path = "/hook/T012345/Xsecretpath?key=Ysecret%21query";

RawReply moved_to(const std::string& where) {
  return testing::status("302 Found", "Location: " + where + "\r\n");
}

RawReply html(std::string body) {
  return testing::status("502 Bad Gateway", "Content-Type: image/png\r\n", body);
}

RawReply head_alone(const std::string& field) {
  return {"HTTP/1.1 503 No\r\n" + field + "\r\nContent-Length: 0\r\n\r\n"};
}

struct Case {
  std::string what;
  RawReply reply;
  bool arrives = false;  ///< The message may have: a success, or nobody knows.
};

std::vector<Case> cases() {
  const std::string escapes =
      "\x1B]0;owned\x07\x1B[2J \xC2\x9B"
      "2J \u202Egnp \xFF\r\nok";
  return {
      {"a file", moved_to("file:///etc/passwd")},
      {"the cloud's own address", moved_to("http://169.254.169.254/latest/meta-data/")},
      {"itself", moved_to(secret_path)},
      {"escape sequences", html(escapes)},
      {"10 MB", html(many("0123456789", 1 << 20))},
      {"the address", html("no such hook: " + secret_path + " Ysecret!query Xsecretpath")},
      {"the address in JSON",
       testing::status("404 Not Found", "",
                       R"({"errcode":7,"code":7,"errmsg":"Ysecret!query",)"
                       R"("msg":"Ysecret%21query /hook/T012345/Xsecretpath"})")},
      {"deep JSON", html(many("[", 100'000) + many("]", 100'000))},
      {"deep objects", html(many(R"({"code":)", 60'000) + "0" + many("}", 60'000))},
      {"a huge code", html(R"({"code":1e999,"errcode":99999999999999999999999999})")},
      {"a code twice", html(R"({"code":0,"code":19001,"errcode":0,"errcode":93000})")},
      {"no HTTP", {"220 mail.example.com ESMTP\r\n"}, true},
      {"half a head", {"HTTP/1.1 500 x\r\nA: b"}, true},
      {"a head without end",
       {"HTTP/1.1 500 x\r\n" + many("A: bbbbbbbbbbbbbbbb\r\n", 20'000)},
       true},
      {"a silly length",
       {"HTTP/1.1 500 x\r\nContent-Length: 99999999999999999999\r\n\r\nno"},
       true},
      {"an hour of a thousand years", head_alone("Retry-After: 99999999999")},
      {"a wait beyond numbers", head_alone("Retry-After: 99999999999999999999999999")},
      {"a negative wait", head_alone("Retry-After: -5")},
      {"a wait of words", head_alone("Retry-After: \x1B[2J soon")},
  };
}

Subscription subscription_at(const Channel& channel, const std::string& url,
                             const TemporaryDirectory& place) {
  Subscription out;
  out.name = out.channel = std::string(channel.name);
  out.options["url"] = {url, {}};
  if (channel.name == "webhook") {
    std::ofstream(place.path() / "secret") << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";
    out.options["secret_file"] = {(place.path() / "secret").string(), {}};
  }
  return out;
}

}  // namespace

TEST_CASE("no hostile answer is taken for a success or shown as it came") {
  const TemporaryDirectory place;
  for (const char* name : {"webhook", "slack", "feishu", "dingtalk", "wecom"}) {
    const Channel& channel = *find_channel(name);
    for (const auto& [what, reply, arrives] : cases()) {
      INFO(name << ": " << what);
      const LoopbackServer server([&, r = reply](const auto&) { return r; });
      Message message;
      message.message_id = "<1.2@example.com>";
      message.bytes = R"({"text":"x"})";
      const auto outcome = channel.send(
          message, "address", subscription_at(channel, server.url(secret_path), place), {});
      INFO(outcome.why);
      CHECK(outcome.kind != Outcome::accepted);
      if (!arrives) CHECK(outcome.kind != Outcome::unknown);
      CHECK(server.requests().size() == 1);
      CHECK(clean_text(outcome.why) == outcome.why);
      CHECK(count_code_points(outcome.why) < 400);
      CHECK_FALSE(icontains(outcome.why, "secret"));
      if (outcome.retry_after) CHECK(*outcome.retry_after <= std::chrono::hours{24});
    }
  }
}

TEST_CASE("a file that holds no secret is said to hold none, and is not read to its end") {
  const TemporaryDirectory place;
  const auto written = [&](const std::string& bytes) {
    std::ofstream(place.path() / "secret", std::ios::binary) << bytes;
    return read_secret_file((place.path() / "secret").string());
  };
  for (const std::string whole :
       {"word", "word\n", "word\r\n", "\xEF\xBB\xBFword\r\nmore", " word "})
    CHECK(written(whole).value() == "word");
  for (const std::string& none : {std::string(), std::string("\n"), std::string("\xEF\xBB\xBF\n"),
                                  many("x", 5000), std::string("a\0b", 3)})
    CHECK_FALSE(written(none));
  CHECK_FALSE(read_secret_file(place.path().string()));
  CHECK_FALSE(read_secret_file("/dev/zero"));
  CHECK_FALSE(read_secret_file((place.path() / "nothing").string()));
}

}  // namespace regwatch
