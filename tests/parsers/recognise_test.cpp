#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

std::vector<std::string> families_of(const Fixture& fixture) {
  Page page;
  page.url = fixture.url;
  page.body = fixture.bytes;
  std::vector<std::string> out;
  for (const Parser* parser : all_parsers()) {
    const auto proposal = parser->recognise ? parser->recognise(page) : std::nullopt;
    if (proposal) out.push_back(proposal->parser);
  }
  return out;
}

}  // namespace

TEST_CASE("a list page of a family is recognised as that family's alone") {
  const struct {
    const char* parser;
    const char* name;
  } cases[] = {{"easysite", "pbc-table-per-row-date-missing.html"},
               {"easysite", "pbc-branch-two-lists-each-its-pager.html"},
               {"easysite", "pbc-branch-rows-lead-to-files-no-next-page.html"},
               {"easysite", "liaoning-pager-below-list-links-elsewhere.shtml"},
               {"nfra", "shell-of-column.html"},
               {"nfra", "rows-in-file-one-leads-elsewhere.json"},
               {"nfra", "directory-of-open-information.json"},
               {"search_list", "spb-shell-with-channel-id.shtml"},
               {"search_list", "spb-rows-without-text-link-elsewhere.json"},
               {"search_list", "ganzhou-static-rows-own-pager.shtml"},
               {"nc_content", "sasac-first-of-sixteen-pages.html"},
               {"nc_content", "column-of-one-page-without-components.html"},
               {"nc_content", "fengcheng-date-before-link-in-div.html"}};
  for (const auto& each : cases) {
    INFO(each.name);
    CHECK(families_of(fixture(each.parser, each.name)) == std::vector<std::string>{each.parser});
  }
}

TEST_CASE("an article, an empty column and another maker's list are of no family") {
  const struct {
    const char* parser;
    const char* name;
  } cases[] = {{"pbc", "article-penalties-of-many-parties.html"},
               {"sasac", "article-heading-holds-source-and-date.html"},
               {"spb", "article-news-date-in-info.shtml"},
               {"easysite", "column-without-a-list.html"}};
  for (const auto& each : cases) {
    INFO(each.name);
    CHECK(families_of(fixture(each.parser, each.name)).empty());
  }
}

}  // namespace regwatch
