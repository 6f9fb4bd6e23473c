#include "render/wrap.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace regwatch {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("lines break between Chinese characters, by the width they are shown with") {
  CHECK(wrap_text("征求意见稿", 4) == Lines{"征求", "意见", "稿"});
  CHECK(wrap_text("征求意见稿", 5) == Lines{"征求", "意见", "稿"});
}

TEST_CASE("no line begins with a closing mark nor ends with an opening one") {
  CHECK(wrap_text("征求意见。公告", 8) == Lines{"征求意", "见。公告"});
  CHECK(wrap_text("关于《网络》", 6) == Lines{"关于", "《网", "络》"});
}

TEST_CASE("words and addresses stay whole") {
  CHECK(wrap_text("see https://www.example.gov.cn/a-very-long/address.htm now", 20) ==
        Lines{"see", "https://www.example.gov.cn/a-very-long/address.htm", "now"});
  CHECK(wrap_text("one two  three", 7) == Lines{"one two", "three"});
}

TEST_CASE("a dot between phrases does not begin a line") {
  CHECK(wrap_text("one · two", 5) == Lines{"one ·", "two"});
}

TEST_CASE("marks of a comparison stay with what they mark") {
  CHECK(wrap_text("应当[-报告-]。", 6) == Lines{"应当", "[-报", "告-]。"});
}

TEST_CASE("an empty text is one empty line") { CHECK(wrap_text("", 10) == Lines{""}); }

TEST_CASE("padding counts columns, not bytes") {
  CHECK(pad_to_width("网信", 6) == "网信  ");
  CHECK(pad_to_width("网信办公室", 6) == "网信… ");
  CHECK(display_width(cut_to_width("网信办公室", 7)) == 7);
}

}  // namespace
}  // namespace regwatch
