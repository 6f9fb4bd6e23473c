#include "render/chat_digest.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "render/slack_message.h"
#include "tests/render/digest_sample.h"
#include "tests/render/golden.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

std::string bare(const ChatLine& line) {
  std::string out;
  for (const ChatRun& run : line) {
    out += run.strong ? "**" + run.text + "**" : run.text;
    if (!run.link.empty()) out += " <" + run.link + ">";
  }
  return out;
}

Digest hostile_digest(std::size_t items) {
  Digest digest;
  digest.title = "早报 <!channel>";
  digest.now = sample::at("2026-09-18T00:30:00Z");
  digest.since = sample::at("2026-09-17T00:30:00Z");
  Notice notice = sample::notice("r1", Kind::draft, "CAC", "", "2026-09-17");
  notice.title = "<script>alert(1)</script> <!channel> <@U1|x> & \u202e\r\nX: 1" +
                 std::string(1, '\0') + "\xff =cmd|' /C calc'!A0";
  for (int i = 0; i < 1000; ++i) notice.title += "题>|<";
  notice.url = "https://www.example.gov.cn/a|b?x=1&y=<2>";
  Change change = sample::change("r1", ChangeKind::amended);
  change.hunks.assign(3, {std::string(3000, '<'), std::string(3000, '&')});
  for (std::size_t i = 0; i < items; ++i) {
    notice.id = "r" + std::to_string(i);
    digest.items.push_back({notice, change, std::vector<Attachment>(40, {"<a>|b", notice.url})});
  }
  return digest;
}

// Every limit of Slack's that is known, and that nothing in a payload gives orders.
void check_payload(const std::string& payload) {
  CHECK(payload.find('\n') == std::string::npos);
  const Json json = Json::parse(payload);
  CHECK(json["blocks"].size() <= 50);
  std::size_t whole = 0;
  for (const Json& block : json["blocks"]) {
    const std::string text = block["text"]["text"];
    const bool is_header = block["type"] == "header";
    CHECK_FALSE(text.empty());
    CHECK(count_code_points(text) <= (is_header ? 150 : 3000));
    whole += count_code_points(text);
    for (const char* order : {"<!", "<@", "<#", "<script", "\u202e", "\r"}) {
      INFO(order);
      if (!is_header) CHECK_FALSE(icontains(text, order));
    }
  }
  CHECK(whole <= 13'000);
  CHECK_FALSE(icontains(json["text"].get<std::string>(), "<!channel>"));
}

TEST_CASE("a chat is told a digest in blocks, headings with the first of their items") {
  const ChatDigest chat = chat_digest_of(sample::full_digest());
  std::string out = chat.title + "\n\n" + write_block(chat.head, bare, 10'000) + "\n";
  std::string section;
  for (const ChatBlock& block : chat.blocks) {
    out += "\n" + write_block(with_heading(block, section), bare, 10'000) + "\n";
    section = block.section;
  }
  testing::check_golden("digest_chat.txt", out);
}

TEST_CASE("Slack is told a digest in one message of sections") {
  const auto messages = slack_messages(chat_digest_of(sample::full_digest()));
  REQUIRE(messages.size() == 1);
  check_payload(messages[0]);
  testing::check_golden("digest_slack.json", Json::parse(messages[0]).dump(2) + "\n");
}

TEST_CASE("an alert at once is its notice, without numbers and headings") {
  Digest digest = hostile_digest(0);
  digest.since.reset();
  digest.items.push_back({sample::notice("r1", Kind::rule, "CAC", "办法", "2026-09-17"),
                          sample::change("r1", ChangeKind::appeared),
                          {}});
  const ChatDigest chat = chat_digest_of(digest);
  CHECK(chat.head.lines.empty());
  REQUIRE(chat.blocks.size() == 1);
  CHECK(bare(chat.blocks[0].lines[0]) == "**办法** <https://www.example.gov.cn/2026-09/r1.htm>");
}

TEST_CASE("a block that is too long loses lines at its end, and says so") {
  const ChatBlock block = {"", {{{"first"}}, {{"second"}}, {{"third"}}}};
  CHECK(write_block(block, bare, 100) == "first\nsecond\nthird");
  CHECK(write_block(block, bare, 16) == "first\nsecond\n…");
  CHECK(write_block(block, bare, 8) == "first\n…");
  CHECK(write_block(block, bare, 3) == "\n…");
}

TEST_CASE("no title makes a message of Slack's too large, or gives it orders") {
  const auto messages = slack_messages(chat_digest_of(hostile_digest(60)));
  CHECK(messages.size() > 10);
  std::size_t told = 0;
  for (const auto& message : messages) {
    check_payload(message);
    const Json json = Json::parse(message);
    for (const Json& block : json["blocks"]) told += block["type"] == "section";
  }
  // The head, and every notice once.
  CHECK(told == 61);
}

TEST_CASE("ten thousand notices are all told to a chat") {
  Digest digest = hostile_digest(0);
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = "n" + std::to_string(i);
    digest.items.push_back({sample::notice(id.c_str(), Kind::rule, "CAC", "办法", "2026-09-17"),
                            sample::change(id.c_str(), ChangeKind::appeared),
                            {}});
  }
  std::size_t told = 0;
  for (const auto& message : slack_messages(chat_digest_of(digest)))
    told += Json::parse(message)["blocks"].size() - 1;
  CHECK(told == 10'001);
}

}  // namespace
}  // namespace regwatch
