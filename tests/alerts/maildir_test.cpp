#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "alerts/channel.h"
#include "tests/alerts/smtp_server.h"
#include "tests/render/digest_sample.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

namespace fs = std::filesystem;
using Kind_ = SendOutcome::Kind;

struct Folder {
  TemporaryDirectory place;
  fs::path path = place.path() / "mail" / "regwatch";
  Subscription subscription;
  Message message;

  Folder() {
    subscription.name = "folder";
    subscription.channel = "maildir";
    subscription.path = path.string();
    message.message_id = "<0123456789abcdef@example.com>";
    message.subject = digest_subject(sample::hostile_digest());
    message.created_at = sample::at("2026-09-18T00:30:00Z");
    message.bytes = find_channel("maildir")
                        ->compose(sample::hostile_digest(), subscription, message, {})
                        .front();
  }
  SendOutcome send() const {
    return find_channel("maildir")->send(message, path.string(), subscription, {});
  }
  std::vector<fs::path> files(const char* part) const {
    std::vector<fs::path> all;
    for (const auto& entry : fs::directory_iterator(path / part)) all.push_back(entry.path());
    return all;
  }
};

TEST_CASE("a message is delivered into a Maildir once") {
  const Folder folder;
  REQUIRE(folder.send().kind == Kind_::accepted);
  CHECK(folder.send().kind == Kind_::accepted);
  REQUIRE(folder.files("new").size() == 1);
  CHECK(folder.files("tmp").empty());
  const fs::path file = folder.files("new")[0];
  CHECK(sample::read_file(file).find('\r') == std::string::npos);
  // A reader takes it, marks it as seen, and what a crash left in doubt is delivered again.
  fs::rename(file, folder.path / "cur" / (file.filename().string() + ":2,RS"));
  CHECK(folder.send().kind == Kind_::accepted);
  CHECK(folder.files("new").empty());
  CHECK(folder.files("cur").size() == 1);
}

TEST_CASE("what a killed process left unfinished is begun anew") {
  const Folder folder;
  REQUIRE(folder.send().kind == Kind_::accepted);
  const fs::path file = folder.files("new")[0];
  const std::string whole = sample::read_file(file);
  fs::rename(file, folder.path / "tmp" / file.filename());
  std::ofstream(folder.path / "tmp" / file.filename()) << "torn";
  REQUIRE(folder.send().kind == Kind_::accepted);
  CHECK(sample::read_file(file) == whole);
  CHECK(folder.files("tmp").empty());
}

TEST_CASE("other messages and other recipients are other files") {
  Folder folder;
  REQUIRE(folder.send().kind == Kind_::accepted);
  folder.message.message_id = "<1@example.com>";
  REQUIRE(folder.send().kind == Kind_::accepted);
  CHECK(folder.files("new").size() == 2);
}

TEST_CASE("Python's mailbox module reads it without a defect") {
  const Folder folder;
  REQUIRE(folder.send().kind == Kind_::accepted);
  const std::string said =
      sample::output_of("PYTHONIOENCODING=utf-8 /usr/bin/python3 " REGWATCH_SOURCE_DIR
                        "/tests/alerts/read_maildir.py " +
                        folder.path.string());
  CHECK(said == "new <0123456789abcdef@example.com> None " +
                    digest_subject(sample::hostile_digest()) + "\n" +
                    digest_as_text(sample::hostile_digest()) + "\n");
}

TEST_CASE("a Maildir that cannot be written keeps its message, and no other's") {
  Folder folder;
  std::ofstream(folder.place.path() / "mail") << "a file where a directory is to be";
  const auto outcome = folder.send();
  CHECK(outcome.kind == Kind_::try_later);
  CHECK_FALSE(outcome.nobody_reachable);
  CHECK(outcome.why.find(folder.path.string()) != std::string::npos);
}

TEST_CASE("a subscription to a Maildir is checked before it is needed") {
  Folder folder;
  const auto check = find_channel("maildir")->check;
  CHECK(check(folder.subscription, {}).empty());
  folder.subscription.to = {"editor"};
  CHECK(check(folder.subscription, {}).find("no mail address") != std::string::npos);
  folder.subscription.to.clear();
  folder.subscription.path.reset();
  CHECK(check(folder.subscription, {}).find("'path'") != std::string::npos);
}

}  // namespace
}  // namespace regwatch
