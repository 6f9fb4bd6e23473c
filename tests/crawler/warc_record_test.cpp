#include "crawler/warc_record.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace regwatch;

TEST_CASE("record heads of other tools are read") {
  const auto record = parse_warc_head(
      "WARC/1.0\nwarc-type: Response\nWARC-Target-URI: <http://a.gov.cn/>\n"
      "WARC-Date: 2026-11-24T01:00:00.123456Z\nX-Long: one\n\ttwo\nContent-Length:12\n\n");
  REQUIRE(record.ok());
  CHECK(record->version == "1.0");
  CHECK(record->type() == "response");
  CHECK(record->target() == "http://a.gov.cn/");
  CHECK(record->date() == parse_instant("2026-11-24T01:00:00Z"));
  CHECK(record->field("x-long") == "one two");
  CHECK(record->content_length == 12);
}

TEST_CASE("record heads that are none are refused with what was expected") {
  for (const std::string head :
       {"HTTP/1.1 200 OK\r\n\r\n", "WARC/2.0\r\nWARC-Type: x\r\nContent-Length: 1\r\n\r\n",
        "WARC/1.1\r\nWARC-Type: x\r\n\r\n",
        "WARC/1.1\r\nWARC-Type: x\r\nContent-Length: -1\r\n\r\n",
        "WARC/1.1\r\nWARC-Type: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "WARC/1.1\r\nWARC-Type: x\r\nContent-Length: 1x\r\n\r\n",
        "WARC/1.1\r\nno field\r\nContent-Length: 1\r\n\r\n",
        "WARC/1.1\r\nContent-Length: 1\r\n\r\n"}) {
    CAPTURE(head);
    const auto record = parse_warc_head(head);
    REQUIRE_FALSE(record.ok());
    CHECK(record.error().fault == Fault::invalid);
    CHECK(record.error().message.find("expected") != std::string::npos);
  }
}

TEST_CASE("a SHA-256 label is read in base 32 and hexadecimal") {
  const Sha256Digest digest = sha256("x");
  CHECK(parse_sha256_label(sha256_label(digest)) == digest);
  CHECK(parse_sha256_label(sha256_label(digest) + "====") == digest);
  CHECK(parse_sha256_label("SHA-256:" + to_hex(digest)) == digest);
  CHECK_FALSE(parse_sha256_label("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"));
  CHECK_FALSE(parse_sha256_label("sha256:short"));
  CHECK_FALSE(parse_sha256_label(""));
}

TEST_CASE("chunking is taken off where there is any") {
  struct Case {
    std::string body, plain;
    bool chunked, complete;
  };
  for (const auto& c :
       std::vector<Case>{{"5\r\nhello\r\n6;x=1\r\n world\r\n0\r\n\r\n", "hello world", true, true},
                         {"5\nhello\n0\n\n", "hello", true, true},
                         {"A\r\n0123456789\r\n", "0123456789", true, false},
                         {"FF\r\nshort", "short", true, false},
                         {"FFFFFFFFFFFFFFFF\r\nshort", "short", true, false},
                         {"<html>no chunks</html>", "<html>no chunks</html>", false, true},
                         {"", "", false, true}}) {
    CAPTURE(c.body);
    const auto out = remove_chunking(c.body);
    CHECK(out.body == c.plain);
    CHECK(out.was_chunked == c.chunked);
    CHECK(out.complete == c.complete);
  }
}

TEST_CASE("record ids are version 4 and differ") {
  const std::string id = make_record_id();
  CHECK(id.size() == 45);
  CHECK(id[23] == '4');
  CHECK(id != make_record_id());
}
