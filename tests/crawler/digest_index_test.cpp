#include "crawler/digest_index.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "crawler/archive.h"
#include "tests/crawler/warc_fixture.h"

using namespace regwatch;

namespace {

DigestIndex open_index(const std::string& directory) {
  auto index = DigestIndex::open(directory, DigestIndex::Access::read_write);
  REQUIRE(index.ok());
  return std::move(*index);
}

// An archive of five payloads in two closed files.
void fill(const std::string& directory) {
  for (const int from : {0, 3}) {
    auto archive = Archive::open({.directory = directory});
    REQUIRE(archive.ok());
    for (int i = from; i < from + (from == 0 ? 3 : 2); ++i) {
      PlainExchange page("http://a.gov.cn/" + std::to_string(i), "body " + std::to_string(i));
      REQUIRE((*archive)->capture(page.exchange).ok());
    }
  }
}

}  // namespace

TEST_CASE("an index that is missing, cut, emptied or nonsense is made again from the WARC files") {
  TemporaryDirectory directory;
  fill(directory.text());
  const std::string path = directory.text() + "/digests.idx";
  const std::string whole = read_file(path);
  std::vector<std::string> contents = {"", "nonsense\n", "regwatch-digests 1\n",
                                       "regwatch-digests 1\nS\tx\n", std::string(500, '\0')};
  for (std::size_t size = 0; size < whole.size(); size += 13)
    contents.push_back(whole.substr(0, size));
  for (const auto& content : contents) {
    CAPTURE(content.size());
    write_file(path, content);
    const DigestIndex index = open_index(directory.text());
    REQUIRE(index.size() == 5);
    for (int i = 0; i < 5; ++i) {
      const auto found = index.find(sha256("body " + std::to_string(i)));
      REQUIRE(found);
      REQUIRE(found->uri == "http://a.gov.cn/" + std::to_string(i));
      REQUIRE(found->date == *parse_instant("2026-11-24T01:00:00Z"));
    }
    REQUIRE_FALSE(index.find(sha256("body 5")));
  }
  std::filesystem::remove(path);
  CHECK(open_index(directory.text()).size() == 5);
  const std::string again = read_file(path);
  CHECK(again.size() == whole.size());
  open_index(directory.text());
  CHECK(read_file(path) == again);
}

TEST_CASE("what a removed WARC file held is not referred to any more") {
  TemporaryDirectory directory;
  fill(directory.text());
  const auto gone = open_index(directory.text()).find(sha256("body 4"));
  REQUIRE(gone);
  std::filesystem::remove(directory.text() + "/" + gone->file);
  const DigestIndex index = open_index(directory.text());
  CHECK(index.size() == 3);
  CHECK_FALSE(index.find(sha256("body 4")));
}

TEST_CASE("a line that a crash tore means nothing and does no harm to the next") {
  TemporaryDirectory directory;
  fill(directory.text());
  const std::string path = directory.text() + "/digests.idx";
  write_file(path, read_file(path) + "S\t" + std::string(64, 'a') + "\tregwatch-");
  const auto reader = DigestIndex::open(directory.text(), DigestIndex::Access::read_only);
  REQUIRE(reader.ok());
  CHECK(reader->size() == 5);
  auto archive = Archive::open({.directory = directory.text()});
  REQUIRE(archive.ok());
  REQUIRE((*archive)->capture(PlainExchange("http://a.gov.cn/n", "new").exchange).ok());
  archive = Error{};
  CHECK(open_index(directory.text()).size() == 6);
}

TEST_CASE("a hundred thousand digests fit in twelve megabytes") {
  TemporaryDirectory directory;
  write_file(directory.text() + "/regwatch-20261124-1-1.warc.gz.open", std::string(200000, 'x'));
  DigestIndex index = open_index(directory.text());
  FirstCapture capture{"regwatch-20261124-1-1.warc.gz", 0,
                       "urn:uuid:12345678-1234-4234-8234-123456789abc",
                       *parse_instant("2026-11-24T01:00:00Z"), "http://a.gov.cn/page.htm"};
  for (std::uint64_t i = 0; i < 100000; ++i) {
    capture.offset = i;
    REQUIRE(index.add(sha256(std::to_string(i)), capture));
  }
  CHECK(index.memory_bytes() < (12u << 20));
  const auto again = DigestIndex::open(directory.text(), DigestIndex::Access::read_only);
  REQUIRE(again.ok());
  CHECK(again->size() == 100000);
  const auto found = again->find(sha256("77777"));
  REQUIRE(found);
  CHECK(found->offset == 77777);
}
