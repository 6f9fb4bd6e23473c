#include "render/comparison_html.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "parsers/html.h"
#include "tests/render/comparison_sample.h"
#include "tests/render/golden.h"

namespace regwatch {
namespace {

using testing::check_golden;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a comparison table reads as its golden") {
  check_golden("comparison.html", comparison_as_html(sample::full_sheet()));
}

TEST_CASE("what one side does not have is a dash there, what is unknown is left out") {
  const auto page = comparison_as_html(sample::empty_side_sheet());
  CHECK(holds(page, "<td class=\"text\" data-side=\"修订后 After\"><p class=\"none\">—</p></td>"));
  CHECK_FALSE(holds(page, "<h1>"));
  CHECK_FALSE(holds(page, "class=\"detail"));
}

TEST_CASE("the page loads nothing and runs nothing") {
  for (const auto& sheet : {sample::full_sheet(), sample::hostile_sheet()}) {
    const auto page = comparison_as_html(sheet);
    for (const char* part : {"<script", "<img", "<link", "src=\"", "url(", "@import", "http://",
                             "https://", " onmouseover='", "href="}) {
      INFO(part);
      CHECK_FALSE(holds(page, part));
    }
  }
}

TEST_CASE("a hostile text makes no element and loses no word") {
  const auto page = comparison_as_html(sample::hostile_sheet());
  CHECK(is_valid_utf8(page));
  for (const char* control : {"\x1b", "\x07", "\u202E", "\u2066"})
    CHECK_FALSE(holds(page, control));
  const auto parsed = Html::parse(page);
  REQUIRE(parsed.ok());
  const Html& html = *parsed;
  CHECK(html.select("script, img, b:not(.label)").empty());
  CHECK(html.select("tbody > tr").size() == 5);
  CHECK(html.select("tbody > tr > td").size() == 15);
  CHECK(html.select_one("tbody del").text() == "<script>alert(1)</script>");
  CHECK(holds(html.select_one("dl").text(), "坏{{summary_english}}"));
}

TEST_CASE("deletions stand on the left and additions on the right") {
  const std::string page = comparison_as_html(sample::full_sheet());
  const auto parsed = Html::parse(page);
  REQUIRE(parsed.ok());
  const Html& html = *parsed;
  CHECK_FALSE(html.select("td:nth-child(1) del").empty());
  CHECK_FALSE(html.select("td:nth-child(2) ins").empty());
  CHECK(html.select("td:nth-child(1) ins").empty());
  CHECK(html.select("td:nth-child(2) del").empty());
}

}  // namespace
}  // namespace regwatch
