#include "alerts/mime.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace regwatch {
namespace {

TEST_CASE("header words are encoded, split at characters and short enough") {
  CHECK(encode_header("regwatch 3 drafts", 9) == "regwatch 3 drafts");
  CHECK(encode_header("网信办", 9) == "=?UTF-8?B?572R5L+h5Yqe?=");
  std::string lengthy;
  for (int i = 0; i < 60; ++i) lengthy += "关";
  const std::string encoded = encode_header(lengthy, 9);
  for (const auto line : split(encoded, '\n')) CHECK(line.size() <= 76);
  CHECK(encoded.find("\r\n =?UTF-8?B?") != std::string::npos);
  CHECK(encode_header("a\r\nBcc: x", 9) == "a  Bcc: x");
  CHECK(encode_header("=?UTF-8?B?AAAA?=", 9) != "=?UTF-8?B?AAAA?=");
}

TEST_CASE("addresses are read, and what is none is refused") {
  const auto named = parse_mail_address("regwatch <regwatch@example.com>");
  REQUIRE(named);
  CHECK(named->name == "regwatch");
  CHECK(named->address == "regwatch@example.com");
  CHECK(named->host() == "example.com");
  CHECK(parse_mail_address(" editor@example.com ")->address == "editor@example.com");
  CHECK(parse_mail_address("\"Doe, J.\" <j@example.com>")->name == "Doe, J.");
  for (const char* bad : {"", "editor", "@example.com", "a@", "a@b@c", "a b@example.com",
                          "a@example.com\r\nX: y", "编辑@example.com", "a <b@example.com> c"}) {
    INFO(bad);
    CHECK_FALSE(parse_mail_address(bad));
  }
}

TEST_CASE("names are quoted or encoded where they must be") {
  CHECK(format_mail_address({"", "a@example.com"}) == "a@example.com");
  CHECK(format_mail_address({"Ed", "a@example.com"}) == "Ed <a@example.com>");
  CHECK(format_mail_address({"Doe, \"J\"", "a@example.com"}) ==
        "\"Doe, \\\"J\\\"\" <a@example.com>");
  CHECK(format_mail_address({"网信", "a@example.com"}) ==
        "=?UTF-8?B?572R5L+h?=\r\n <a@example.com>");
}

TEST_CASE("base64 is RFC 4648's") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64_lines(std::string(57, 'a')).size() == 78);
}

TEST_CASE("a date has a numeric zone") {
  CHECK(format_mail_date(*parse_instant("2026-11-24T00:30:00Z")) ==
        "Tue, 24 Nov 2026 00:30:00 +0000");
}

}  // namespace
}  // namespace regwatch
