#include "render/marked_paragraph.h"

#include <catch2/catch.hpp>

#include "render/marked_text.h"
#include "tests/render/comparison_sample.h"

namespace regwatch {
namespace {

using sample::spans;

std::vector<MarkedParagraph> paragraphs(std::string_view text,
                                        const std::vector<std::string>& labels = {}) {
  return marked_paragraphs(spans(text), labels);
}

std::string plain(const MarkedParagraph& paragraph) {
  return marked_plain(paragraph.spans, Side::after);
}

TEST_CASE("a clause's label is parted from its text, however it is spaced") {
  struct Case {
    std::string text;
    std::string rest;
    bool differs;
  };
  const Case cases[] = {
      {"第十二条 应当报告", "应当报告", false},
      {"第 十二 条　应当报告", "应当报告", false},
      {"　　第十二条应当{报告}", "应当{+报告+}", false},
      {"第十{二}条 应当报告", "应当报告", true},
      {"{第十二条 应当报告}", "{+应当报告+}", true},
      {"第十二条", "", false},
  };
  for (const auto& [text, rest, differs] : cases) {
    const auto read = paragraphs(text, {"第十二条"});
    INFO(text);
    REQUIRE(read.size() == 1);
    CHECK(read[0].label == TextSpan{"第十二条", differs});
    CHECK(plain(read[0]) == rest);
  }
}

TEST_CASE("a space belongs behind 第十二条, and behind others where the text has one") {
  CHECK(paragraphs("第十二条为了", {"第十二条"})[0].label_is_parted);
  CHECK_FALSE(paragraphs("（二）目录", {"（二）"})[0].label_is_parted);
  CHECK(paragraphs("附件1 目录", {"附件1"})[0].label_is_parted);
  CHECK(paragraphs("附件1{　目录}", {"附件1"})[0].label_is_parted);
}

TEST_CASE("a text that does not begin with the label keeps all of it") {
  for (const char* text : {"第十条 应当报告", "依照第十二条报告", "第"}) {
    const auto read = paragraphs(text, {"第十二条"});
    REQUIRE(read.size() == 1);
    CHECK(read[0].label.text.empty());
    CHECK(plain(read[0]) == text);
  }
}

TEST_CASE("each clause of a text that holds several has its label") {
  const auto read = paragraphs("第七条 甲。\n（一）乙\n第八条 丙。", {"第七条", "第八条"});
  REQUIRE(read.size() == 3);
  CHECK(read[0].label.text == "第七条");
  CHECK(read[1].label.text.empty());
  CHECK(read[2].label.text == "第八条");
}

TEST_CASE("a difference that reaches over a line feed is one in both paragraphs") {
  const auto read = paragraphs("甲{乙\n丙}丁\n\n　\n戊");
  REQUIRE(read.size() == 3);
  CHECK(plain(read[0]) == "甲{+乙+}");
  CHECK(plain(read[1]) == "{+丙+}丁");
  CHECK_FALSE(read[2].differs());
}

// Each block as `2:1`, with `=` where nothing differs in it.
std::string blocks(std::string_view before, std::string_view after) {
  const auto left = paragraphs(before);
  const auto right = paragraphs(after);
  std::string out;
  for (const ParagraphBlock& block : paragraph_blocks(left, right)) {
    out += std::to_string(block.before.size()) + ":" + std::to_string(block.after.size()) +
           (block.differs() ? " " : "= ");
  }
  return out;
}

TEST_CASE("paragraphs are paired by what both sides have in common") {
  struct Case {
    std::string before, after, expected;
  };
  const Case cases[] = {
      {"甲甲\n乙乙\n丙丙", "甲甲\n乙乙\n丙丙", "1:1= 1:1= 1:1= "},
      {"甲甲\n乙乙", "甲甲\n{新}\n乙乙", "1:1= 0:1 1:1= "},
      {"甲甲\n{旧}\n乙乙", "甲甲\n{新}\n乙乙", "1:1= 1:1 1:1= "},
      {"{旧}\n甲甲", "甲甲", "1:0 1:1= "},
      {"甲甲\n乙乙", "甲甲{，}乙乙", "2:1 "},
      {"甲甲{，}乙乙\n丙", "甲甲\n乙乙\n丙", "1:2 1:1= "},
      {"甲，乙\n丙", "甲,乙\n丙", "1:1= 1:1= "},
      {"甲甲", "", "1:0 "},
      {"", "", ""},
  };
  for (const auto& [before, after, expected] : cases) {
    INFO(before << " | " << after);
    CHECK(blocks(before, after) == expected);
  }
}

TEST_CASE("sides that claim nothing in common and mark nothing still lose no paragraph") {
  CHECK(blocks("甲\n乙乙乙", "丙丙丙丙丙丙") == "2:1 ");
  CHECK(blocks("甲甲甲甲甲", "乙\n丙\n丁") == "1:3 ");
}

}  // namespace
}  // namespace regwatch
