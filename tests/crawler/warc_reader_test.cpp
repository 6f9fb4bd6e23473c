#include "crawler/warc_reader.h"

#include <catch2/catch.hpp>
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/crawler/warc_fixture.h"

using namespace regwatch;

namespace {

struct Outcome {
  std::vector<std::string> blocks;
  std::vector<WarcPosition> positions;
  std::vector<std::string> warnings;
  std::optional<Error> error;
  bool torn = false;
};

Outcome read_all(const std::string& path) {
  Outcome out;
  auto reader = WarcReader::open(path);
  if (!reader) return out.error = reader.error(), out;
  while (true) {
    auto record = reader->next();
    if (!record) {
      out.error = record.error();
      break;
    }
    if (!*record) break;
    std::string block;
    const auto whole = reader->read_block([&](std::string_view piece) { block.append(piece); });
    if (!whole) {
      out.error = whole.error();
      break;
    }
    if (!*whole) continue;
    out.blocks.push_back(block);
    out.positions.push_back((*record)->position);
  }
  out.warnings = reader->warnings();
  out.torn = reader->torn();
  return out;
}

Outcome read_bytes(const std::string& bytes) {
  TemporaryDirectory directory;
  write_file(directory.text() + "/x.warc", bytes);
  return read_all(directory.text() + "/x.warc");
}

std::string record(const std::string& block, const std::string& line_end = "\r\n") {
  return foreign_record("resource", "WARC-Target-URI: http://a.gov.cn/", block, line_end);
}

std::string big_block() {
  std::string block;
  for (int i = 0; block.size() < 200000; ++i) block += std::to_string(i) + "\n";
  return block;
}

}  // namespace

TEST_CASE("records are read however a tool cut them into gzip members") {
  const std::vector<std::string> blocks = {"one", "", big_block(), "WARC/1.0 inside\r\n\r\n"};
  std::string plain, lines, members;
  for (const auto& block : blocks) {
    plain += record(block);
    lines += record(block, "\n");
    members += gzip(record(block));
  }
  std::string slices;
  for (std::size_t at = 0; at < plain.size(); at += 5000) slices += gzip(plain.substr(at, 5000));
  const std::map<std::string, std::string> forms = {{"plain", plain},
                                                    {"line feeds alone", lines},
                                                    {"a member per record", members},
                                                    {"one member", gzip(plain)},
                                                    {"members of any size", slices}};
  for (const auto& [form, bytes] : forms) {
    CAPTURE(form);
    TemporaryDirectory directory;
    const std::string path = directory.text() + "/x.warc.gz";
    write_file(path, bytes);
    const Outcome out = read_all(path);
    REQUIRE_FALSE(out.error);
    CHECK(out.warnings.empty());
    REQUIRE(out.blocks == blocks);
    auto reader = WarcReader::open(path);
    REQUIRE(reader.ok());
    for (const std::size_t i : {3u, 0u, 2u, 2u, 1u, 3u}) {
      REQUIRE(reader->at(out.positions[i]).ok());
      const auto block = reader->block(1 << 20);
      REQUIRE(block.ok());
      CHECK(*block == blocks[i]);
    }
    REQUIRE(reader->at(out.positions[2]).ok());
    const auto limited = reader->block(1000);
    REQUIRE_FALSE(limited.ok());
    CHECK(limited.error().fault == Fault::too_large);
  }
}

TEST_CASE("a file that is one large member is read in any order in reasonable time") {
  std::string plain;
  std::vector<std::string> starts;
  for (int i = 0; i < 1000; ++i) {
    std::string block = "record " + std::to_string(i) + "\n";
    while (block.size() < 48000) block += std::to_string(block.size() * 7919u + i) + " ";
    plain += record(block);
    starts.push_back(block.substr(0, 11));
  }
  TemporaryDirectory directory;
  const std::string path = directory.text() + "/x.warc.gz";
  write_file(path, gzip(plain));
  const Outcome out = read_all(path);
  REQUIRE(out.positions.size() == 1000);
  auto reader = WarcReader::open(path);
  REQUIRE(reader.ok());
  const std::clock_t begin = std::clock();
  for (std::size_t i = 0, at = 999; i < 200; ++i, at = (at + 617) % 1000) {
    REQUIRE(reader->at(out.positions[at]).ok());
    const auto block = reader->block(1 << 20);
    REQUIRE(block.ok());
    REQUIRE(block->starts_with(starts[at]));
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  WARN("200 records of a 48 MB member in any order: " << seconds << " s of CPU");
  CHECK(seconds < 15);
}

TEST_CASE("a file torn at any byte gives the records before and a warning") {
  const std::string first = record("first");
  const std::string second = record("second");
  for (const bool compressed : {false, true}) {
    const std::string before = compressed ? gzip(first) : first;
    const std::string last = compressed ? gzip(second) : second;
    for (std::size_t size = 1; size < last.size(); ++size) {
      CAPTURE(compressed, size);
      const Outcome out = read_bytes(before + last.substr(0, size));
      REQUIRE_FALSE(out.error);
      // Line ends behind a block, and the checksum behind those, may be missing.
      const bool block_is_there = out.blocks.size() == 2 && out.blocks[1] == "second";
      REQUIRE((out.blocks == std::vector<std::string>{"first"} || block_is_there));
      REQUIRE((block_is_there || !out.warnings.empty()));
      REQUIRE(out.torn == !out.warnings.empty());
      if (compressed) REQUIRE(out.torn);
    }
  }
}

TEST_CASE("what is no WARC is an error that says where and what was found") {
  struct Case {
    std::string name, bytes, found;
  };
  std::string damaged = gzip(record(big_block()));
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  const std::string good = record("good");
  for (const auto& c : std::vector<Case>{
           {"empty", "", "no bytes"},
           {"page", "<!DOCTYPE html>", "<!DOCTYPE"},
           {"zstd", "\x28\xB5\x2F\xFDxxxx", "Zstandard"},
           {"gzip of a page", gzip("<!DOCTYPE html>\n"), "<!DOCTYPE"},
           {"damage", gzip(good) + damaged, "damage"},
           {"garbage behind a member", gzip(good) + "garbage",
            "at byte " + std::to_string(gzip(good).size())},
           {"garbage behind a record", good + "garbage\nmore",
            "at byte " + std::to_string(good.size())},
           {"endless head", "WARC/1.1\r\n" + std::string(100000, 'a'), "64 KiB"},
           {"no length", "WARC/1.1\r\nWARC-Type: response\r\n\r\n", "Content-Length"}}) {
    CAPTURE(c.name);
    const Outcome out = read_bytes(c.bytes);
    REQUIRE(out.error);
    CAPTURE(out.error->message);
    CHECK(out.error->fault == Fault::invalid);
    CHECK(out.error->message.find(c.found) != std::string::npos);
    CHECK(out.error->message.find("x.warc") != std::string::npos);
  }
}

TEST_CASE("a missing file and a directory are told apart from damage") {
  TemporaryDirectory directory;
  CHECK(read_all(directory.text() + "/none").error->fault == Fault::missing);
  CHECK(read_all(directory.text()).error->fault == Fault::invalid);
}

TEST_CASE("a length that lies costs one record where members tell the next") {
  const std::string fields = "WARC-Target-URI: http://a.gov.cn/\nContent-Length: ";
  for (const std::string length : {"999", "18446744073709551615", "2"}) {
    CAPTURE(length);
    const std::string liar = foreign_record("resource", fields + length, "liar, liar");
    const Outcome out = read_bytes(gzip(liar) + gzip(record("honest")));
    REQUIRE_FALSE(out.error);
    CHECK(out.blocks.back() == "honest");
    CHECK(out.warnings.size() == 1);
    const Outcome last = read_bytes(record("honest") + liar);
    if (length != "2") {
      CHECK(last.blocks == std::vector<std::string>{"honest"});
      CHECK(last.torn);
    } else {
      CHECK(last.error);
    }
  }
}

TEST_CASE("a file that inflates beyond measure is refused in constant memory") {
  const std::string fields = "WARC-Target-URI: http://a.gov.cn/\nContent-Length: 99999999999";
  std::string bomb = foreign_record("resource", fields, "");
  bomb.resize(400u << 20);
  const Outcome out = [&] {
    const std::string small = gzip(bomb);
    std::string().swap(bomb);
    TemporaryDirectory directory;
    write_file(directory.text() + "/x.warc.gz", small);
    Outcome outcome;
    auto reader = WarcReader::open(directory.text() + "/x.warc.gz");
    REQUIRE(reader.ok());
    REQUIRE(reader->next().ok());
    const auto read = reader->read_block([](std::string_view) {});
    if (!read) outcome.error = read.error();
    return outcome;
  }();
  REQUIRE(out.error);
  CHECK(out.error->fault == Fault::too_large);
}
