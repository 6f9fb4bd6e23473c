#include <catch2/catch.hpp>

#include "base/text.h"
#include "documents/archive_members.h"
#include "tests/documents/samples.h"

namespace regwatch {

using testing::docx_of;
using testing::read_apart;
using testing::read_here;
using testing::word_paragraph;
using testing::zip_of;
using Outcome = DocumentText::Outcome;
using Paragraphs = std::vector<std::string>;

namespace {

// One run of a fixed block of deflate (RFC 1951 §3.2.6): a literal 0, then matches of 258 zeros.
std::string deflated_zeros(std::size_t matches) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  const auto put = [&](unsigned value, int size) {
    bits |= value << count;
    for (count += size; count >= 8; count -= 8, bits >>= 8) out += static_cast<char>(bits & 0xFF);
  };
  put(1, 1), put(1, 2);  // The last block, of fixed codes.
  put(0x0C, 8);          // Literal 0: 00110000, most significant bit first.
  for (std::size_t i = 0; i < matches; ++i) put(0xA3, 8), put(0, 5);  // Length 285, distance 1.
  put(0, 7);
  if (count > 0) put(0, 8 - count);
  return out;
}

// A ZIP whose member unpacks to `matches` times 258 zeros.
std::string bomb_of(std::size_t matches) {
  const std::string packed = deflated_zeros(matches);
  std::string zip = zip_of({{"a.txt", packed}});
  for (const char* head : {"PK\x03\x04", "PK\x01\x02"}) {
    const std::size_t at = zip.find(std::string(head, 4), head[2] == 1 ? zip.size() - 80 : 0);
    const std::size_t method = at + (head[2] == 3 ? 8 : 10);
    zip[method] = 8;
    const auto size = static_cast<std::uint32_t>(258 * matches + 1);
    for (int i = 0; i < 4; ++i)
      zip[method + 14 + static_cast<std::size_t>(i)] = static_cast<char>(size >> (8 * i));
  }
  return zip;
}

}  // namespace

TEST_CASE("members of an archive are read under their names") {
  const std::string inner = zip_of({{"名单.txt", "甲公司"}});
  const DocumentText text =
      read_here(zip_of({{"\xB0\xEC\xB7\xA8.docx", docx_of(word_paragraph("第一条 甲"))},
                        {"__MACOSX/._x", "junk"},
                        {"\xCE\xB4\xD6\xAA.txt", "未"},
                        {"空目录/", ""},
                        {"附件/内.zip", inner},
                        {"表.wps", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 x"}}));
  CHECK(text.outcome == Outcome::read);
  CHECK(text.paragraphs == Paragraphs{"办法.docx", "第一条 甲", "未知.txt", "未", "附件/内.zip",
                                      "名单.txt", "甲公司", "表.wps"});
  CHECK(text.problem == "表.wps: WPS document: no reader installed");
}

TEST_CASE("archives are read two deep") {
  std::string zip = zip_of({{"a.txt", "底"}});
  for (int depth = 0; depth < 3; ++depth) zip = zip_of({{"b.zip", zip}});
  const DocumentText text = read_here(zip);
  CHECK(text.outcome == Outcome::unread);
  CHECK(text.problem.find("two deep") != std::string::npos);
  CHECK(join(text.paragraphs, "").find("底") == std::string::npos);
}

TEST_CASE("a name that climbs out of its folder is only a name") {
  const DocumentText text = read_apart(zip_of({{"../../../tmp/regwatch-escaped.txt", "甲"},
                                               {"/etc/regwatch-escaped", "乙"},
                                               {"a\x1B[2J.txt", "丙"}}));
  CHECK(text.outcome == Outcome::read);
  CHECK(text.paragraphs == Paragraphs{"../../../tmp/regwatch-escaped.txt", "甲",
                                      "/etc/regwatch-escaped", "乙", "a[2J.txt", "丙"});
}

TEST_CASE("a bomb is stopped early, and says so") {
  const std::string bomb = bomb_of(600'000);  // 150 MB in a megabyte.
  REQUIRE(bomb.size() < 1'100'000);
  const auto members = ArchiveMembers::open(bomb);
  REQUIRE(members);
  for (const std::string& archive : {bomb, zip_of({{"b.zip", bomb}})}) {
    const DocumentText text = read_apart(archive);
    INFO(text.problem);
    CHECK(text.outcome == Outcome::failed);
    CHECK(text.problem.find("unpacks to far more") != std::string::npos);
  }
}

TEST_CASE("an archive with too many members is stopped") {
  testing::Members members;
  for (int i = 0; i < 6000; ++i) members.emplace_back(std::to_string(i), "");
  const DocumentText text = read_apart(zip_of(members));
  CHECK(text.outcome == Outcome::failed);
  CHECK(text.problem.find("more than 5000 members") != std::string::npos);
}

TEST_CASE("an encrypted member is said to be encrypted") {
  std::string zip = zip_of({{"a.txt", "0123456789abcdef"}});
  zip[6] = 1;
  zip[zip.find("PK\x01\x02") + 8] = 1;
  const DocumentText text = read_here(zip);
  CHECK(text.outcome == Outcome::unread);
  CHECK(text.problem.find("encrypted ZIP archive") != std::string::npos);
}

}  // namespace regwatch
