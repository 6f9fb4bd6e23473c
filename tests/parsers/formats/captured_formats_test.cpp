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

TEST_CASE("captured: answers in JSON are read as a configuration describes them") {
  const std::string folder = std::string(REGWATCH_SOURCE_DIR) + "/../shared/captures/";
  if (!std::filesystem::exists(folder)) return;
  const struct {
    const char* file;
    const char* address;
    std::map<std::string, Option> options;
    std::size_t rows;
    const char* title;
    const char* url;
    const char* published;
    const char* number;  // Empty: none.
    int total;
    const char* next;
  } cases[] = {
      {"mps/search_p1.jsonp",
       "https://app.mps.gov.cn/gdnps/zc/searchIndex.jsp?callback=cb&goPage=1&pageSize=50&zhengce=1",
       {{"rows", {"resultMap", {}}},
        {"title", {"title", {}}},
        {"link", {"https://app.mps.gov.cn/gdnps/zc/content.jsp?id={id}", {}}},
        {"date", {"publishTime", {}}},
        {"number", {"wh", {}}},
        {"page", {"goPage", {}}},
        {"total", {"totalContentNum", {}}}},
       2,
       "公安机关网络空间安全监督检查办法",
       "https://app.mps.gov.cn/gdnps/zc/content.jsp?id=10576548",
       "2026-08-07",
       "公安部令第176号",
       63,
       "https://app.mps.gov.cn/gdnps/zc/"
       "searchIndex.jsp?callback=cb&goPage=2&pageSize=50&zhengce=1"},
      {"govcn/search_gw.json",
       "https://sousuo.www.gov.cn/search-gov/data?t=zhengcelibrary_gw&p=1&n=10",
       {{"rows", {"searchVO.listVO, searchVO.catMap.*.listVO", {}}},
        {"title", {"title", {}}},
        {"link", {"url", {}}},
        {"date", {"pubtimeStr, pubtime, ptime", {}}},
        {"number", {"pcode", {}}},
        {"page", {"p", {}}},
        {"total", {"searchVO.totalCount", {}}}},
       2,
       "国务院办公厅关于促进即时配送行业高质量发展的指导意见",
       "https://www.gov.cn/zhengce/zhengceku/202409/content_6974607.htm",
       "2024-01-27",
       "国办发〔2024〕3号",
       2152,
       "https://sousuo.www.gov.cn/search-gov/data?t=zhengcelibrary_gw&p=2&n=10"},
      {"nfra/list_001.json",
       "https://www.nfra.gov.cn/cbircweb/solr/openGovSerch?pageNo=2&pageSize=10&searchType=1",
       {{"rows", {"/data/lists", {}}},
        {"title", {"docSubtitle", {}}},
        {"link", {"/cn/view/pages/governmentDetail.html?docId={docId}", {}}},
        {"date", {"publishDate", {}}},
        {"page", {"pageNo", {}}},
        {"page_size", {std::int64_t{10}, {}}},
        {"total", {"/data/total", {}}}},
       5,
       "国家金融监督管理总局关于黄海建信理财有限责任公司董事任职资格的批复",
       "https://www.nfra.gov.cn/cn/view/pages/governmentDetail.html?docId=1255777",
       "2026-04-21",
       "",
       16255,
       "https://www.nfra.gov.cn/cbircweb/solr/openGovSerch?pageNo=3&pageSize=10&searchType=1"},
  };
  for (const auto& each : cases) {
    INFO(each.file);
    const std::string bytes = read_file(folder + each.file);
    const Source source = format_source("json", each.address, {}, each.options);
    CHECK(find_parser("json")->check(source).empty());
    const auto listing = read_list(format_page(each.address, bytes), source);
    REQUIRE(listing.ok());
    REQUIRE(listing->entries.size() == each.rows);
    const Entry& first = listing->entries[0];
    CHECK(first.title == each.title);
    CHECK(first.url == each.url);
    CHECK((first.published ? format_date(*first.published) : "") == each.published);
    CHECK(first.document_number.value_or("") == each.number);
    CHECK(listing->total == each.total);
    CHECK(listing->doubts.empty());
    REQUIRE(listing->next.size() == 1);
    CHECK(listing->next[0].request.url == each.next);
  }
}

}  // namespace regwatch
