#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "tests/app/program.h"

using namespace regwatch;
using namespace regwatch::testing;

// Saved pages of families of sites, read by the whole program.

namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(REGWATCH_SOURCE_DIR) + "/tests/parsers/fixtures/" + name,
                     std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// A source, and what its site answered.
class Site {
 public:
  Site(const std::string& parser, const std::string& url) {
    scratch_.write("sources.toml",
                   "[[source]]\nid = \"column\"\nauthority = \"EXAMPLE\"\nurl = \"" + url +
                       "\"\nparser = \"" + parser + "\"\n");
  }

  void answers(const std::string& url, const std::string& body) {
    const std::string file = "c" + std::to_string(++captures_);
    scratch_.write(file, body);
    manifest_ += file + "\t" + url + "\ttext/html; charset=utf-8\t2026-09-20\ttest\n";
  }

  /// One pass over it; its notices, a line of JSON each.
  std::string notices() {
    scratch_.write("manifest.tsv", manifest_);
    REQUIRE(ask({"archive", "pack", "manifest.tsv", "-o", "site.warc.gz"}).status == 0);
    const Ran ran = ask({"run", "--all", "--sources", "sources.toml", "--db", "regwatch.db",
                         "--replay", "site.warc.gz"});
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    return ask({"items", "--json", "--db", "regwatch.db", "--sources", "sources.toml"}).out;
  }

 private:
  Ran ask(const std::vector<std::string>& arguments) {
    return run_program(arguments, scratch_.path());
  }

  Scratch scratch_;
  std::string manifest_;
  int captures_ = 0;
};

}  // namespace

TEST_CASE("every list of a page is read back, each by its own pager") {
  const std::string column = "https://haikou.pbc.gov.cn/haikou/132982/133000/133007/";
  Site site("easysite", column + "index.html");
  site.answers(column + "index.html", fixture("easysite/pbc-branch-two-lists-each-its-pager.html"));
  site.answers(column + "52efe36c-2.html",
               fixture("easysite/pbc-branch-older-page-repeats-other-list.html"));
  site.answers(column + "9c1d77e0-2.html",
               "<ul class=\"txtlist\"><li><a href=\"/haikou/132982/133000/133007/5000001/"
               "index.html\">儋州市分行行政处罚决定信息公示表</a><span "
               "class=\"date\">2023-03-01</span></li></ul>");
  const std::string notices = site.notices();
  CHECK(count_of(notices, "\"title\"") == 5);
  CHECK(notices.find("琼银罚决字〔2024〕3-5号") != std::string::npos);
  CHECK(notices.find("儋州市分行行政处罚决定信息公示表") != std::string::npos);
}

TEST_CASE("a notice whose text lies elsewhere keeps the address that a person opens") {
  const std::string directory =
      "https://www.nfra.gov.cn/cbircweb/solr/openGovSerch?pageNo=1&pageSize=10&searchType=1";
  Site site("nfra", directory);
  site.answers(directory,
               R"({"rptCode":200,"data":{"total":1,"lists":[{"docId":"1255850","itemId":"876",)"
               R"("docSubtitle":"国家金融监督管理总局关于平安理财有限责任公司修改公司章程的批复",)"
               R"("publishDate":"2026-04-24 17:32:00","generaltype":"1"}]}})");
  site.answers("https://www.nfra.gov.cn/cbircweb/DocInfo/SelectByDocId?docId=1255850",
               fixture("nfra/article-word-html-says-gb2312.json"));
  const std::string notices = site.notices();
  CHECK(notices.find("/cn/view/pages/ItemDetail.html?docId=1255850&itemId=876&generaltype=1") !=
        std::string::npos);
  CHECK(notices.find("金复[2026]220号") != std::string::npos);
}
