#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "parsers/parser.h"
#include "tests/parsers/formats/format_source.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

int occurrences(const std::string& text, const std::string& part) {
  int count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("captured: feeds in GB2312 and GBK are read whole") {
  const std::string folder = std::string(REGWATCH_SOURCE_DIR) + "/../shared/captures/gb2312/";
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: ../shared/captures is not there");
    return;
  }
  int feeds = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".xml") continue;
    INFO(file.path().filename().string());
    const std::string bytes = read_file(file.path().string());
    const Source source = format_source("feed", "http://www.example.com/rss.xml", {}, {});
    const auto listing = read_list(format_page(source.url, bytes), source);
    REQUIRE(listing.ok());
    ++feeds;
    CHECK(listing->rows_seen == occurrences(bytes, "</item>") + occurrences(bytes, "</entry>"));
    CHECK(listing->rows_seen - static_cast<int>(listing->entries.size()) <= 1);
    for (const Entry& entry : listing->entries) {
      CHECK(entry.title.find("\uFFFD") == std::string::npos);
      CHECK(entry.title.find_first_of("<>") == std::string::npos);
    }
  }
  CHECK(feeds == 9);
}

TEST_CASE("captured: what a GB2312 feed says is what a reader of it sees") {
  const std::string file = std::string(REGWATCH_SOURCE_DIR) +
                           "/../shared/captures/gb2312/chardet__2.blog.westca.com.xml";
  if (!std::filesystem::exists(file)) return;
  const std::string bytes = read_file(file);
  const Source source = format_source("feed", "http://blog.westca.com/xmlsrv/rdf.php", {}, {});
  const auto listing = read_list(format_page(source.url, bytes), source);
  REQUIRE(listing.ok());
  const auto& entries = listing->entries;
  const auto entry = std::find_if(entries.begin(), entries.end(), [](const Entry& each) {
    return each.title == "亦子剑：博客：有商业价值无盈利模式";
  });
  REQUIRE(entry != entries.end());
  CHECK(entry->url == "http://blog.westca.com/blog_a/p_full/44725.html");
  CHECK(entry->published == parse_date("2005-10-19"));
  CHECK(entry->paragraphs.size() == 7);
}

}  // namespace regwatch
