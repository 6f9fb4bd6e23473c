#include "parsers/html.h"

#include <catch2/catch.hpp>
#include <string>

namespace regwatch {
namespace {

Html page(std::string html) {
  auto parsed = Html::parse(std::move(html));
  REQUIRE(parsed.ok());
  return std::move(*parsed);
}

TEST_CASE("text, attributes and scripts are read as they stand in the page", "[html]") {
  const Html html = page(
      "<!DOCTYPE html><html><head><title>\n 通知 &amp; 公告\n</title>"
      "<meta name='ArticleTitle' content='关于&ldquo;清朗&rdquo;的通知'>"
      "<meta name=\"PubDate\"content=\"2026-09-18\">"
      "<script>if (a < b && c) { x = '</div>'; }</script><style>p { color: red }</style></head>"
      "<body><p id=one class='a  b'>一&nbsp;二<b>三</b>&lt;四&gt; &#20116; &unknown; a < b</p>"
      "<!-- <p>gone</p> --><a href=//www.example.gov.cn/x?a=1&copy=2 "
      "title=\"长长长长长长的标题\">甲"
      "</a></body></html>");
  CHECK(html.title() == "通知 & 公告");
  CHECK(html.meta("articletitle") == "关于“清朗”的通知");
  CHECK(html.meta("PubDate") == "2026-09-18");
  CHECK(html.meta("nothing").empty());
  CHECK(html.select_one("#one").text() == "一 二三<四> 五 &unknown; a < b");
  CHECK(html.select_one("script").raw_text() == "if (a < b && c) { x = '</div>'; }");
  CHECK(html.select_one("a").attribute("TITLE") == "长长长长长长的标题");
  CHECK(html.select_one("a").attribute("href") == "//www.example.gov.cn/x?a=1&copy=2");
  CHECK(html.select_one("#one").has_class("b"));
  CHECK_FALSE(html.select_one("#one").has_class(""));
  CHECK(html.select("p").size() == 1);
}

TEST_CASE("a null handle answers every question with nothing", "[html]") {
  const Node none;
  CHECK_FALSE(none);
  CHECK(none.text().empty());
  CHECK(none.raw_text().empty());
  CHECK_FALSE(none.attribute("href"));
  CHECK_FALSE(none.parent());
  CHECK_FALSE(none.next_in(none));
  CHECK(none.select("p").empty());
  CHECK_FALSE(none.select_one("p"));
  CHECK(none.tag().empty());
}

TEST_CASE("nodes are walked in document order without leaving the scope", "[html]") {
  const Html html = page("<div><p>1<b>2</b></p><p>3</p></div><p>4</p>");
  const Node scope = html.select_one("div");
  std::string seen;
  for (Node node = scope; node; node = node.next_in(scope)) seen += node.own_text();
  CHECK(seen == "123");
  const Node first = html.select_one("p");
  CHECK(first.next_after_subtree_in(scope).text() == "3");
  CHECK(first.next_sibling().previous_sibling() == first);
  CHECK(html.select_one("b").parent() == first);
}

TEST_CASE("a second end of the document does not end it", "[html]") {
  const Html html = page("<html><body><h1>头</h1></body></html><div id=c><p>正文</p></div></html>");
  CHECK(html.select_one("#c p").text() == "正文");
}

TEST_CASE("what is no text of the page is not read as text", "[html]") {
  const Html html = page(
      "<body>甲<script>var "
      "乙;</script><style>丙{}</style><template>丁</template><svg><text>戊</text>"
      "</svg><!--己-->庚<textarea>辛</textarea></body>");
  CHECK(html.select_one("body").text() == "甲庚辛");
}

TEST_CASE("a script that hides an end tag ends where browsers end it", "[html]") {
  const Html html = page("<script><!-- <script></script> <b>x</b> --></script><p>y</p>");
  CHECK(html.select("b").empty());
  CHECK(html.select_one("p").text() == "y");
}

TEST_CASE("a page that writes the private characters itself harms only itself", "[html]") {
  const Html html = page("<p>\xF3\xB0\x80\x80</p><p>二二二二</p><p>&#983040;&bogus;</p>");
  CHECK(html.select("p").size() == 3);
}

}  // namespace
}  // namespace regwatch
