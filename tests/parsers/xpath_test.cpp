#include "parsers/xpath.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>

namespace regwatch {
namespace {

const std::string page =
    "<html><body><div id=d><ul><li class='a b'><a href='1.html' title='  "
    "'>一</a><i>&nbsp;x</i></li>"
    "<li><a href='2.html'>二<script>no()</script></a></li></ul></div><p>尾</p></body></html>";

Html parsed(const std::string& body) {
  auto html = Html::parse(body);
  REQUIRE(html.ok());
  return std::move(*html);
}

XPath path_of(const char* expression, XPath::Root root) {
  auto path = XPath::compile(expression, root);
  REQUIRE(path.ok());
  return std::move(*path);
}

std::string value_in(const Html& html, const char* expression, Node scope,
                     XPath::Root root = XPath::Root::scope) {
  return XPathPage(html).value(path_of(expression, root), scope).value_or("-");
}

}  // namespace

TEST_CASE("an XPath gives the elements of the page itself", "[xpath]") {
  const Html html = parsed(page);
  const XPathPage copy(html);
  const auto rows = copy.elements(path_of("//li | //p", XPath::Root::page), html.root());
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].has_class("b"));
  CHECK(rows[1] == html.select("li")[1]);
  CHECK(rows[2].text() == "尾");
  CHECK(copy.elements(path_of("/html/body/p", XPath::Root::page), html.root()).size() == 1);
  CHECK(copy.elements(path_of("//a/@href", XPath::Root::page), html.root()).empty());
  CHECK(copy.elements(path_of("count(//a)", XPath::Root::page), html.root()).empty());
  CHECK_FALSE(copy.problem());
}

TEST_CASE("within a row an XPath begins at the row", "[xpath]") {
  const Html html = parsed(page);
  const Node row = html.select("li")[1];
  const struct {
    const char* expression;
    const char* value;
  } cases[] = {
      {"//a/@href", "2.html"},
      {"(//a)[1]/@href", "2.html"},
      {"(//i | //a)[last()]", "二"},
      {"./a", "二"},
      {"/a/@href", "2.html"},
      {"../li[1]/a", "一"},
      {"string(a/@href)", "2.html"},
      {"substring-before(//a/@href, '.')", "2"},
      {"concat('//', //a/@href)", "//2.html"},
      {"count(//a)", "1"},
      {"//i", "-"},
      {"boolean(//a)", "-"},
      {"//a[contains(@href, 'x(')]", "-"},
  };
  for (const auto& each : cases) {
    INFO(each.expression);
    CHECK(value_in(html, each.expression, row) == each.value);
  }
  CHECK(value_in(html, "//a/@href", row, XPath::Root::page) == "1.html");
  CHECK(value_in(html, "//a/@title | //a/@href", html.root()) == "1.html");  // Not the blank one.
  CHECK(value_in(html, "//i/text()", html.root()) == "x");
}

TEST_CASE("a bad expression is told with its position", "[xpath]") {
  const struct {
    const char* expression;
    const char* words;
  } cases[] = {
      {"//li[", "position 6: "},
      {"//li[@class=]", "position 13: invalid expression"},
      {"//li[nothing()]", "position 6: no function 'nothing'"},
      {"//li[contain(., 'x')]", "position 6: no function 'contain'"},
      {"//li[. = $x]", "position"},
      {"//o:p", "prefix"},
      {"(//a", "position 5"},
  };
  for (const auto& each : cases) {
    INFO(each.expression);
    const auto path = XPath::compile(each.expression, XPath::Root::page);
    REQUIRE_FALSE(path.ok());
    INFO(path.error().message);
    CHECK(path.error().fault == Fault::invalid);
    CHECK(path.error().message.find(each.words) != std::string::npos);
  }
  CHECK_FALSE(XPath::compile("//a" + std::string(5000, ' '), XPath::Root::page).ok());
  CHECK_FALSE(XPath::compile("/" + std::string(3000, '('), XPath::Root::page).ok());
  const Html html = parsed(page);
  const XPathPage copy(html);
  CHECK(copy.elements(path_of("//a[contains(.)]", XPath::Root::page), html.root()).empty());
  REQUIRE(copy.problem());
  CHECK(copy.problem()->message.find("number of arguments") != std::string::npos);
}

TEST_CASE("an expression that costs too much is broken off", "[xpath]") {
  std::string body = "<html><body>";
  for (int i = 0; i < 10'000; ++i) body += "<p>x</p>";
  const Html html = parsed(body);
  for (const char* costly :
       {"//*[count(//*[count(//*) > 1]) > 1]", "//p/following::p", "//p[. = //p]/preceding::p",
        "//p/following-sibling::p/preceding-sibling::p", "//*[//*[//*[//*]]]"}) {
    INFO(costly);
    const XPathPage copy(html);
    const std::clock_t begin = std::clock();
    CHECK(copy.elements(path_of(costly, XPath::Root::page), html.root()).empty());
    REQUIRE(copy.problem());
    CHECK(copy.problem()->fault == Fault::too_large);
    CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 8);
    // And then says so at once.
    CHECK(copy.elements(path_of("//p", XPath::Root::page), html.root()).empty());
  }
}

TEST_CASE("an ordinary expression is quick on a page made to be slow", "[xpath]") {
  std::string deep = "<html><body>";
  for (int i = 0; i < 2'000; ++i) deep += "<div><span>" + std::string(100, 'x') + "</span>";
  std::string wide = "<html><body>";
  for (int i = 0; i < 20'000; ++i) wide += "<li><a href=x>x</a></li>";
  for (const std::string& body : {deep, wide}) {
    const auto html = Html::parse(body);
    if (!html) continue;  // Past the bounds of any page.
    const XPathPage copy(*html);
    const std::clock_t begin = std::clock();
    for (const char* path : {"//div[contains(., 'y')]", "//li[a]", "//li | //a", "//a[last()]",
                             "(//a)[1]", "//li[position() < 3]", "//div//span"})
      copy.elements(path_of(path, XPath::Root::page), html->root());
    CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 8);
  }
}

TEST_CASE("what is meant as an XPath", "[xpath]") {
  for (const char* path :
       {"//li", "/html", "(//li)[1]", "./a", "../a", "string(.)", "normalize-space(td[2])"}) {
    INFO(path);
    CHECK(XPath::is_meant_by(path));
  }
  for (const char* css : {"li", ".list > li", "#a", "li:not(.x)", "@href", "a@href", "*", "[x]",
                          "td:nth-child(2)", ":not(li)"}) {
    INFO(css);
    CHECK_FALSE(XPath::is_meant_by(css));
  }
}

}  // namespace regwatch
