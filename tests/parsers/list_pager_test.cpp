#include "parsers/list_pager.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

std::string next_of(const std::string& page, const std::string& url) {
  const auto html = Html::parse(page);
  REQUIRE(html.ok());
  Listing listing;
  add_older_page(*html, url, listing);
  return listing.next.empty() ? "" : listing.next.front().request.url;
}

std::string script(const std::string& text) { return "<script>" + text + "</script>"; }

}  // namespace

TEST_CASE("a static list's next page is read from its script in every form") {
  const std::string site = "https://www.example.gov.cn/tzgg/";
  const struct {
    const char* script;
    const char* page;
    const char* next;
  } cases[] = {
      {"createPageHTML(9, 0, \"index\", \"html\");", "", "index_1.html"},
      {"createPageHTML(9, 0, \"index\", \"html\");", "index.html", "index_1.html"},
      {"createPageHTML(9,7,'index','htm')", "index_7.htm", "index_8.htm"},
      {"createPageHTML(9, 8, \"index\", \"html\");", "index_8.html", ""},
      {"createPageHTML(1, 0, \"index\", \"html\");", "", ""},
      {"createPage(4, 0, \"index\", \"shtml\")", "", "index_1.shtml"},
      {"createPageHTML(89, 0, \"index\", \"shtml\", \"1335\")", "", "index_1.shtml"},
      // Systems that count from one give an element's id before, and the rows in all behind.
      {"createPageHTML('page_div',5, 1,'fg','shtml',89);", "fg.shtml", "fg_2.shtml"},
      {"createPageHTML('page_div',5, 5,'fg','shtml',89);", "fg_5.shtml", ""},
      // Some with an element's id count from zero all the same.
      {"createPageHTML('page',45,0,'index','shtml',893)", "", "index_1.shtml"},
      {"createPageHTML('page',45,1,'index','shtml',893)", "index_1.shtml", "index_2.shtml"},
      {"createPageHTML(3, 1, \"index\", \"html\");", "", "index_2.html"},
      {"createPageHTML(198, 14, 0, \"index\", \"html\");", "", "index_1.html"},
      {"createPageHTML(198, 14, 13, \"index\", \"html\");", "index_13.html", ""},
      {"createPageHTML(20, 0);", "list.html", "list_1.html"},
      {"createPageHTML(20, 4);", "list_4.html", "list_5.html"},
      // What defines the function, and what is commented out, is no call.
      {"function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", "", ""},
      {"//createPageHTML(9, 0, \"index\", \"html\");", "", ""},
      {"/* createPageHTML(9, 0, \"index\", \"html\"); */", "", ""},
      {"//createPageHTML(9, 0, \"index\", \"html\");\nvar currentPage = 0;\nvar countPage = 17;",
       "", "index_1.html"},
      {"var countPage = 17;//共多少页\nvar currentPage = 16;", "index_16.html", ""},
      {"$('.pages').pagination({\n totalData: 34,\n showData: 15 })", "index_pc_1.html",
       "index_pc_2.html"},
      {"$('.pages').pagination({ totalData: 34, showData: 15 })", "index_pc_3.html", ""},
      {"$('.pagination').pagination({ totalPage: 7, current: 1 })", "index.html", "index_2.html"},
      {"createPageHTML(999999999, 0, \"index\", \"html\");", "", ""},
  };
  for (const auto& each : cases) {
    INFO(each.script << " on " << each.page);
    const std::string next = next_of(script(each.script), site + each.page);
    CHECK(next == (*each.next ? site + each.next : ""));
  }
}

TEST_CASE("without a script the next page is the link that says so, or the number behind") {
  const std::string url = "https://www.example.gov.cn/tzgg/index_1.html";
  const struct {
    const char* page;
    const char* next;
  } cases[] = {
      {"<a href='index_2.html'>下一页</a>", "index_2.html"},
      {"<a href='index.html'>上一页</a><a href='./index_2.html'> 下 一 页 &gt;&gt;</a>",
       "index_2.html"},
      {"<a href='index_2.html' title='下一页'><img src='next.png'></a>", "index_2.html"},
      {"<a href='?page=3' rel='next'>»</a>", "index_1.html?page=3"},
      {"<a href='javascript:void(0)'>下一页</a>", ""},
      {"<a href='#'>下一页</a>", ""},
      {"<a href='index_1.html'>下一页</a>", ""},
      {"<a href='index.html'>1</a><span>2</span><a href='index_2.html'>3</a>", "index_2.html"},
      {"<ul><li><a href='index.html'>1</a></li><li class='active'><a href='#'>2</a></li>"
       "<li><a href='index_2.html'>3</a></li></ul>",
       "index_2.html"},
      {"<a href='index.html'>1</a><a class='cur' href='#'>2</a><a href='index_2.html'>3</a>",
       "index_2.html"},
      {"<script>var totalPage = 1;</script><a href='index_2.html'>下一页</a>", "index_2.html"},
      {"<script>createPageHTML(2, 1, 'index', 'html');</script><a href='index.html'>下一页</a>",
       ""},
      {"<a href='a/2024.html'>2024</a><a href='a/2025.html'>2025</a>", ""},
      {"<p>如何翻到下一页：本网站改版说明及使用帮助，请各位用户仔细阅读后操作</p>", ""},
  };
  for (const auto& each : cases) {
    INFO(each.page);
    const std::string next = next_of(each.page, url);
    CHECK(next == (*each.next ? "https://www.example.gov.cn/tzgg/" + std::string(each.next) : ""));
  }
}

TEST_CASE("the rows in all are taken from the script that states them") {
  const auto total = [](const std::string& text) {
    const auto html = Html::parse(script(text));
    REQUIRE(html.ok());
    const auto pager = static_pager_in(*html, "https://www.example.gov.cn/tzgg/");
    REQUIRE(pager);
    return pager->total;
  };
  CHECK(total("createPageHTML('page_div',5, 1,'fg','shtml',89);") == 89);
  CHECK(total("createPageHTML(198, 14, 0, \"index\", \"html\");") == 198);
  CHECK(total("$('.p').pagination({ totalData: 34, showData: 15 })") == 34);
  CHECK(total("createPageHTML(9, 0, \"index\", \"html\", \"20\");") == std::nullopt);
}

}  // namespace regwatch
