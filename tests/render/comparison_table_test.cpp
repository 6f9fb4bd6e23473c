#include "render/comparison_table.h"

#include <catch2/catch.hpp>

#include "tests/render/comparison_sample.h"

namespace regwatch {
namespace {

using sample::ComparisonBuilder;
using What = ComparedClauses::What;
using Level = Clause::Level;

ComparisonSheet sheet_of(ComparisonBuilder& builder) {
  return {"", {}, {}, builder.comparison(), {}};
}

std::vector<std::string> folds_of(const ComparisonTable& table) {
  std::vector<std::string> out;
  for (const ComparisonRow& row : table.rows) {
    if (row.kind != ComparisonRow::Kind::folded) continue;
    out.push_back(row.labels + "|" + row.notes.front().english);
  }
  return out;
}

TEST_CASE("a run of unchanged articles is one row, and a heading parts runs") {
  ComparisonBuilder builder;
  for (const char* label : {"第一条", "第二条", "第三条"}) {
    builder.same(Level::article, label, std::string(label) + " 甲");
  }
  builder.same(Level::chapter, "第二章", "第二章 乙");
  builder.same(Level::article, "第四条", "第四条 丙");
  const auto table = table_of(sheet_of(builder));
  REQUIRE(table.rows.size() == 3);
  CHECK(folds_of(table) == std::vector<std::string>{"第一条–第三条|unchanged", "第四条|unchanged"});
  CHECK(table.rows[1].is_unchanged_heading());
}

TEST_CASE("a fold never covers numbered and unnumbered, or renumbered and kept, together") {
  ComparisonBuilder builder;
  builder.same(Level::preamble, "", "某年某月通过");
  builder.same(Level::preamble, "", "某年某月修订");
  builder.same(Level::article, "第一条", "第一条 甲");
  for (const auto& [before, after] : {std::pair{"第三条", "第二条"}, {"第四条", "第三条"}}) {
    builder
        .row(What::unchanged, Level::article, {before, before + std::string("乙")},
             {after, after + std::string("乙")})
        .renumbered = true;
  }
  CHECK(folds_of(table_of(sheet_of(builder))) ==
        std::vector<std::string>{"|2 paragraphs unchanged", "第一条|unchanged",
                                 "第三条–第四条 → 第二条–第三条|only renumbered"});
}

TEST_CASE("an article that moved is never folded away") {
  ComparisonBuilder builder;
  builder.same(Level::article, "第一条", "第一条 甲");
  auto& row = builder.same(Level::article, "第二条", "第二条 乙");
  row.moved = true;
  builder.comparison().before[1].within = "第一章 总则";
  builder.comparison().after[1].within = "第二章 登记";
  const auto table = table_of(sheet_of(builder));
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[1].notes.front().english == "moved");
  CHECK(table.rows[1].notes.back().english == "words unchanged");
  CHECK(table.rows[1].moved_between == "第一章 总则 → 第二章 登记");
}

TEST_CASE("paragraphs that are only broken elsewhere are unchanged, numbered ones were split") {
  ComparisonBuilder builder;
  builder.row(What::split, Level::preamble, {"", "甲乙"}, {"", "甲\n乙"});
  Clause second;
  second.level = Level::preamble;
  second.paragraphs = {"乙"};
  builder.comparison().after.push_back(second);
  builder.comparison().rows.back().after.push_back(1);
  builder.row(What::split, Level::article, {"第一条", "第一条 甲。乙。"},
              {"第一条 第二条", "第一条 甲。\n第二条 乙。"});
  const auto table = table_of(sheet_of(builder));
  REQUIRE(table.rows.size() == 2);
  CHECK(folds_of(table) == std::vector<std::string>{"|2 paragraphs unchanged"});
  CHECK(table.rows[1].notes.front().english == "split");
}

TEST_CASE("all is shown where that is asked for") {
  ComparisonBuilder builder;
  builder.same(Level::article, "第一条", "第一条 甲");
  builder.same(Level::article, "第二条", "第二条 乙");
  auto sheet = sheet_of(builder);
  sheet.show_unchanged = true;
  const auto table = table_of(sheet);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].notes.front().english == "unchanged");
  CHECK(table.rows[0].after.front().label.text == "第一条");
}

TEST_CASE("a point's second level is named with the first") {
  ComparisonBuilder builder;
  builder.same(Level::section, "二、", "二、工作内容");
  builder.row(What::changed, Level::subpoint, {"（三）", "（三）{甲}"}, {"（三）", "（三）{乙}"});
  builder.row(What::changed, Level::paragraph, {"", "{甲}"}, {"", "{乙}"});
  const auto table = table_of(sheet_of(builder));
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[1].labels == "二、（三）");
  CHECK(table.rows[2].labels.empty());
  CHECK(table.rows[2].noun.english == "paragraph");
}

TEST_CASE("points are listed and ranged without their comma") {
  ComparisonBuilder builder;
  builder.same(Level::point, "一、", "一、甲");
  builder.same(Level::point, "二、", "二、乙");
  builder.row(What::merged, Level::point, {"三、 四、", "三、丙\n四、丁"}, {"三、", "三、丙丁"});
  const auto table = table_of(sheet_of(builder));
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].labels == "一–二");
  CHECK(table.rows[1].labels == "三、四 → 三");
}

TEST_CASE("the summary counts in the unit of the text, in both languages") {
  ComparisonSheet sheet;
  sheet.comparison.counts = {"point", 5, 4, 2, 1, 0, 1, 0, 0, 1, 0};
  sheet.comparison.summary = "5 points → 4: 1 deleted, 1 changed, 2 unchanged";
  const auto table = table_of(sheet);
  CHECK(table.summary.chinese == "5项 → 4项：删除1项，修改1项，未修改2项，序号调整1项");
  CHECK(table.summary.english == sheet.comparison.summary);
  CHECK(table_of({}).summary.chinese == "0条 → 0条");
}

TEST_CASE("every kind of row has its word") {
  const auto table = table_of(sample::full_sheet());
  std::vector<std::string> words;
  for (const ComparisonRow& row : table.rows) {
    for (const auto& note : row.notes) words.push_back(note.english);
  }
  for (const char* word : {"changed", "added", "deleted", "split", "merged", "moved", "renumbered",
                           "unchanged", "only renumbered"}) {
    CHECK(std::find(words.begin(), words.end(), word) != words.end());
  }
}

}  // namespace
}  // namespace regwatch
