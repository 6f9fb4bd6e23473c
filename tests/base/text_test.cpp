#include "base/text.h"

#include <catch2/catch.hpp>

#include <random>

using namespace regwatch;

namespace {

const std::string no_break = "\u00a0";
const std::string ideographic = "\u3000";
const std::string zero_width = "\u200b";

}  // namespace

TEST_CASE("trimming takes every space of either end") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {" \t\r\n", ""},
      {" 关于 ", "关于"},
      {ideographic + "关 于" + no_break + zero_width, "关 于"},
      {"\ufeff标题", "标题"},
      {"a\xE3\x80", "a\xE3\x80"},
      {"\x80\x80\x80\x80\x80 ", "\x80\x80\x80\x80\x80"},
  };
  for (const auto& [text, expected] : cases) CHECK(trim(text) == expected);
}

TEST_CASE("runs of spaces collapse to one, zero width to none") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"  a \n\t b  ", "a b"},
      {"关于" + ideographic + ideographic + "数据", "关于 数据"},
      {"关" + zero_width + "于", "关于"},
      {"关 " + zero_width + " 于", "关 于"},
      {"关\u2060于", "关于"},
      {"a\r\nb", "a b"},
      {"", ""},
      {ideographic, ""},
  };
  for (const auto& [text, expected] : cases) CHECK(collapse_spaces(text) == expected);
  CHECK(remove_spaces(" 〔\n2026\n〕" + ideographic + "10号 ") == "〔2026〕10号");
}

TEST_CASE("well-formed UTF-8 is that of Unicode table 3-7") {
  const std::vector<std::pair<std::string, bool>> cases = {
      {"", true},
      {"abc", true},
      {"数据", true},
      {"\U0001F600", true},
      {std::string("\0", 1), true},
      {"\x7F", true},
      {"\xC2\x80", true},
      {"\xDF\xBF", true},
      {"\xE0\xA0\x80", true},
      {"\xED\x9F\xBF", true},
      {"\xEE\x80\x80", true},
      {"\xEF\xBF\xBF", true},
      {"\xF0\x90\x80\x80", true},
      {"\xF4\x8F\xBF\xBF", true},
      {"\x80", false},
      {"\xBF", false},
      {"\xC0\x80", false},
      {"\xC1\xBF", false},
      {"\xC2", false},
      {"\xC2\x41", false},
      {"\xE0\x9F\xBF", false},
      {"\xE6\x95", false},
      {"\xED\xA0\x80", false},
      {"\xED\xBF\xBF", false},
      {"\xF0\x8F\xBF\xBF", false},
      {"\xF0\x9F\x98", false},
      {"\xF4\x90\x80\x80", false},
      {"\xF5\x80\x80\x80", false},
      {"\xF8\x88\x80\x80\x80", false},
      {"\xFE", false},
      {"\xFF", false},
      {"\xCA\xFD\xBE\xDD", false},  // 数据 in GB18030
  };
  for (const auto& [text, valid] : cases) {
    INFO(to_valid_utf8(text));
    CHECK(is_valid_utf8(text) == valid);
    CHECK(is_valid_utf8(to_valid_utf8(text)));
    if (valid) CHECK(to_valid_utf8(text) == text);
  }
}

TEST_CASE("any bytes are made valid, and a second time stay as they are") {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 20, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const std::string valid = to_valid_utf8(bytes);
    REQUIRE(is_valid_utf8(valid));
    REQUIRE(to_valid_utf8(valid) == valid);
    REQUIRE(count_code_points(bytes) == count_code_points(valid));
    for (const auto& made : {std::string(trim(bytes)), collapse_spaces(bytes), remove_spaces(bytes),
                             ellipsize(bytes, 5), to_half_width(bytes)})
      REQUIRE(made.size() <= bytes.size() + 3);
  }
}

TEST_CASE("code points go out as they came in") {
  for (const char32_t c : {U'a', U'\u00e9', U'数', U'\U0001F600', char32_t{0x10FFFF}}) {
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    CHECK(next_code_point(text, at) == c);
    CHECK(at == text.size());
  }
  std::string text = "\xE6\x95";
  std::size_t at = 0;
  CHECK(next_code_point(text, at) == U'\uFFFD');
  CHECK(at == 1);
}

TEST_CASE("a text is cut at a whole character") {
  CHECK(ellipsize("数据安全法", 5) == "数据安全法");
  CHECK(ellipsize("数据安全法", 4) == "数据安…");
  CHECK(ellipsize("数据", 1) == "…");
  CHECK(ellipsize("数据", 0).empty());
  CHECK(ellipsize("", 0).empty());
}

TEST_CASE("columns count what a terminal shows") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("数据") == 4);
  CHECK(display_width("《办法》（2026）") == 16);
  CHECK(display_width("a" + zero_width + "b") == 2);
  CHECK(display_width("é") == 1);
}

TEST_CASE("full-width ASCII has half-width forms") {
  CHECK(to_half_width("２０２６（Ａ）：；！～　％") == "2026(A):;!~ %");
  CHECK(to_half_width("《办法》、。") == "《办法》、。");
}

TEST_CASE("ASCII letters compare without case, others as they are") {
  CHECK(ascii_lower("ABCé数") == "abcé数");
  CHECK(iequals("Content-Type", "content-type"));
  CHECK_FALSE(iequals("a", "ab"));
  CHECK(icontains("text/HTML; charset", "html"));
  CHECK(icontains("", ""));
  CHECK_FALSE(icontains("", "a"));
}

TEST_CASE("splitting and joining undo each other") {
  for (const std::string text : {"", ",", "a", "a,b", ",a,,b,"}) {
    std::vector<std::string> parts;
    for (const auto part : split(text, ',')) parts.emplace_back(part);
    CHECK(join(parts, ",") == text);
  }
  CHECK(split("", ',').size() == 1);
  CHECK(join({}, ",").empty());
}

TEST_CASE("replacing takes every occurrence once") {
  CHECK(replace_all("aaa", "a", "aa") == "aaaaaa");
  CHECK(replace_all("aaaa", "aa", "b") == "bb");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("abc", "abc", "") == "");
}

TEST_CASE("Han characters are known from others") {
  for (const char32_t c : {U'数', U'㐀', U'〇', U'\U00020000'}) CHECK(is_han(c));
  for (const char32_t c : {U'a', U'。', U'あ', U'１', U'\u00b7'}) CHECK_FALSE(is_han(c));
}
