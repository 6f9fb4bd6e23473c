#include "render/csv.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

// The row of a notice with that title, up to the third column.
std::string title_cell(const std::string& title) {
  Notice notice;
  notice.id = "k7m3q9x";
  notice.title = title;
  const std::string row = csv_row(notice);
  const std::string before = "\"k7m3q9x\",";
  REQUIRE(row.starts_with(before));
  return row.substr(before.size(), row.find(",,", before.size()) - before.size());
}

}  // namespace

TEST_CASE("no title becomes a formula, a line or a column of its own") {
  struct Case {
    std::string title, cell;
  };
  const Case cases[] = {
      {"关于公开征求意见的通知", "\"关于公开征求意见的通知\""},
      {"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""},
      {"+1", "\"'+1\""},
      {"-1", "\"'-1\""},
      {"@SUM(A1)", "\"'@SUM(A1)\""},
      {"＝1+1", "\"'＝1+1\""},
      {"＋1", "\"'＋1\""},
      {"－1", "\"'－1\""},
      {"＠SUM(A1)", "\"'＠SUM(A1)\""},
      {"\xC2\xA0=1", "\"'=1\""},
      {"\xEF\xBB\xBF=1", "\"'=1\""},
      {"\xE2\x80\x8B=1", "\"'=1\""},
      {"\"=1\"", "\"\"\"=1\"\"\""},
      {"\t=1", "\"'=1\""},
      {"\r=1", "\"'=1\""},
      {" \xE3\x80\x80=1", "\"'=1\""},
      {"\xE2\x80\xAE=1", "\"'=1\""},
      {std::string("\0=1", 3), "\"'=1\""},
      {"a\",\"=1", "\"a\"\",\"\"=1\""},
      {"a\r\nb", "\"a b\""},
      {"a\xFFz", "\"a\xEF\xBF\xBDz\""},
      {"", ""},
  };
  for (const Case& each : cases) {
    INFO(each.title);
    CHECK(title_cell(each.title) == each.cell);
  }
  CHECK(count_code_points(title_cell(std::string(9000, 'x'))) == 4002);
}

TEST_CASE("numbers and dates stand bare, amounts of one currency are summed") {
  Notice notice;
  notice.id = "k7m3q9x";
  notice.published = sample::day("2026-09-18");
  notice.facts.app_count = 37;
  notice.facts.fines = {{20'000'000, "CNY", {}}, {150, "CNY", {}}};
  const std::string row = csv_row(notice);
  CHECK(row.find(",2026-09-18,") != std::string::npos);
  CHECK(row.find(",37,") != std::string::npos);
  CHECK(row.find("\"200,000 CNY | 1.50 CNY\",200001.50,") != std::string::npos);
  notice.facts.fines.push_back({100, "USD", {}});
  CHECK(csv_row(notice).find("1 USD\",,") != std::string::npos);
  CHECK(row.ends_with("\r\n"));
  CHECK(split(csv_head(), ',').size() == 27);
}

TEST_CASE("an English title says whose it is") {
  Notice notice;
  notice.english = English{"Measures", "", false, "m"};
  CHECK(csv_row(notice).starts_with(",,\"Measures\",\"machine\","));
  notice.english->by_person = true;
  CHECK(csv_row(notice).starts_with(",,\"Measures\",\"person\","));
  notice.english->title.clear();
  CHECK(csv_row(notice).starts_with(",,,,"));
}

}  // namespace regwatch
