#include "render/comparison_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/render/comparison_sample.h"
#include "tests/render/golden.h"

namespace regwatch {
namespace {

using testing::check_golden;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a comparison on a terminal reads as its golden") {
  check_golden("comparison.txt", comparison_for_terminal(sample::full_sheet(), {80, false}));
  check_golden("comparison-wide.txt", comparison_for_terminal(sample::full_sheet(), {120, false}));
  check_golden("comparison-colour.txt", comparison_for_terminal(sample::full_sheet(), {80, true}));
  check_golden("comparison-empty-side.txt",
               comparison_for_terminal(sample::empty_side_sheet(), {80, false}));
}

TEST_CASE("the layout follows the width unless one is named") {
  const auto sheet = sample::full_sheet();
  const std::string narrow = comparison_for_terminal(sheet, {119, false});
  const std::string wide = comparison_for_terminal(sheet, {120, false});
  CHECK_FALSE(holds(narrow, " │ "));
  CHECK(holds(wide, " │ "));
  CHECK(holds(comparison_for_terminal(sheet, {80, false}, ComparisonLayout::side_by_side), " │ "));
  CHECK_FALSE(holds(comparison_for_terminal(sheet, {160, false}, ComparisonLayout::unified), "│"));
}

TEST_CASE("two columns are never wider than the terminal, whatever is in them") {
  for (const auto& sheet : {sample::full_sheet(), sample::hostile_sheet()}) {
    for (const int columns : {40, 61, 120, 200}) {
      const auto text =
          comparison_for_terminal(sheet, {columns, false}, ComparisonLayout::side_by_side);
      std::size_t place = 0;
      for (const auto line : split(text, '\n')) {
        INFO(line);
        CHECK(display_width(line) <= static_cast<std::size_t>(columns));
        const auto gutter = line.find("│");
        if (gutter == line.npos) continue;
        if (place == 0) place = display_width(line.substr(0, gutter));
        CHECK(display_width(line.substr(0, gutter)) == place);
      }
    }
  }
}

TEST_CASE("colours take no room and end on their line") {
  const auto sheet = sample::full_sheet();
  for (const int columns : {80, 120}) {
    const auto text = comparison_for_terminal(sheet, {columns, true});
    CHECK(holds(text, "\x1b[1;4;31m"));
    CHECK(holds(text, "\x1b[1;4;32m"));
    CHECK_FALSE(holds(text, "[-"));
    for (const auto line : split(text, '\n')) {
      const auto last = line.rfind('\x1b');
      if (last != line.npos) CHECK(line.substr(last).starts_with("\x1b[0m"));
    }
  }
}

TEST_CASE("a hostile text sends the terminal nothing but letters") {
  const auto text = comparison_for_terminal(sample::hostile_sheet(), {80, false});
  CHECK(is_valid_utf8(text));
  for (const char* control : {"\x1b", "\x07", "\x01", "\r", "\t", "\u202E", "\u2066", "\u0085"}) {
    CHECK_FALSE(holds(text, control));
  }
}

}  // namespace
}  // namespace regwatch
