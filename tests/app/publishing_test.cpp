// Files for a web server, read back by readers that are not ours.

#include "app/publishing.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <cstdlib>
#include <map>

#include "app/config.h"
#include "base/text.h"
#include "storage/statement.h"
#include "tests/app/published_place.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

using Place = PublishedPlace;

std::string identity(const std::string& id) { return "tag:regwatch.example.com,2026:notice/" + id; }

}  // namespace

TEST_CASE("a reader that follows the archive meets every notice, and archives stay as they are") {
  Place place;
  for (int i = 0; i < 250; ++i) {
    place.clock += std::chrono::seconds(60);
    place.appears(numbered(i));
  }
  REQUIRE(place.pass());
  auto walked = place.walk();
  CHECK(walked.at("feeds/morning.atom").updated.size() == 250);
  CHECK(walked.at("feeds/morning.atom").documents == 2);
  CHECK(walked.at("sources/example-notices.atom").updated.size() == 250);
  const std::string first = place.read("feeds/morning/archive-1.atom");
  CHECK(first.find("next-archive") == std::string::npos);

  // One of the archive is amended and a hundred come after it.
  place.clock += std::chrono::hours(1);
  place.tells(numbered(5), ChangeKind::amended);
  for (int i = 250; i < 350; ++i) place.appears(numbered(i));
  REQUIRE(place.pass());
  walked = place.walk();
  const auto& morning = walked.at("feeds/morning.atom");
  CHECK(morning.updated.size() == 350);
  CHECK(morning.documents == 3);
  CHECK(morning.updated.at(identity(numbered(5))) == "2026-09-18T14:10:00+08:00");
  // Only the link to what came after was added.
  const std::string link = "  <link rel=\"next-archive\" type=\"application/atom+xml\" href=\"" +
                           std::string(published_address) + "feeds/morning/archive-2.atom\"/>\n";
  CHECK(replace_all(place.read("feeds/morning/archive-1.atom"), link, "") == first);
}

TEST_CASE("a directory that was lost is written again, each notice in one place") {
  Place place;
  for (int i = 0; i < 230; ++i) place.appears(numbered(i));
  REQUIRE(place.pass());
  place.clock += std::chrono::hours(1);
  place.tells(numbered(1), ChangeKind::amended);
  std::filesystem::remove_all(place.scratch / "www");
  REQUIRE(place.pass());
  CHECK(place.walk().at("feeds/morning.atom").updated.size() == 230);
  CHECK(count_of(place.read("feeds/morning/archive-1.atom"), "<entry>") == 99);
}

TEST_CASE("files of a database that was replaced are written again") {
  Place place;
  for (const std::string id : {"a", "b", "c"}) place.appears(id);
  REQUIRE(place.pass());
  Place other;
  other.settings.directory = place.settings.directory;
  other.clock += std::chrono::hours(1);
  other.appears("d");
  REQUIRE(other.pass());
  const auto feed = place.walk().at("feeds/morning.atom");
  CHECK(feed.updated.size() == 1);
  CHECK(feed.updated.count(identity("d")) == 1);
}

TEST_CASE("a pass that brought nothing writes nothing; what is told moves an entry's updated") {
  Place place;
  place.appears("a");
  place.appears("b");
  REQUIRE(place.written() > 0);
  const auto when = std::filesystem::last_write_time(place.scratch / "www/feeds/morning.atom");
  place.clock += std::chrono::hours(1);
  CHECK(place.written() == 0);
  // Seen again, read for the first time, reminded of: nothing happened to it.
  place.notices.put_sighting("a", "example-notices", {}, 0, place.clock);
  place.tells("a", ChangeKind::deadline_near);
  CHECK(place.written() == 0);
  CHECK(std::filesystem::last_write_time(place.scratch / "www/feeds/morning.atom") == when);

  const struct {
    ChangeKind kind;
    NoticeStatus status;
    std::string says;
  } told[] = {{ChangeKind::amended, NoticeStatus::listed, "Amended: 1 paragraph changed"},
              {ChangeKind::deadline_moved, NoticeStatus::listed, "Deadline moved"},
              {ChangeKind::withdrawn, NoticeStatus::withdrawn, "[withdrawn 已撤下]"},
              {ChangeKind::restored, NoticeStatus::listed, "Restored"}};
  for (const auto& [kind, status, says] : told) {
    place.clock += std::chrono::hours(1);
    Notice notice = place.notices.find("a").value();
    notice.status = status;
    place.notices.put(notice);
    place.tells("a", kind);
    INFO(says);
    CHECK(place.written() == 4);  // Two feeds in two forms; neither index nor OPML.
    const auto feed = place.walk().at("feeds/morning.atom");
    CHECK(feed.updated.size() == 2);
    const std::string newest = place.read("feeds/morning.atom");
    CHECK(newest.find(identity("a")) < newest.find(identity("b")));
    CHECK(newest.find(says) != std::string::npos);
  }
}

TEST_CASE("what a person corrects is shown, and updated stays") {
  Place place;
  place.appears("a");
  REQUIRE(place.pass());
  const auto before = place.walk().at("feeds/morning.atom").updated;
  place.clock += std::chrono::hours(1);
  place.notices.mark_topics("a", {"ai"});
  CHECK(place.written() == 4);
  place.notices.put_english("a", {"Measures", "They measure.", true, ""}, place.clock);
  CHECK(place.written() == 4);
  CHECK(place.read("feeds/morning.atom").find("They measure.") != std::string::npos);
  place.notices.mark_topics("a", {});
  CHECK(place.written() == 4);
  CHECK(place.walk().at("feeds/morning.atom").updated == before);
}

TEST_CASE("identities outlive the address, the titles and the subscription's name") {
  Place place;
  place.appears("a");
  REQUIRE(place.pass());
  const auto ids_of_text = [](const std::string& text) {
    std::vector<std::string> ids;
    for (auto begin = text.find("<id>"); begin != text.npos; begin = text.find("<id>", begin + 1))
      ids.push_back(text.substr(begin, text.find("</id>", begin) - begin));
    return ids;
  };
  const auto before = ids_of_text(place.read("feeds/morning.atom"));
  REQUIRE(before.size() == 2);
  place.settings.address = "https://elsewhere.example.org/x/";
  place.settings.title = "another";
  place.subscriptions[0].name = "Evening";
  place.sources[0].name = "另一栏";
  REQUIRE(place.pass());
  CHECK(ids_of_text(place.read("feeds/morning.atom")) == before);
  CHECK(
      place.read("feeds/morning.atom").find("https://elsewhere.example.org/x/feeds/morning.atom") !=
      std::string::npos);
}

TEST_CASE("a baseline stands in the feed of its source alone") {
  Place place;
  place.lists(notice_named("a"));
  place.appears("b");
  REQUIRE(place.pass());
  const auto walked = place.walk();
  CHECK(walked.at("sources/example-notices.atom").updated.size() == 2);
  CHECK(walked.at("feeds/morning.atom").updated.size() == 1);
}

TEST_CASE("another filter fills a feed anew, under archive numbers that were never used") {
  Place place;
  for (int i = 0; i < 230; ++i) place.appears(numbered(i), i % 2 ? "数据办法" : "广告办法");
  REQUIRE(place.pass());
  REQUIRE(place.has("feeds/morning/archive-1.atom"));
  place.subscriptions[0].not_words = {"从未出现"};
  REQUIRE(place.pass());
  CHECK_FALSE(place.has("feeds/morning/archive-1.atom"));
  CHECK(place.has("feeds/morning/archive-2.atom"));
  CHECK(place.walk().at("feeds/morning.atom").updated.size() == 230);
  place.subscriptions[0].words = {"数据"};
  REQUIRE(place.pass());
  CHECK(place.walk().at("feeds/morning.atom").updated.size() == 115);
  CHECK_FALSE(place.has("feeds/morning"));
}

TEST_CASE("only files of ours are removed, and only a directory of ours is written to") {
  Place place;
  place.appears("a");
  REQUIRE(place.pass());
  place.scratch.write("www/robots.txt", "User-agent: *\n");
  place.scratch.write("www/feeds/.regwatch-tmp.abcdef", "half");
  place.subscriptions.clear();
  CHECK(place.pass().value().removed == 3);  // Two forms of the feed, and its calendar.
  CHECK_FALSE(place.has("feeds"));
  CHECK(place.has("robots.txt"));
  // A list that was written to leads nowhere else.
  place.scratch.write("precious", "x");
  place.scratch.write("www/.regwatch-files", place.read(".regwatch-files") +
                                                 "file ../precious\nfile robots.txt/../../x\n");
  CHECK(place.pass());
  CHECK(std::filesystem::exists(place.scratch / "precious"));

  place.scratch.write("other/index.html", "mine");
  place.settings.directory = place.scratch / "other";
  CHECK(place.pass().error().fault == Fault::invalid);
  CHECK(place.scratch.read("other/index.html") == "mine");
}

TEST_CASE("files are for a web server that runs as somebody else") {
  Place place;
  place.appears("a");
  const auto mask = ::umask(0077);
  REQUIRE(place.pass());
  ::umask(mask);
  struct stat file {};
  REQUIRE(::stat((place.scratch / "www/feeds/morning.atom").c_str(), &file) == 0);
  CHECK((file.st_mode & 0777) == 0644);
  REQUIRE(::stat((place.scratch / "www/feeds").c_str(), &file) == 0);
  CHECK((file.st_mode & 0777) == 0755);
}

TEST_CASE("what cannot be written is said, and done by the next pass") {
  Place place;
  place.appears("a");
  REQUIRE(place.pass());
  place.clock += std::chrono::hours(1);
  place.tells("a", ChangeKind::amended);
  // A directory stands where the file is to be.
  std::filesystem::remove(place.scratch / "www/feeds/morning.atom");
  place.scratch.write("www/feeds/morning.atom/x", "");
  const auto failed = place.pass();
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::unwritable);
  CHECK(failed.error().message.find("feeds/morning.atom") != std::string::npos);
  std::filesystem::remove_all(place.scratch / "www/feeds/morning.atom");
  REQUIRE(place.pass());
  CHECK(place.walk().at("feeds/morning.atom").updated.at(identity("a")) ==
        "2026-09-18T10:00:00+08:00");
}

TEST_CASE("hostile titles make sound feeds") {
  Place place;
  const std::string titles[] = {"<script>alert(1)</script>",
                                "=cmd|' /C calc'!A0",
                                "\xE2\x80\xAEtxt.exe",
                                "a\r\nSet-Cookie: x",
                                std::string("a\0b", 3),
                                std::string(4000, 'x'),
                                "\xff\xfe\xc3",
                                "]]>&amp;\xEF\xBF\xBF",
                                "",
                                "\x1b[31m\x08",
                                "<!--<![CDATA[</content>"};
  int number = 0;
  for (const auto& title : titles) place.appears(numbered(number++), title);
  place.subscriptions[0].name = "<script>\"'\x01\xE2\x80\xAE";
  place.sources[0].name = "]]></title>\xff";
  place.settings.title = "</title><script>";
  REQUIRE(place.pass());
  CHECK(place.walk().at("feeds/morning.atom").updated.size() == std::size(titles));
  for (const std::string name : {"index.html", "feeds.opml", "feeds/morning.atom"}) {
    CHECK(place.read(name).find("<script") == std::string::npos);
    CHECK(place.read(name).find("\xE2\x80\xAE") == std::string::npos);
  }
  CHECK(std::system(("xmllint --noout " + (place.scratch / "www/feeds.opml").string()).c_str()) ==
        0);
}

TEST_CASE("newsboat reads a feed, keeps an amended notice as one, and asks for what is newer") {
  if (std::system("command -v newsboat > /dev/null") != 0) {
    WARN("newsboat is not installed");
    return;
  }
  Place place;
  for (int i = 0; i < 30; ++i) place.appears(numbered(i));
  REQUIRE(place.pass());
  std::string port = "0";
  const auto reload = [&] {
    const std::string command = std::string("/usr/bin/python3 ") + REGWATCH_SOURCE_DIR +
                                "/tests/app/read_with_newsboat.py " +
                                (place.scratch / "www").string() + " feeds/morning.atom " +
                                (place.scratch / "cache").string() + " " + port + " > " +
                                (place.scratch / "newsboat").string();
    REQUIRE(std::system(command.c_str()) == 0);
    const std::string said = place.scratch.read("newsboat");
    port = lines_of(said).front().substr(5);
    return said;
  };
  const std::string first = reload();
  CHECK(count_of(first, "status 200") == 1);
  CHECK(count_of(first, "item tag:") == 30);
  reload();  // It notes the file's time only of a feed that it knows already.
  CHECK(count_of(reload(), "status 304") == 1);

  place.clock += std::chrono::hours(1);
  Notice notice = place.notices.find(numbered(3)).value();
  notice.title = "关于延长征求意见的通知";
  place.notices.put(notice);
  place.tells(numbered(3), ChangeKind::amended);
  REQUIRE(place.pass());
  // A web server's times are of whole seconds.
  std::filesystem::last_write_time(
      place.scratch / "www/feeds/morning.atom",
      std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
  const std::string again = reload();
  CHECK(count_of(again, "status 200") == 1);
  CHECK(count_of(again, "item tag:") == 30);
  CHECK(again.find("item " + identity(numbered(3)) + " 关于延长征求意见的通知") !=
        std::string::npos);
}

TEST_CASE("[publish] and feed are held to what they mean") {
  const std::string head = "[publish]\ndirectory = \"www\"\naddress = \"https://example.com/x\"\n";
  const std::string tag = "tag = \"regwatch.example.com,2026\"\n";
  const auto subscription = [](const std::string& keys) {
    return "[[subscription]]\nname = \"a\"\nchannel = \"feed\"\n" + keys;
  };
  const Config good = parse_config(head + tag + subscription("feed = \"morning\"\n"), "x.toml");
  REQUIRE(good.publish);
  CHECK(good.publish->link_to("feeds/a.atom") == "https://example.com/x/feeds/a.atom");
  CHECK(good.subscriptions[0].feed == "morning");
  const struct {
    std::string text, complaint;
  } wrong[] = {{head, "tag"},
               {head + "tag = \"example.com\"\n", "RFC 4151"},
               {head + "tag = \"Example.com,2026\"\n", "RFC 4151"},
               {head + "tag = \"example.com,2026-13\"\n", "RFC 4151"},
               {"[publish]\ndirectory = \"www\"\naddress = \"ftp://x\"\n" + tag, "address"},
               {head + tag + subscription(""), "a feed needs a name"},
               {subscription("feed = \"morning\"\n"), "no [publish]"},
               {head + tag + subscription("feed = \"a\"\nhealth = true\n"), "health"},
               {head + tag + subscription("feed = \"../x\"\n"), "lower-case"},
               {head + tag + subscription("feed = \"晨报\"\n"), "lower-case"},
               {head + tag + subscription("feed = \"A\"\n"), "lower-case"},
               {head + tag + subscription("feed = \"a\"\n") +
                    "[[subscription]]\nname = \"b\"\nchannel = "
                    "\"terminal\"\nfeed = \"a\"\n",
                "given already"}};
  for (const auto& [text, complaint] : wrong) {
    INFO(text);
    CHECK_THROWS_WITH(parse_config(text, "x.toml"), Catch::Matchers::Contains(complaint));
  }
}
