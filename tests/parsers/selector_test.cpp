#include "parsers/selector.h"

#include <catch2/catch.hpp>
#include <string>

#include "parsers/html.h"

namespace regwatch {
namespace {

constexpr const char* page =
    "<body><div id=main class='list big'><ul><li class=first><a href='/a.htm' lang=zh-CN>甲</a>"
    "<span>1</span></li><li><a href='/b.pdf' title=''>乙</a><span>2</span></li><li>丙</li></ul>"
    "<p></p><h2>头</h2><p>一</p><div><p>二</p></div></div><ul><li>丁</li></ul></body>";

struct Case {
  const char* css;
  std::size_t matches;
};

TEST_CASE("selectors match what the standard says", "[selector]") {
  auto html = Html::parse(page);
  REQUIRE(html.ok());
  const Case cases[] = {
      {"li", 4},
      {"*", 18},
      {"#main li", 3},
      {"div#main.list.big > ul > li", 3},
      {"LI.first", 1},
      {"ul > a", 0},
      {"[href]", 2},
      {"a[href='/a.htm']", 1},
      {"a[href=\"/a.htm\"]", 1},
      {"a[href$='.pdf']", 1},
      {"a[href^='/']", 2},
      {"a[href*=htm]", 1},
      {"a[lang|=zh]", 1},
      {"[class~=big]", 1},
      {"[class~=bi]", 0},
      {"a[href^='']", 0},
      {"h2 + p", 1},
      {"p ~ div", 1},
      {"ul ~ p", 2},
      {"li:first-child", 2},
      {"li:last-child", 2},
      {"li:only-child", 1},
      {"li:nth-child(2)", 1},
      {"li:nth-child(odd)", 3},
      {"li:nth-child(2n+1)", 3},
      {"li:nth-child(-n+2)", 3},
      {"p:empty", 1},
      {"li:not(.first)", 3},
      {"li:not(:contains('丙'))", 3},
      {"li:contains(\"丙\")", 1},
      {"h2, h3 , p", 4},
      {"div div p", 1},
      {"body > div p", 3},
      {"div > div > p", 1},
      {"ul li a + span", 2},
      {"#main > ul li:first-child > a ~ span", 1},
  };
  for (const Case& c : cases) {
    INFO(c.css);
    auto selector = Selector::compile(c.css);
    REQUIRE(selector.ok());
    CHECK(html->root().select(*selector).size() == c.matches);
  }
}

TEST_CASE("a bad selector says where it is bad and what was expected", "[selector]") {
  for (const char* css :
       {"", "li >", "> li", "li[", "a[href", "a[href=", "li:hover", "li:nth-child(x)", "li,,a",
        "li..a", "a[href='x]", "li:not(a", "#", "li::before", "!"}) {
    INFO(css);
    const auto selector = Selector::compile(css);
    REQUIRE_FALSE(selector.ok());
    CHECK(selector.error().fault == Fault::invalid);
    CHECK(selector.error().message.find("expected") != std::string::npos);
    CHECK(selector.error().message.find("position") != std::string::npos);
  }
}

TEST_CASE("the nearest ancestor that matches is found", "[selector]") {
  auto html = Html::parse(page);
  REQUIRE(html.ok());
  const Node link = html->select_one("a");
  CHECK(link.closest(known_selector("li")).has_class("first"));
  CHECK(link.closest(known_selector("a")) == link);
  CHECK_FALSE(link.closest(known_selector("table")));
  CHECK(link.matches(known_selector("ul a")));
}

}  // namespace
}  // namespace regwatch
