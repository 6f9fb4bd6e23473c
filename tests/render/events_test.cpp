#include "render/events.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "render/json.h"
#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t plenty = 1'000'000;

std::vector<Json> parsed(const std::vector<std::string>& events) {
  std::vector<Json> out;
  for (const auto& event : events) out.push_back(Json::parse(event));
  return out;
}

Digest alert_of(const Notice& notice, const Change& change) {
  Digest digest;
  digest.title = "system";
  digest.now = change.at;
  digest.items.push_back({notice, change, {}});
  return digest;
}

TEST_CASE("every line of a digest is an event with a type, an instant and the line's keys") {
  const Digest digest = sample::full_digest();
  const auto events = parsed(digest_events(digest, plenty));
  CHECK(events.size() == 1 + digest.items.size() + digest.health.size());
  CHECK(events[0]["type"] == "digest");
  CHECK(events[0]["timestamp"] == "2026-09-18T00:30:00Z");
  CHECK(events[0]["data"]["sources"].size() == digest.sources.size());
  CHECK(events[1]["type"] == "notice.appeared");
  CHECK(events[1]["timestamp"] == "2026-09-18T00:10:00Z");
  CHECK(events[1]["data"]["notice"]["facts"]["comment_deadline"] == "2026-10-17");
  CHECK(events[1]["data"]["subscription"] == digest.title);
  CHECK(events[3]["type"] == "notice.deadline_moved");
  CHECK(events.back()["type"].get<std::string>().starts_with("source."));
  for (const Json& event : events) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : event.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"type", "timestamp", "data"});
    CHECK_FALSE(event["data"].contains("incomplete"));
    CHECK_FALSE(event["data"].contains("message_id"));
    CHECK_FALSE(event["data"].contains("type"));
  }
}

TEST_CASE("an alert is its change alone") {
  const auto events =
      parsed(digest_events(alert_of(sample::notice("r1", Kind::rule, "CAC", "办法", "2026-09-17"),
                                    sample::change("r1", ChangeKind::withdrawn)),
                           plenty));
  REQUIRE(events.size() == 1);
  CHECK(events[0]["type"] == "notice.withdrawn");
}

TEST_CASE("an event that is too large loses what memory holds, and says so") {
  Change change = sample::change("r1", ChangeKind::amended);
  change.summary = "40 paragraphs changed";
  for (int i = 0; i < 40; ++i)
    change.hunks.push_back({std::string(3000, 'a'), std::string(3000, 'b')});
  Notice notice = sample::notice("r1", Kind::rule, "CAC", "办法", "2026-09-17");
  const Digest digest = alert_of(notice, change);
  const auto whole = digest_events(digest, plenty);
  CHECK(whole[0].size() > 240'000);
  const auto cut = digest_events(digest, 90'000);
  CHECK(cut[0].size() <= 90'000);
  const Json event = Json::parse(cut[0]);
  CHECK(event["data"]["incomplete"] == Json::array({"hunks"}));
  CHECK_FALSE(event["data"].contains("hunks"));
  CHECK(event["data"]["summary"] == change.summary);
  CHECK(event["data"]["notice"]["title"] == "办法");
}

TEST_CASE("an event of whatever a page said is within its size, one line and valid") {
  Notice notice = sample::notice("r1", Kind::rule, "CAC", "", "2026-09-17");
  notice.title = "<script>\r\nX: 1\xff\xfe" + std::string(1, '\0') + "\u202e=cmd|' /C calc'!A0";
  for (int i = 0; i < 4000; ++i)
    notice.title +=
        "\x01"
        "题";
  notice.document_number = std::string(100'000, '"');
  notice.facts.parties.assign(5000, "某某科技有限公司");
  Change change = sample::change("r1", ChangeKind::appeared);
  change.summary = std::string(200'000, '\\');
  for (const std::size_t most : {2'000u, 20'000u, 90'000u}) {
    const auto events = digest_events(alert_of(notice, change), most);
    REQUIRE(events.size() == 1);
    CHECK(events[0].size() <= most);
    CHECK(events[0].find('\n') == std::string::npos);
    const Json event = Json::parse(events[0]);
    CHECK(event["data"]["notice"]["id"] == "r1");
    CHECK_FALSE(event["data"]["incomplete"].empty());
  }
}

}  // namespace
}  // namespace regwatch
