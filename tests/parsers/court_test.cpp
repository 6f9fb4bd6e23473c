#include <catch2/catch.hpp>

#include "parsers/parser.h"

namespace regwatch {

TEST_CASE("a court list's pager is no row, whatever it is called") {
  Source source;
  source.id = "spc-notices";
  source.parser = "court";
  source.url = "https://www.court.gov.cn/fabu/gengduo/16.html";
  Page page;
  page.url = source.url;
  page.body =
      R"(<html><head><title>司法解释</title></head><body><div class="sec_list"><ul>
<li><a title="关于审理网络案件的规定" href="/fabu/xiangqing/481.html">关于审理网络案件的规定</a><i class="date">2026-04-17</i></li>
<li><a title="关于审理数据案件的意见" href="/fabu/xiangqing/482.html">关于审理数据案件的意见</a><i class="date">2026-04-16</i></li></ul>
<ul class="pagination"><li class="on">1</li><li><a href="/fabu/gengduo/16_2.html">2</a></li>
<li class="next"><a href="/fabu/gengduo/16_2.html">下一页</a></li></ul></div></body></html>)";
  const auto listing = read_list(page, source);
  REQUIRE(listing.ok());
  CHECK(listing->entries.size() == 2);
  CHECK(listing->doubts.empty());
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next.front().request.url == "https://www.court.gov.cn/fabu/gengduo/16_2.html");
}

}  // namespace regwatch
