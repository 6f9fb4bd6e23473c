#include "tests/parsers/captured.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

const std::string captures = std::string(REGWATCH_SOURCE_DIR) + "/../shared/captures/";
std::string bytes;  // Keeps what a Page views.

}  // namespace

bool has_captures() {
  if (std::filesystem::exists(captures)) return true;
  WARN("skipped: ../shared/captures is not there");
  return false;
}

Page captured(const std::string& file, const std::string& url) {
  bytes = read_file(captures + file);
  Page page;
  page.url = url;
  page.body = bytes;
  const bool is_json = file.ends_with(".json") || file.ends_with(".jsonp");
  page.headers = {
      {"Content-Type", is_json ? "application/json;charset=UTF-8" : "text/html; charset=UTF-8"}};
  return page;
}

Source source_for(const std::string& parser, const std::string& url) {
  Source source;
  source.id = "captured";
  source.parser = parser;
  source.url = url;
  return source;
}

void check_rows(const Result<Listing>& listing, const std::vector<Row>& rows) {
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == rows.size());
  CHECK(listing->doubts.empty());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Entry& entry = listing->entries[i];
    CHECK(entry.title == rows[i].title);
    CHECK(entry.url == rows[i].url);
    CHECK((entry.published ? format_date(*entry.published) : "") == rows[i].published);
    CHECK((entry.comment_deadline ? format_date(*entry.comment_deadline) : "") == rows[i].deadline);
  }
}

std::vector<Row> with_prefix(std::vector<std::string>& store, const std::string& prefix,
                             std::vector<Row> rows) {
  store.reserve(rows.size());
  for (auto& row : rows) row.url = store.emplace_back(prefix + row.url).c_str();
  return rows;
}

}  // namespace regwatch
