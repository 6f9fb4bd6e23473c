#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/publishing.h"
#include "base/text.h"
#include "tests/app/program.h"
#include "tests/storage/workshop.h"

namespace regwatch::testing {

inline constexpr const char* published_address = "http://127.0.0.1:8765/";

/// An installation with one source and one subscription that is a feed.
struct PublishedPlace {
  Scratch scratch;
  Database database{":memory:"};
  Notices notices{database};
  PublishSettings settings;
  std::vector<Source> sources{1};
  std::vector<Subscription> subscriptions{1};
  Instant clock = at("2026-09-18T01:00:00Z");
  std::vector<int> reminder_days;

  PublishedPlace() {
    settings.directory = scratch / "www";
    settings.address = published_address;
    settings.tag = "regwatch.example.com,2026";
    sources[0].id = "example-notices";
    sources[0].authority = "EXAMPLE";
    sources[0].institution = "示例委员会";
    sources[0].english = "Example Commission";
    sources[0].name = "通知公告";
    subscriptions[0].name = "晨报 ../ A";
    subscriptions[0].channel = "feed";
    subscriptions[0].feed = "morning";
  }

  Result<PublishReport> pass() {
    return publish({database, settings, sources, subscriptions, clock, reminder_days});
  }
  int written() { return pass().value().written; }

  void lists(const Notice& notice) {
    notices.put(notice);
    notices.put_sighting(notice.id, "example-notices", {}, 0, clock);
  }
  void tells(const std::string& id, ChangeKind kind = ChangeKind::appeared) {
    Change change;
    change.kind = kind;
    change.notice_id = id;
    change.source = "example-notices";
    change.at = clock;
    change.summary = "1 paragraph changed";
    notices.put_change(change);
  }
  void appears(const std::string& id, const std::string& title = "关于征求意见的通知") {
    Notice notice = notice_named(id, title);
    notice.first_seen = notice.last_seen = clock;
    lists(notice);
    tells(id);
  }
  std::string read(const std::string& name) const { return scratch.read("www/" + name); }
  bool has(const std::string& name) const {
    return std::filesystem::exists(scratch / "www" / name);
  }

  struct Walked {
    int documents = 0;
    std::map<std::string, std::string> updated;  ///< By id.
  };
  /// As a reader that follows every link of the archive; by feed. Faults fail the test.
  std::map<std::string, Walked> walk() const {
    const std::string root = REGWATCH_SOURCE_DIR;
    const std::string command = "/usr/bin/python3 " + root + "/tests/app/check_feeds.py " +
                                (scratch / "www").string() + " " + published_address + " " + root +
                                "/tests/render/schemas/atom.rng > " + (scratch / "walk").string() +
                                " 2> " + (scratch / "walk.err").string();
    const int status = std::system(command.c_str());
    INFO(scratch.read("walk.err"));
    REQUIRE(status == 0);
    std::map<std::string, Walked> out;
    Walked* feed = nullptr;
    for (const std::string& line : lines_of(scratch.read("walk"))) {
      const auto words = split(line, ' ');
      if (words.size() == 3) {
        feed = &out[std::string(words[0])];
        feed->documents = std::stoi(std::string(words[1]));
      } else {
        feed->updated[std::string(words[0])] = words[1];
      }
    }
    return out;
  }
};

inline std::string numbered(int number) {
  const std::string digits = std::to_string(number);
  return "n" + std::string(5 - digits.size(), '0') + digits;
}

}  // namespace regwatch::testing
