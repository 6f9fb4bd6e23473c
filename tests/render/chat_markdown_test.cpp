#include "render/chat_markdown.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/render/digest_sample.h"
#include "tests/render/golden.h"

namespace regwatch {
namespace {

std::string written(const Digest& digest, ChatDetail detail) {
  const ChatDigest chat = chat_digest_of(digest, detail, ChatWords::bilingual);
  return chat_markdown("regwatch", chat.blocks, {"\n", "<font color=\"warning\">", "</font>"}) +
         "\n";
}

TEST_CASE("a digest in a chat's Markdown tells what is to be acted on first, in few words") {
  testing::check_golden("chat_concise.md", written(sample::full_digest(), ChatDetail::concise));
  testing::check_golden("chat_brief.md", written(sample::full_digest(), ChatDetail::brief));
}

TEST_CASE("nothing that a title holds is markup, a mention or an image") {
  struct Case {
    const char* title;
    const char* shown;
  };
  const Case cases[] = {
      {"<@all> <at id=all></at>", "＜＠all＞ ＜at id=all＞＜/at＞"},
      {"![](http://evil.example.com/beacon.png)", "!［］(http://evil.example.com/beacon.png)"},
      {"](javascript:alert(1)) [x](y", "］(javascript:alert(1)) ［x］(y"},
      {"# **a** _b_ `c` ~~d~~ > e | f \\", "＃ ＊＊a＊＊ ＿b＿ ｀c｀ ～～d～～ ＞ e ｜ f ＼"},
      {"<font color=\"warning\">&lt;", "＜font color=\"warning\"＞＆lt;"},
      {"\xE2\x80\xAE"
       "cod.exe\r\nBcc: x\x1b[31m\xff",
       "cod.exe Bcc: x ［31m\uFFFD"},
  };
  for (const auto& [title, shown] : cases) {
    Digest digest = sample::hostile_digest();
    digest.items[0].notice.title = title;
    digest.items[0].notice.url = "https://www.example.gov.cn/a_(1)[x]<y>?b=*c*&d";
    CHECK(icontains(written(digest, ChatDetail::concise),
                    std::string("[") + shown +
                        "](https://www.example.gov.cn/a_%281%29%5Bx%5D%3Cy%3E?b=%2Ac%2A&d)"));
  }
}

TEST_CASE("an address that is none, or is longer than a message, is no link") {
  for (const std::string& url :
       {std::string("javascript:alert(1)"), "https://example.com/" + std::string(5000, 'a')}) {
    Digest digest = sample::hostile_digest();
    digest.items[0].notice.url = url;
    CHECK_FALSE(icontains(written(digest, ChatDetail::brief), "]("));
  }
}

TEST_CASE("a block is shortened by whole characters, and says so") {
  const ChatBlock block{"s", {{{"1. "}, {"网络安全法", "u"}}, {{"征求意见"}}}};
  struct Case {
    std::size_t limit;
    const char* shown;
  };
  const Case cases[] = {
      {0, ""},
      {1, "…"},
      {3, "1. …"},
      {5, "1. 网…"},
      {8, "1. 网络安全法…"},
      {9, "1. 网络安全法|…"},
      {11, "1. 网络安全法|征求…"},
      {12, "1. 网络安全法|征求意见"},
      {100, "1. 网络安全法|征求意见"},
  };
  for (const auto& [limit, shown] : cases) {
    std::vector<std::string> lines;
    for (const ChatLine& line : shorten_block(block, limit).lines) {
      std::string& text = lines.emplace_back();
      for (const ChatRun& run : line) text += run.text;
    }
    CHECK(join(lines, "|") == shown);
  }
}

}  // namespace
}  // namespace regwatch
