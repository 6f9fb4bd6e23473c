#include "diff/section.h"

#include <catch2/catch.hpp>

#include "diff/kind.h"

using namespace regwatch;

TEST_CASE("every section is found by its own name, and no other name is one") {
  for (const auto section :
       {NewsSection::regulatory, NewsSection::enforcement, NewsSection::industry}) {
    CHECK(news_section_named(name_of(section)) == section);
  }
  CHECK_FALSE(news_section_named("none"));
  CHECK_FALSE(news_section_named(""));
}

TEST_CASE("a kind has its section, and what is nobody's news has none") {
  CHECK(section_of(Kind::draft) == NewsSection::regulatory);
  CHECK(section_of(Kind::interpretation) == NewsSection::regulatory);
  CHECK(section_of(Kind::enforcement) == NewsSection::enforcement);
  CHECK(section_of(Kind::plan) == NewsSection::industry);
  CHECK(section_of(Kind::report) == NewsSection::industry);
  CHECK_FALSE(section_of(Kind::other));
}
