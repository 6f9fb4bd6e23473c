#include "parsers/fact.h"

#include <catch2/catch.hpp>
#include <set>

namespace regwatch {
namespace {

TEST_CASE("every fact has its reader, and every reader its fact") {
  std::set<std::string> known;
  each_fact([&](const char* name, auto) { known.insert(name); });
  std::set<std::string> read;
  for (const Fact* fact : all_facts()) read.emplace(fact->name);
  CHECK(read == known);
}

}  // namespace
}  // namespace regwatch
