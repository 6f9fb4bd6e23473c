#include <catch2/catch.hpp>

#include "tests/app/program.h"
#include "tests/crawler/loopback_server.h"

using namespace regwatch::testing;

namespace {

const std::string list = R"(<html><head><meta name="ColumnName" content="通知公告">
<title>通知公告_某某市数据局</title></head><body><ul class="nav"><li><a href="/">网站首页</a></li>
<li><a href="/zwgk/">政务公开</a></li></ul><ul class="list">
<li><a href="./202609/t20260918_3.html">关于公开征求数据管理办法意见的通知</a><span>2026-09-18</span></li>
<li><a href="./202609/t20260911_2.html">关于印发“数据”分类分级指南的通知</a><span>2026-09-11</span></li>
<li><a href="./202608/t20260801_1.html">关于开展数据安全检查的公告</a><span>2026-08-01</span></li>
</ul><a href="index_1.html">下一页</a></body></html>)";

const std::string challenge =
    "<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>";
const std::string script_only =
    "<html><head><title>数据局</title><script src=\"/app.js\"></script></head>"
    "<body><div id=\"app\"></div></body></html>";

const std::string feed_only =
    "<html><head><title>数据局</title><link rel=\"alternate\" type=\"application/rss+xml\" "
    "href=\"/feed.xml\"><script src=\"/app.js\"></script></head><body></body></html>";
const std::string feed =
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>通知公告</title><item>"
    "<title>关于公开征求意见的通知</title><link>https://sjj.example.gov.cn/a/1.html</link>"
    "<pubDate>Fri, 18 Sep 2026 09:00:00 +0800</pubDate></item></channel></rss>";

RawReply answer(const SeenRequest& request) {
  if (request.target == "/withfeed/") return page(feed_only, "Content-Type: text/html\r\n");
  if (request.target == "/feed.xml") return page(feed, "Content-Type: application/xml\r\n");
  if (request.target == "/tzgg/") return page(list, "Content-Type: text/html; charset=utf-8\r\n");
  if (request.target == "/blocked/") return status("412 Precondition Failed", "", challenge);
  if (request.target == "/app/") return page(script_only, "Content-Type: text/html\r\n");
  return status("404 Not Found");
}

Ran try_url(const Scratch& scratch, std::vector<std::string> arguments) {
  scratch.write("none.toml", "# none\n");
  std::vector<std::string> words{"sources", "try"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.insert(words.end(), {"--sources", "none.toml"});
  return run_program(words, scratch.path());
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an entry that was proposed is accepted and reads the list as it was printed") {
  const LoopbackServer server(answer);
  const Scratch scratch;
  const Ran tried = try_url(scratch, {server.url("/tzgg/")});
  INFO(tried.out << tried.err);
  REQUIRE(tried.status == 0);
  CHECK(has(tried.out, "[[source]]"));
  CHECK(has(tried.out, "通知公告"));
  CHECK(has(tried.out, "#   2026-09-18  关于公开征求数据管理办法意见的通知  " +
                           server.url("/tzgg/202609/t20260918_3.html")));
  CHECK(has(tried.out, "index_1.html"));
  scratch.write("proposed.toml", tried.out);
  const Ran valid =
      run_program({"sources", "check", "--offline", "--sources", "proposed.toml"}, scratch.path());
  INFO(valid.err);
  CHECK(valid.status == 0);
  const Ran checked =
      run_program({"sources", "check", "--sources", "proposed.toml"}, scratch.path());
  INFO(checked.out << checked.err);
  CHECK(checked.status == 0);
  CHECK(has(checked.out, "3"));
}

TEST_CASE("a saved page is tried without asking for it, and its JSON is one object") {
  const LoopbackServer server(answer);
  const Scratch scratch;
  scratch.write("saved.html", list);
  const Ran tried = try_url(scratch, {server.url("/tzgg/"), "--file", "saved.html", "--json"});
  INFO(tried.err);
  REQUIRE(tried.status == 0);
  CHECK(server.count("/tzgg/") == 0);
  REQUIRE(lines_of(tried.out).size() == 1);
  CHECK(has(tried.out, "\"published\":\"2026-08-01\""));
}

TEST_CASE("a page without rows that names a feed is read by that") {
  const LoopbackServer server(answer);
  const Scratch scratch;
  const Ran tried = try_url(scratch, {server.url("/withfeed/")});
  INFO(tried.out << tried.err);
  REQUIRE(tried.status == 0);
  CHECK(has(tried.out, "parser     = \"feed\""));
  CHECK(has(tried.out, "url        = \"" + server.url("/feed.xml") + "\""));
  CHECK(has(tried.out, "2026-09-18  关于公开征求意见的通知"));
}

TEST_CASE("where no list is found, it is said why and what to do") {
  const LoopbackServer server(answer);
  const Scratch scratch;
  struct Case {
    std::string path;
    std::vector<std::string> said;
  };
  const Case cases[] = {{"/blocked/", {"blocked", "Ruishu", "--browser"}},
                        {"/app/", {"needs a browser", "no list was found"}},
                        {"/nowhere/", {"404", "home page"}}};
  for (const auto& [path, said] : cases) {
    const Ran tried = try_url(scratch, {server.url(path)});
    INFO(path << ": " << tried.out << tried.err);
    CHECK(tried.status == 1);
    CHECK(tried.out.empty());
    for (const auto& word : said) CHECK(has(tried.err, word));
  }
}

TEST_CASE("a saved page of an address that nobody knows is parsed by what repeats on it") {
  const Scratch scratch;
  scratch.write("saved.html", list);
  scratch.write("none.toml", "# none\n");
  const Ran parsed = run_program({"parse", "saved.html", "--url",
                                  "https://sjj.example.gov.cn/tzgg/", "--sources", "none.toml"},
                                 scratch.path());
  INFO(parsed.err);
  CHECK(parsed.status == 0);
  CHECK(lines_of(parsed.out).size() == 3);
}

TEST_CASE("a saved page of a watched host is parsed as the nearest column of it") {
  const Scratch scratch;
  const auto entry = [](const std::string& id, const std::string& path, const std::string& date) {
    return "[[source]]\nid = \"" + id + "\"\nauthority = \"X\"\nparser = \"html_list\"\n" +
           "url = \"https://x.gov.cn" + path + "\"\nitem = \"ul.list > li\"\ndate = \"" + date +
           "\"\n";
  };
  scratch.write("two.toml", entry("far", "/a/", "b") + entry("near", "/b/c/", "span"));
  scratch.write("saved.html", list);
  const Ran parsed = run_program(
      {"parse", "saved.html", "--url", "https://x.gov.cn/b/d/", "--sources", "two.toml"},
      scratch.path());
  INFO(parsed.err);
  CHECK(parsed.status == 0);
  CHECK(has(parsed.out, "2026-09-18"));
}

TEST_CASE("captured: every list page gives its rows, where the captures are at hand") {
  const std::string captures = REGWATCH_SOURCE_DIR "/../shared/captures/";
  if (!std::filesystem::exists(captures)) {
    WARN("skipped: there are no captures at " + captures);
    return;
  }
  struct Case {
    std::string file;
    std::string url;
    int rows;
    int dated;
  };
  const Case cases[] = {
      {"cac/list_bmgz.html", "https://www.cac.gov.cn/wxzw/zcfg/bmgz/A09370303index_1.htm", 20, 20},
      {"cac/list_wxan.html", "https://www.cac.gov.cn/hdfw/wxan/A093802index_1.htm", 4, 4},
      {"csrc/rules_list_1.html", "http://www.csrc.gov.cn/csrc/c106256/fg.shtml", 20, 20},
      {"ndrc/list.html", "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/index.html", 25, 25},
      {"most/list.html", "https://www.most.gov.cn/xxgk/xinxifenlei/fdzdgknr/fgzc/", 17, 17},
      {"sasac/list_1.html", "http://www.sasac.gov.cn/n2588035/n2588320/n2588335/index.html", 30,
       30},
      {"sasac/list_2.html",
       "http://www.sasac.gov.cn/n2588035/n2588320/n2588335/index_2603340_15.html", 30, 30},
      {"mofcom/index.html", "https://www.mofcom.gov.cn/", 8, 8},
      {"court/list_16.html", "https://www.court.gov.cn/fabu/gengduo/16.html", 3, 3},
      {"pbc/penalty_list.html",
       "https://www.pbc.gov.cn/zhengwugongkai/4081330/4081344/4081407/4081705/index.html", 4, 4},
      {"pbc/rules_list.html", "https://www.pbc.gov.cn/tiaofasi/144941/144957/index.html", 2, 2},
      {"miit/unit_yjzj.json", "https://www.miit.gov.cn/gzcy/yjzj/unit.json", 4, 4},
      {"samr/unit_zjdc.json", "https://www.samr.gov.cn/hd/zjdc/unit.json", 2, 2},
      {"govcn/search_gw.json", "https://sousuo.www.gov.cn/search-gov/data?p=1&n=10", 2, 1},
  };
  const Scratch scratch;
  for (const auto& [file, url, rows, dated] : cases) {
    const Ran tried = try_url(scratch, {url, "--file", captures + file, "--json"});
    INFO(file << ": " << tried.out << tried.err);
    CHECK(tried.status == 0);
    CHECK(count_of(tried.out, "\"title\":") >= rows);
    CHECK(count_of(tried.out, "\"published\":") >= dated);
  }
}
