#include "crawler/inflate.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/crawler/loopback_server.h"

namespace regwatch {

using testing::deflate_of;
using testing::gzip_of;
using testing::zlib_of;

namespace {

std::string sample_text() {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "第" + std::to_string(i * 7919 % 1000) + "条 网络数据; ";
  return text;
}

}  // namespace

TEST_CASE("gzip, zlib-wrapped and bare deflate are inflated") {
  Inflater inflater;
  const std::string large = sample_text();
  for (const std::string& text : {large, std::string(), std::string("x")}) {
    for (const auto& [coded, coding] :
         {std::pair(gzip_of(text), Coding::gzip), std::pair(zlib_of(text), Coding::deflate),
          std::pair(deflate_of(text), Coding::deflate)}) {
      const auto inflated = inflater.inflate(coded, coding, 1u << 20);
      REQUIRE(inflated.ok());
      CHECK(inflated->bytes == text);
      CHECK(inflated->complete);
      CHECK(inflate_beginning(coded, coding, 1u << 20) == text);
    }
  }
}

TEST_CASE("several gzip members are one body and padding behind them is ignored") {
  Inflater inflater;
  const auto inflated =
      inflater.inflate(gzip_of("one ") + gzip_of("two") + std::string(20, '\0'), Coding::gzip, 100);
  REQUIRE(inflated.ok());
  CHECK(inflated->bytes == "one two");
}

TEST_CASE("a body at the limit passes and one byte more is too large") {
  Inflater inflater;
  const std::string coded = gzip_of(std::string(5000, 'a'));
  CHECK(inflater.inflate(coded, Coding::gzip, 5000).ok());
  const auto above = inflater.inflate(coded, Coding::gzip, 4999);
  REQUIRE_FALSE(above.ok());
  CHECK(above.error().fault == Fault::too_large);
}

TEST_CASE("a bomb of a thousand to one stops at the limit, whatever size it claims") {
  Inflater inflater;
  std::string bomb = gzip_of(std::string(20u << 20, '\0'));
  CHECK(bomb.size() < 40000);
  CHECK(inflater.inflate(bomb, Coding::gzip, 1u << 20).error().fault == Fault::too_large);
  bomb.replace(bomb.size() - 4, 4, 4, '\1');
  CHECK(inflater.inflate(bomb, Coding::gzip, 1u << 20).error().fault == Fault::too_large);
}

TEST_CASE("a coding that breaks off yields what came before") {
  Inflater inflater;
  const std::string text = sample_text();
  for (const auto& [coded, coding] :
       {std::pair(gzip_of(text), Coding::gzip), std::pair(zlib_of(text), Coding::deflate),
        std::pair(deflate_of(text), Coding::deflate)}) {
    const auto inflated = inflater.inflate(coded.substr(0, coded.size() / 2), coding, 1u << 20);
    REQUIRE(inflated.ok());
    CHECK_FALSE(inflated->complete);
    CHECK(inflated->bytes.size() > text.size() / 8);
    CHECK(text.compare(0, inflated->bytes.size(), inflated->bytes) == 0);
  }
}

TEST_CASE("a damaged checksum makes the body incomplete") {
  Inflater inflater;
  std::string coded = gzip_of("hello");
  coded[coded.size() - 6] ^= 1;
  const auto inflated = inflater.inflate(coded, Coding::gzip, 100);
  REQUIRE(inflated.ok());
  CHECK(inflated->bytes == "hello");
  CHECK_FALSE(inflated->complete);
}

TEST_CASE("bytes that are not of the coding are broken") {
  Inflater inflater;
  CHECK(inflater.inflate("<html>", Coding::gzip, 100).error().fault == Fault::broken);
  CHECK(inflater.inflate("\xFF\xFF\xFF", Coding::deflate, 100).error().fault == Fault::broken);
}

TEST_CASE("random and damaged streams are survived within the limit") {
  Inflater inflater;
  std::mt19937 random(20260918);
  const std::string coded = gzip_of(sample_text());
  for (int round = 0; round < 400; ++round) {
    std::string bytes = round % 2 == 0 ? coded : deflate_of(sample_text().substr(0, 4000));
    for (int i = 0; i < 4; ++i)
      bytes[10 + random() % (bytes.size() - 10)] = static_cast<char>(random());
    if (round % 8 == 7) {
      for (char& c : bytes) c = static_cast<char>(random());
    }
    const Coding coding = round % 2 == 0 ? Coding::gzip : Coding::deflate;
    const auto inflated = inflater.inflate(bytes, coding, 1u << 18);
    if (inflated.ok()) CHECK(inflated->bytes.size() <= 1u << 18);
    CHECK(inflate_beginning(bytes, coding, 1u << 18).size() <= 1u << 18);
  }
}

}  // namespace regwatch
