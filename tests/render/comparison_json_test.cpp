#include "render/comparison_json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/render/comparison_sample.h"
#include "tests/render/golden.h"

namespace regwatch {
namespace {

using nlohmann::json;

TEST_CASE("a comparison is one line of JSON with stable keys") {
  testing::check_golden("comparison.jsonl", comparison_json(sample::full_sheet()) + "\n");
}

TEST_CASE("every row says what happened, with the labels and the runs of both sides") {
  const json read = json::parse(comparison_json(sample::full_sheet()));
  CHECK(read["counts"]["merged"] == 2);
  CHECK(read["before"]["detail"] == "version 1, read 2026-09-01 08:30");
  const json& split = read["rows"][9];
  CHECK(split["what"] == "split");
  CHECK(split["before"] == json({"第六条"}));
  CHECK(split["after"] == json({"第五条", "第六条"}));
  CHECK(split["after_text"][1] == json({{"differs", true}, {"text", "五个工作"}}));
}

TEST_CASE("an unknown value is absent, a side that is not there is an empty list") {
  const json read = json::parse(comparison_json(sample::empty_side_sheet()));
  CHECK_FALSE(read.contains("title"));
  CHECK_FALSE(read["before"].contains("detail"));
  CHECK_FALSE(read["rows"][0].contains("within"));
  CHECK(read["rows"][0]["after"] == json::array());
  CHECK(read["rows"][0]["after_text"] == json::array());
}

TEST_CASE("ill-formed bytes do not break the line") {
  const std::string line = comparison_json(sample::hostile_sheet());
  CHECK(line.find('\n') == std::string::npos);
  CHECK(json::parse(line)["rows"].size() == 5);
}

}  // namespace
}  // namespace regwatch
