#include "parsers/charset.h"

#include <iconv.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/text.h"

namespace regwatch {
namespace {

std::string encoded(const std::string& utf8, const char* charset) {
  const iconv_t handle = iconv_open(charset, "UTF-8");
  REQUIRE(handle != reinterpret_cast<iconv_t>(-1));
  std::string out(utf8.size() * 4 + 16, '\0');
  char* in = const_cast<char*>(utf8.data());
  char* to = out.data();
  std::size_t left = utf8.size();
  std::size_t room = out.size();
  REQUIRE(iconv(handle, &in, &left, &to, &room) != static_cast<std::size_t>(-1));
  iconv_close(handle);
  out.resize(out.size() - room);
  return out;
}

const std::string words = "国家互联网信息办公室关于《网络安全法》公开征求意见的通知";

struct Case {
  const char* what;
  std::string bytes;
  std::string content_type;
  std::string charset;
};

TEST_CASE("a page is read by mark, header, meta, validation and guess", "[charset]") {
  const std::string meta = "<html><head><meta charset=";
  const std::string equiv = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=";
  const Case cases[] = {
      {"plain UTF-8", words, "", "UTF-8"},
      {"UTF-8 behind a mark", "\xEF\xBB\xBF" + words, "text/html; charset=gb2312", "UTF-8"},
      {"UTF-16LE behind a mark", "\xFF\xFE" + encoded(words, "UTF-16LE"), "", "UTF-16LE"},
      {"UTF-16BE behind a mark", "\xFE\xFF" + encoded(words, "UTF-16BE"), "", "UTF-16BE"},
      {"GBK by header", encoded(words, "GBK"), "text/html;charset=GBK", "GB18030"},
      {"x-gbk in quotes", encoded(words, "GBK"), "text/html; charset=\"x-gbk\"", "GB18030"},
      {"GB2312 by meta", meta + "gb2312>" + encoded(words, "GBK"), "text/html", "GB18030"},
      {"GBK by http-equiv", equiv + "GBK\" />" + encoded(words, "GBK"), "", "GB18030"},
      {"GBK by XML declaration",
       "<?xml version=\"1.0\" encoding=\"GBK\"?><a>" + encoded(words, "GBK") + "</a>", "",
       "GB18030"},
      {"GB2312 declared over UTF-8 bytes", meta + "gb2312>" + words, "", "UTF-8"},
      {"UTF-8 declared over GBK bytes", meta + "utf-8>" + encoded(words + words, "GBK"),
       "text/html; charset=utf-8", "GB18030"},
      {"GBK without a word", encoded(words + words + words, "GBK"), "", "GB18030"},
      {"an unknown name", encoded(words + words, "GBK"), "text/html; charset=martian", "GB18030"},
      {"Big5 by header", encoded("國家互聯網資訊辦公室", "BIG5"), "text/html; charset=big5",
       "BIG5-HKSCS"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const Decoded decoded = decode_text(c.bytes, c.content_type);
    CHECK(decoded.charset == c.charset);
    CHECK(decoded.lossy == 0);
    const bool is_big5 = c.charset.starts_with("BIG5");
    CHECK(decoded.text.find(is_big5 ? "國家互聯網" : words) != std::string::npos);
  }
}

TEST_CASE("a name that only GB18030 holds survives a GB2312 declaration", "[charset]") {
  const std::string rare = "朱镕基 㐂 𠀀";
  const Decoded decoded = decode_text(encoded(rare, "GB18030"), "text/html; charset=gb2312");
  CHECK(decoded.text == rare);
}

TEST_CASE("bytes that nothing reads become U+FFFD and are counted", "[charset]") {
  const Decoded torn = decode_text(words + "\xE5\x9B");
  CHECK(torn.charset == "UTF-8");
  CHECK(torn.lossy >= 1);
  CHECK(torn.text.starts_with(words));
  std::string noise;
  for (int i = 0; i < 4096; ++i) noise += static_cast<char>(i * 7919 >> 3);
  CHECK(is_valid_utf8(decode_text(noise).text));
  CHECK(decode_text("").text.empty());
}

TEST_CASE("saved feeds in GB2312 and GBK are read without a loss", "[charset]") {
  const std::filesystem::path folder = REGWATCH_SOURCE_DIR "/../shared/captures/gb2312";
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: no saved feeds");
    return;
  }
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(file.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << stream.rdbuf();
    const Decoded decoded = decode_text(bytes.str());
    INFO(file.path().filename());
    CHECK(decoded.charset == "GB18030");
    CHECK(decoded.lossy <= 3);
  }
}

}  // namespace
}  // namespace regwatch
