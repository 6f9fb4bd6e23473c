#include "crawler/archive.h"

#include <libdeflate.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

#include "crawler/archive_reader.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_tools.h"
#include "tests/crawler/warc_fixture.h"

using namespace regwatch;

namespace {

std::vector<std::string> files_in(const std::string& directory, const std::string& suffix) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(suffix)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<WarcRecord> records_of(const std::string& path) {
  auto reader = WarcReader::open(path);
  REQUIRE(reader.ok());
  std::vector<WarcRecord> records;
  while (true) {
    auto record = reader->next();
    REQUIRE(record.ok());
    if (!*record) break;
    records.push_back(**record);
  }
  CHECK(reader->warnings().empty());
  return records;
}

std::unique_ptr<Archive> open_archive(const std::string& directory) {
  auto archive = Archive::open({.directory = directory});
  REQUIRE(archive.ok());
  return std::move(*archive);
}

std::vector<ArchiveProblem> problems_of(const std::string& directory) {
  const auto verified = verify_archive({directory});
  REQUIRE(verified.ok());
  for (const auto& problem : verified->problems)
    UNSCOPED_INFO(problem.file << ": " << problem.what);
  return verified->problems;
}

}  // namespace

TEST_CASE("a capture is read back as it was sent and as it was decoded") {
  TemporaryDirectory directory;
  const std::string body = "<p>关于征求意见的通知</p>";
  const std::string coded = gzip(body);
  auto archive = open_archive(directory.text());
  const auto plain = archive->capture(PlainExchange("http://a.gov.cn/1.htm", "hello").exchange);
  PlainExchange sent("http://a.gov.cn/2.htm", coded, "Content-Encoding: gzip\r\n");
  const auto compressed = archive->capture(sent.exchange);
  REQUIRE((plain.ok() && compressed.ok()));
  archive->sync();

  for (const bool closed : {false, true}) {
    if (closed) archive.reset();
    CAPTURE(closed);
    ArchiveReader reader(directory.text());
    const auto first = reader.read(*plain);
    REQUIRE(first.ok());
    CHECK(first->response.body == "hello");
    CHECK(first->response.status == 200);
    CHECK(first->response.fetched_at == sent.exchange.at);
    CHECK(first->remote_ip == "192.0.2.7");
    const auto second = reader.read(*compressed);
    REQUIRE(second.ok());
    CHECK(second->payload == coded);
    CHECK(second->response.body == body);
    CHECK(second->response.body_sha256 == sha256_hex(body));
    CHECK(second->head == sent.exchange.response_head);
  }
  CHECK(problems_of(directory.text()).empty());
}

TEST_CASE("known bytes become a revisit that names their first capture, across processes") {
  TemporaryDirectory directory;
  const auto first =
      open_archive(directory.text())->capture(PlainExchange("http://a.gov.cn/", "same").exchange);
  const auto again =
      open_archive(directory.text())->capture(PlainExchange("http://b.gov.cn/x", "same").exchange);
  REQUIRE((first.ok() && again.ok()));
  CHECK(first->file != again->file);

  const auto records = records_of(directory.text() + "/" + again->file);
  REQUIRE(records.size() == 3);
  CHECK(records[0].type() == "warcinfo");
  CHECK(records[1].type() == "request");
  const WarcRecord& revisit = records[2];
  CHECK(revisit.type() == "revisit");
  CHECK(revisit.position.offset == again->offset);
  CHECK(revisit.field("WARC-Profile") ==
        "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  CHECK(revisit.field("WARC-Refers-To-Target-URI") == "http://a.gov.cn/");
  CHECK(revisit.field("WARC-Refers-To-Date") == "2026-11-24T01:00:00Z");
  const auto original = records_of(directory.text() + "/" + first->file);
  CHECK(strip_angles(revisit.field("WARC-Refers-To")) == original[2].id());
  CHECK(strip_angles(records[1].field("WARC-Concurrent-To")) == revisit.id());

  const auto read = ArchiveReader(directory.text()).read(*again);
  REQUIRE(read.ok());
  CHECK(read->response.body == "same");
  std::filesystem::remove(directory.text() + "/digests.idx");
  CHECK(ArchiveReader(directory.text()).read(*again).ok());
  CHECK(problems_of(directory.text()).empty());
}

TEST_CASE("empty bodies and 304s refer to no bytes") {
  TemporaryDirectory directory;
  auto archive = open_archive(directory.text());
  PlainExchange moved("http://a.gov.cn/", "");
  moved.exchange.response_head = "HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n";
  PlainExchange same("http://a.gov.cn/b", "");
  same.exchange.response_head = "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n";
  REQUIRE(archive->capture(moved.exchange).ok());
  const auto second = archive->capture(moved.exchange);
  REQUIRE(second.ok());
  REQUIRE(archive->capture(same.exchange).ok());
  archive.reset();
  const auto records = records_of(directory.text() + "/" + second->file);
  REQUIRE(records.size() == 7);
  CHECK(records[4].type() == "response");
  CHECK(records[6].type() == "revisit");
  CHECK(records[6].field("WARC-Profile").ends_with("server-not-modified"));
  CHECK(problems_of(directory.text()).empty());
}

TEST_CASE("secrets of a request and the framing of a response stay out of the archive") {
  TemporaryDirectory directory;
  PlainExchange secret("http://a.gov.cn/", "x");
  secret.exchange.request_head =
      "GET / HTTP/1.1\r\nHost: a.gov.cn\r\ncookie: session=secret\r\n folded-secret\r\n"
      "Authorization: Basic secret\r\nAccept: */*\r\n\r\n";
  secret.exchange.response_head =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n";
  const auto ref = open_archive(directory.text())->capture(secret.exchange);
  REQUIRE(ref.ok());
  auto reader = WarcReader::open(directory.text() + "/" + ref->file);
  REQUIRE(reader.ok());
  std::string all;
  while (true) {
    auto record = reader->next();
    REQUIRE(record.ok());
    if (!*record) break;
    all += *reader->block(1 << 20);
  }
  CHECK(all.find("secret") == all.npos);
  CHECK(all.find("Transfer-Encoding") == all.npos);
  CHECK(all.find("Accept: */*") != all.npos);
}

TEST_CASE("a file belongs to one UTC day and keeps its open suffix until it is closed") {
  TemporaryDirectory directory;
  auto archive = open_archive(directory.text());
  PlainExchange page("http://a.gov.cn/", "1");
  const auto monday = archive->capture(page.exchange);
  page.exchange.at += std::chrono::days{1};
  const auto tuesday = archive->capture(page.exchange);
  page.exchange.at -= std::chrono::days{1};
  const auto late = archive->capture(page.exchange);
  REQUIRE((monday.ok() && tuesday.ok() && late.ok()));
  CHECK(monday->file.starts_with("regwatch-20261124-"));
  CHECK(tuesday->file.starts_with("regwatch-20261125-"));
  CHECK(late->file == tuesday->file);
  CHECK(files_in(directory.text(), ".warc.gz") == std::vector{monday->file});
  CHECK(files_in(directory.text(), ".open") == std::vector{tuesday->file + ".open"});
  archive.reset();
  CHECK(files_in(directory.text(), ".open").empty());
}

TEST_CASE("a tail that is torn at any byte is cut off and what was before it stays") {
  TemporaryDirectory directory;
  auto archive = open_archive(directory.text());
  const auto kept = archive->capture(PlainExchange("http://a.gov.cn/1", "first").exchange);
  archive->sync();
  REQUIRE(kept.ok());
  const std::string path = directory.text() + "/" + kept->file + ".open";
  const std::string before = read_file(path);
  const auto last = archive->capture(PlainExchange("http://a.gov.cn/2", "second").exchange);
  REQUIRE(last.ok());
  const std::string whole = read_file(path);
  archive.reset();

  for (std::size_t size = last->offset - 3; size <= whole.size(); ++size) {
    // Behind a torn member zeros might happen to be the very bytes that are missing.
    const bool between = size == last->offset || size == whole.size();
    const std::string tail = between         ? std::string(64, '\0')
                             : size % 5 == 0 ? std::string("\x1F junk")
                                             : std::string();
    CAPTURE(size, tail.size());
    TemporaryDirectory crashed;
    const std::string name = "regwatch-20261124-1-1.warc.gz";
    write_file(crashed.text() + "/" + name + ".open", whole.substr(0, size) + tail);
    const auto reopened = Archive::open({.directory = crashed.text()});
    REQUIRE(reopened.ok());
    const std::uint64_t end = size == whole.size()   ? whole.size()
                              : size >= last->offset ? last->offset
                                                     : before.size();
    const std::string healed = read_file(crashed.text() + "/" + name);
    REQUIRE(healed.size() == end);
    REQUIRE(whole.starts_with(healed));
    REQUIRE((*reopened)->digests().size() == (size == whole.size() ? 2u : 1u));
  }
}

TEST_CASE("a file that a living process writes is not touched") {
  TemporaryDirectory directory;
  auto first = open_archive(directory.text());
  const auto ref = first->capture(PlainExchange("http://a.gov.cn/", "1").exchange);
  auto second = open_archive(directory.text());
  const auto other = second->capture(PlainExchange("http://a.gov.cn/", "2").exchange);
  REQUIRE((ref.ok() && other.ok()));
  CHECK(ref->file != other->file);
  CHECK(files_in(directory.text(), ".open").size() == 2);
  CHECK(first->capture(PlainExchange("http://a.gov.cn/", "3").exchange).ok());
  first.reset();
  second.reset();
  CHECK(problems_of(directory.text()).empty());
}

TEST_CASE("a process killed in mid-append loses nothing that was synced") {
  TemporaryDirectory directory;
  std::size_t promised = 0;
  for (int round = 0; round < 6; ++round) {
    int promises[2];
    REQUIRE(::pipe(promises) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto archive = Archive::open({.directory = directory.text()});
      std::string body(20000, 'x');
      for (int i = 0; archive.ok(); ++i) {
        body.replace(0, 24, std::to_string(round) + "/" + std::to_string(i) + "--------");
        const auto ref = (*archive)->capture(PlainExchange("http://a.gov.cn/", body).exchange);
        if (!ref) ::_exit(1);
        (*archive)->sync();
        if (::write(promises[1], "+", 1) != 1) ::_exit(1);
      }
      ::_exit(1);
    }
    ::close(promises[1]);
    char promise = 0;
    for (int i = 0; i < 5 + 3 * round && ::read(promises[0], &promise, 1) == 1; ++i) ++promised;
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    while (::read(promises[0], &promise, 1) == 1) ++promised;
    ::close(promises[0]);
  }
  const std::size_t known = open_archive(directory.text())->digests().size();
  CHECK(known >= promised);
  CHECK(files_in(directory.text(), ".open").empty());
  CHECK(problems_of(directory.text()).empty());
}

TEST_CASE("a full disk fails one capture and leaves whole records") {
  TemporaryDirectory directory;
  auto archive = open_archive(directory.text());
  REQUIRE(archive->capture(PlainExchange("http://a.gov.cn/1", "small").exchange).ok());
  std::string big(400000, ' ');
  std::mt19937 random(1);
  for (char& c : big) c = static_cast<char>(random());

  rlimit old{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit low = old;
  low.rlim_cur = 100000;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &low) == 0);
  const auto failed = archive->capture(PlainExchange("http://a.gov.cn/2", big).exchange);
  const auto after = archive->capture(PlainExchange("http://a.gov.cn/3", "fits").exchange);
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);

  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().fault == Fault::unwritable);
  REQUIRE(after.ok());
  REQUIRE(archive->capture(PlainExchange("http://a.gov.cn/2", big).exchange).ok());
  archive.reset();
  CHECK(records_of(directory.text() + "/" + after->file).size() == 7);
  CHECK(problems_of(directory.text()).empty());
}

TEST_CASE("a directory that cannot be made is an error that names it") {
  TemporaryDirectory directory;
  write_file(directory.text() + "/file", "");
  const auto archive = Archive::open({.directory = directory.text() + "/file/archive"});
  REQUIRE_FALSE(archive.ok());
  CHECK(archive.error().fault == Fault::unwritable);
  CHECK(archive.error().message.find("file/archive") != std::string::npos);
}

TEST_CASE("archiving a thousand compressed pages costs little") {
  TemporaryDirectory directory;
  auto archive = open_archive(directory.text());
  std::mt19937 random(1);
  std::vector<std::string> pages(1000);
  for (auto& page : pages) {
    page.resize(10000);
    for (char& c : page) c = static_cast<char>(random());
  }
  const std::clock_t begin = std::clock();
  for (const auto& page : pages) {
    PlainExchange sent("http://a.gov.cn/page.htm", page, "Content-Encoding: gzip\r\n");
    REQUIRE(archive->capture(sent.exchange).ok());
  }
  const double ms = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  WARN("1,000 captures of 10 KB gzip: " << ms << " ms of CPU");
  // Sanitizers and a shared machine are slow; a release build takes a small part of this.
  CHECK(ms < 1500);
}
