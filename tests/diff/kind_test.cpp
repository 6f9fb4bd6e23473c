#include "diff/kind.h"

#include <catch2/catch.hpp>

using namespace regwatch;

TEST_CASE("every kind is found by its own name") {
  const std::vector<Kind> kinds = {
      Kind::draft,          Kind::rule,      Kind::plan,   Kind::standard, Kind::enforcement,
      Kind::interpretation, Kind::licensing, Kind::report, Kind::event,    Kind::other};
  for (const Kind kind : kinds) {
    CAPTURE(name_of(kind));
    CHECK(kind_named(name_of(kind)) == kind);
  }
}

TEST_CASE("a name that is no kind is nobody's") {
  CHECK_FALSE(kind_named("Draft"));
  CHECK_FALSE(kind_named(""));
  CHECK_FALSE(kind_named("drafts"));
}

TEST_CASE("a title is relevant when it has a topic, and its topics come in order") {
  Classification found;
  CHECK_FALSE(found.relevant());
  CHECK(found.topic_names().empty());
  found.topics["data-protection"] = {"数据安全"};
  found.topics["ai"] = {"人工智能"};
  CHECK(found.relevant());
  CHECK(found.topic_names() == std::vector<std::string>{"ai", "data-protection"});
}
