#include "crawler/warc_tools.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "crawler/archive.h"
#include "tests/crawler/warc_fixture.h"

using namespace regwatch;

namespace {

std::string fill(const std::string& directory) {
  auto archive = Archive::open({.directory = directory});
  REQUIRE(archive.ok());
  PlainExchange page("http://a.gov.cn/", "old");
  const auto ref = (*archive)->capture(page.exchange);
  REQUIRE(ref.ok());
  page.exchange.at += std::chrono::hours{1};
  REQUIRE((*archive)->capture(page.exchange).ok());
  PlainExchange newer("http://a.gov.cn/", gzip("new"), "Content-Encoding: gzip\r\n");
  newer.exchange.at += std::chrono::hours{2};
  REQUIRE((*archive)->capture(newer.exchange).ok());
  return directory + "/" + ref->file;
}

std::vector<std::string> problems_of(const std::vector<std::string>& paths) {
  const auto verified = verify_archive(paths);
  REQUIRE(verified.ok());
  std::vector<std::string> out;
  for (const auto& problem : verified->problems) out.push_back(problem.what);
  return out;
}

}  // namespace

TEST_CASE("every record is listed with what it is and where it lies") {
  TemporaryDirectory directory;
  const std::string file = fill(directory.text());
  std::vector<std::string> types;
  std::vector<RecordLine> answers;
  const auto warnings = list_records({directory.text()}, [&](const RecordLine& line) {
    types.push_back(line.type);
    if (line.status) answers.push_back(line);
    return true;
  });
  REQUIRE(warnings.ok());
  CHECK(warnings->empty());
  CHECK(types == std::vector<std::string>{"warcinfo", "request", "response", "request", "revisit",
                                          "request", "response"});
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].status == 200);
  CHECK(answers[0].url == "http://a.gov.cn/");
  CHECK(answers[0].digest.starts_with("sha256:"));
  CHECK(answers[0].file == file);
  CHECK(answers[1].digest == answers[0].digest);
  CHECK(answers[1].offset > answers[0].offset);
  CHECK(list_records({directory.text() + "/none"}, [](const RecordLine&) { return true; })
            .error()
            .fault == Fault::missing);
}

TEST_CASE("a capture is extracted by address and instant, as sent and decoded") {
  TemporaryDirectory directory;
  fill(directory.text());
  const auto newest = extract_capture({directory.text()}, "http://a.gov.cn/");
  REQUIRE(newest.ok());
  CHECK(newest->response.body == "new");
  CHECK(newest->payload == gzip("new"));
  const auto older = extract_capture({directory.text()}, "http://a.gov.cn/",
                                     parse_instant("2026-11-24T02:30:00Z"));
  REQUIRE(older.ok());
  CHECK(older->response.body == "old");
  CHECK(older->response.fetched_at == *parse_instant("2026-11-24T02:00:00Z"));
  CHECK(extract_capture({directory.text()}, "http://a.gov.cn/none").error().fault ==
        Fault::not_captured);
}

TEST_CASE("verification finds a flipped bit anywhere in a file") {
  TemporaryDirectory directory;
  const std::string file = fill(directory.text());
  CHECK(problems_of({directory.text()}).empty());
  const std::string whole = read_file(file);
  // The ten bytes of a gzip header say little, and deflate pads bytes at their upper end.
  for (std::size_t at = 10; at < whole.size(); at += 11) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x01);
    const bool in_header = [&] {
      for (std::size_t i = 0; i < 10 && i <= at; ++i) {
        if (whole.substr(at - i, 3) == "\x1F\x8B\x08") return true;
      }
      return false;
    }();
    if (in_header) continue;
    write_file(file, damaged);
    CAPTURE(at);
    REQUIRE_FALSE(problems_of({file}).empty());
  }
}

TEST_CASE("verification finds wrong digests, torn tails and revisits of nothing") {
  TemporaryDirectory directory;
  const std::string path = directory.text() + "/x.warc";
  const std::string fields =
      "WARC-Target-URI: http://a.gov.cn/\nWARC-Date: 2026-11-24T01:00:00Z\n"
      "WARC-Record-ID: <urn:1>\nContent-Type: application/http; msgtype=response";
  const std::string block = "HTTP/1.1 200 OK\r\n\r\nbody";
  const std::string right = "\nWARC-Payload-Digest: sha256:" + sha256_hex("body");
  const std::string wrong = "\nWARC-Block-Digest: sha256:" + sha256_hex("other");
  struct Case {
    std::string bytes, problem;
  };
  for (const auto& c : std::vector<Case>{
           {foreign_record("response", fields + right, block), ""},
           {foreign_record("response", fields, block), ""},
           {foreign_record("response", fields + "\nWARC-Payload-Digest: sha1:ABC", block), ""},
           {foreign_record("response", fields + right,
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "4\r\nbody\r\n0\r\n\r\n"),
            ""},
           {foreign_record("response", fields + wrong, block), "WARC-Block-Digest"},
           {foreign_record("response", fields + right, block + "x"), "WARC-Payload-Digest"},
           {foreign_record("response", fields + right, block + std::string(300, 'x'))
                .substr(0, 500),
            "cut off"},
           {foreign_record("revisit", fields + "\nWARC-Refers-To: <urn:0>", block), "urn:0"}}) {
    write_file(path, c.bytes);
    const auto problems = problems_of({path});
    CAPTURE(c.bytes, problems);
    REQUIRE(problems.size() == (c.problem.empty() ? 0u : 1u));
    if (!problems.empty()) CHECK(problems[0].find(c.problem) != std::string::npos);
  }
}

TEST_CASE("the saved pages of the regulators replay from another tool's file") {
  const std::string captures = std::string(REGWATCH_SOURCE_DIR) + "/../shared/captures";
  if (!std::filesystem::exists(captures + "/manifest.tsv")) {
    WARN("skipped: the saved pages are not beside the project");
    return;
  }
  TemporaryDirectory directory;
  const std::string file = directory.text() + "/pages.warc.gz";
  const std::string command = "python3 " + captures + "/../tools/pack_warc.py " + captures +
                              "/manifest.tsv " + file + " > /dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
  CHECK(problems_of({file}).empty());
  std::size_t responses = 0;
  const auto warnings = list_records({file}, [&](const RecordLine& line) {
    if (line.type == "response") ++responses;
    return true;
  });
  REQUIRE(warnings.ok());
  CHECK(warnings->empty());
  CHECK(responses > 20);
  const auto page = extract_capture({file}, "http://www.cac.gov.cn/hdfw/wxan/A093802index_1.htm");
  REQUIRE(page.ok());
  CHECK(page->response.body == read_file(captures + "/cac/list_wxan.html"));
}
