#include "parsers/lenient_xml.h"

#include <catch2/catch.hpp>
#include <ctime>

namespace regwatch {
namespace {

LenientXml parsed(const std::string& text) {
  auto xml = LenientXml::parse(text);
  REQUIRE(xml.ok());
  return std::move(*xml);
}

std::string repeated(const std::string& piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("XML is read to its end, whatever is wrong with it", "[xml]") {
  const struct {
    const char* text;
    const char* value;    // Of <a> below the root.
    const char* problem;  // The first; empty: none.
  } cases[] = {
      {"<r><a>x</a></r>", "x", ""},
      {"  \n<?xml version='1.0'?><!-- c --><r><a> x </a></r>", "x", ""},
      {"<r><a>a &amp; b &lt;&#20013;&#x6587;&gt;</a></r>", "a & b <中文>", ""},
      {"<r><a>a & b&nbsp;c?x=1&y=2</a></r>", "a & b\u00A0c?x=1&y=2", ""},
      {"<r><a><![CDATA[<p>&amp;</p>]]>y</a></r>", "<p>&amp;</p>y", ""},
      {"<r><p:a>n</p:a><a>y</a></r>", "y", ""},
      {"<r><a>1 < 2</a></r>", "1 < 2", "a '<' is not escaped"},
      {"<r><a>x<b>y</a></r>", "xy", "<b> is not closed"},
      {"<r><a>x</b>y</a></r>", "xy", "</b> closes nothing"},
      {"<r><a>&lol;</a></r>", "&lol;", "the entity 'lol' is not known"},
      {"<r><a>x", "x", "it breaks off within <a>"},
      {"<r><a><![CDATA[x", "x", "a CDATA section is not closed"},
      {"<r><a b='1>x</a></r>", "x", "the tag <a> is ill-formed"},
      {"<r><a>x</a></r><r><a>y</a></r>", "x", "there is more behind its end"},
      {"<!DOCTYPE r SYSTEM 'http://x/y.dtd'><r><a>x</a></r>", "x", ""},
      {"<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r><a>&e;</a></r>", "&e;",
       "it declares entities, which are not expanded"},
  };
  for (const auto& each : cases) {
    INFO(each.text);
    const LenientXml xml = parsed(each.text);
    CHECK(xml.root().child("a").text() == each.value);
    CHECK((xml.problems().empty() ? "" : xml.problems()[0]) == each.problem);
  }
}

TEST_CASE("an element has its name, attributes, children and markup", "[xml]") {
  const LenientXml xml = parsed("<x:r a = \"1&amp;2\" b='>' c=3 d/><!-- more --><z/>");
  CHECK(xml.root().name() == "x:r");
  CHECK(xml.root().local() == "r");
  CHECK(xml.root().prefix() == "x");
  CHECK(xml.root().attribute("a") == "1&2");
  CHECK(xml.root().attribute("b") == ">");
  CHECK(xml.root().attribute("c") == "3");
  CHECK(xml.root().attribute("d") == "");
  CHECK_FALSE(xml.root().attribute("e"));
  CHECK(xml.root().is_closed());
  const LenientXml tree = parsed("<r><d><p>一<br/>二</p></d><d/>x</r>");
  REQUIRE(tree.root().children().size() == 2);
  CHECK(tree.root().children()[0].inner() == "<p>一<br/>二</p>");
  CHECK(tree.root().children()[1].parent().name() == "r");
  CHECK_FALSE(tree.root().parent());
  CHECK_FALSE(XmlElement().child("x").attribute("y"));
}

TEST_CASE("hostile XML is refused or bounded, at once", "[xml]") {
  std::string laughs = "<!DOCTYPE r [<!ENTITY a '" + repeated("ha", 100) + "'>";
  for (char c = 'b'; c <= 'k'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " '" +
              repeated(std::string("&") + static_cast<char>(c - 1) + ";", 10) + "'>";
  }
  laughs += "]><r><a>&k;</a></r>";
  const std::clock_t begin = std::clock();
  CHECK(parsed(laughs).root().child("a").text() == "&k;");
  CHECK(LenientXml::parse(repeated("<a>", 100'000)).error().fault == Fault::too_large);
  CHECK(LenientXml::parse("<r>" + repeated("<a/>", 1'000'001)).error().fault == Fault::too_large);
  CHECK(LenientXml::parse(std::string(60'000'000, 'x')).error().fault == Fault::too_large);
  CHECK(
      parsed("<r><a>" + std::string(5'000'000, 'x') + "</a></r>").root().child("a").text().size() ==
      5'000'000);
  CHECK(parsed("<r>" + repeated("<!--", 500'000)).root().children().empty());
  CHECK(parsed("<r>" + repeated("</a>", 500'000)).problems().size() == 2);
  CHECK(parsed("<r " + repeated("a='", 500'000)).root());
  CHECK(LenientXml::parse("<r>" + repeated("<a b=\"", 100'000)).error().fault == Fault::too_large);
  CHECK(parsed("<r>" + repeated("&", 1'000'000)).root());
  CHECK(LenientXml::parse("").error().fault == Fault::broken);
  CHECK(LenientXml::parse("just words").error().fault == Fault::broken);
  CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 5);
}

}  // namespace regwatch
