#include "diff/comparison.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/text.h"

using namespace regwatch;

namespace {

using What = ComparedClauses::What;
using Lines = std::vector<std::string>;

const std::filesystem::path fixtures = std::string(REGWATCH_SOURCE_DIR) + "/tests/diff/texts";
// Texts of rules as others saved them lie beside the project, where they are.
const std::string captures = std::string(REGWATCH_SOURCE_DIR) + "/../shared/captures/texts/";

Lines lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  REQUIRE(in);
  Lines out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// A pair of texts and the table that a reader would make of them.
struct Pair {
  Lines before;
  Lines after;
  Lines table;
};

Pair read_pair(const std::filesystem::path& file) {
  Pair out;
  Lines* section = &out.before;
  for (const std::string& line : lines_of(file)) {
    if (line == "=== after") {
      section = &out.after;
    } else if (line == "=== table") {
      section = &out.table;
    } else {
      section->push_back(line);
    }
  }
  return out;
}

// ── a table in words ────────────────────────────────────────────────────────────────────────────

std::string beginning(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  for (int i = 0; i < 10 && at < text.size(); ++i) append_utf8(out, next_code_point(text, at));
  return std::string(trim(out));
}

std::string names_of(const std::vector<Clause>& clauses, const std::vector<std::size_t>& which) {
  Lines names;
  for (const std::size_t i : which) {
    const Clause& clause = clauses[i];
    names.push_back(clause.label.empty() ? beginning(clause.paragraphs[0]) : clause.label);
  }
  return join(names, " ");
}

std::string name_of(What what) {
  switch (what) {
    case What::unchanged:
      return "unchanged";
    case What::changed:
      return "changed";
    case What::split:
      return "split";
    case What::merged:
      return "merged";
    case What::added:
      return "added";
    case What::deleted:
      return "deleted";
  }
  return {};
}

// ` -30 +60`: each run that differs, those of the old text first.
std::string differences_of(const ComparedClauses& row) {
  std::string out;
  for (const TextSpan& span : row.before_text) {
    if (span.differs) out += " -" + replace_all(span.text, "\n", "⏎");
  }
  for (const TextSpan& span : row.after_text) {
    if (span.differs) out += " +" + replace_all(span.text, "\n", "⏎");
  }
  return out.empty() ? out : " |" + out;
}

Lines table_of(const Comparison& comparison, bool with_differences) {
  Lines out{comparison.summary};
  for (const ComparedClauses& row : comparison.rows) {
    std::string line = name_of(row.what);
    if (row.renumbered) line += ", renumbered";
    if (row.moved) line += ", moved";
    line += ": " + names_of(comparison.before, row.before) + " → " +
            names_of(comparison.after, row.after);
    const bool is_whole = row.what == What::added || row.what == What::deleted;
    if (with_differences && !is_whole) line += differences_of(row);
    out.emplace_back(trim(line));
  }
  return out;
}

// ── what is true of every table ─────────────────────────────────────────────────────────────────

std::string joined(const std::vector<TextSpan>& spans) {
  std::string out;
  for (const TextSpan& span : spans) out += span.text;
  return out;
}

std::string printed(const std::vector<Clause>& clauses, const std::vector<std::size_t>& which) {
  Lines texts;
  for (const std::size_t i : which) texts.push_back(join(clauses[i].paragraphs, "\n"));
  return join(texts, "\n");
}

bool differs(const std::vector<TextSpan>& spans) {
  return std::any_of(spans.begin(), spans.end(), [](const auto& span) { return span.differs; });
}

void check_row(const Comparison& comparison, const ComparedClauses& row) {
  CHECK(joined(row.before_text) == printed(comparison.before, row.before));
  CHECK(joined(row.after_text) == printed(comparison.after, row.after));
  const bool shows = differs(row.before_text) || differs(row.after_text);
  CHECK((row.what == What::deleted) == row.after.empty());
  CHECK((row.what == What::added) == row.before.empty());
  CHECK((row.what == What::merged) == (row.before.size() > 1));
  CHECK((row.what == What::split) == (row.after.size() > 1));
  if (row.what == What::unchanged) CHECK_FALSE(shows);
  if (row.what == What::changed) CHECK(shows);
  for (const auto* spans : {&row.before_text, &row.after_text}) {
    for (std::size_t i = 0; i < spans->size(); ++i) {
      CHECK_FALSE((*spans)[i].text.empty());
      CHECK(is_valid_utf8((*spans)[i].text));
      if (i > 0) CHECK((*spans)[i].differs != (*spans)[i - 1].differs);
    }
  }
}

void check_indices(const Comparison& comparison) {
  std::vector<int> before(comparison.before.size()), after(comparison.after.size());
  std::size_t last = 0;
  for (const ComparedClauses& row : comparison.rows) {
    for (const std::size_t i : row.before) ++before.at(i);
    for (const std::size_t j : row.after) ++after.at(j);
    if (row.after.empty()) continue;
    CHECK(row.after[0] >= last);
    last = row.after[0];
  }
  CHECK(std::all_of(before.begin(), before.end(), [](int count) { return count == 1; }));
  CHECK(std::all_of(after.begin(), after.end(), [](int count) { return count == 1; }));
}

void check_counts(const Comparison::Counts& counts) {
  CHECK(counts.before ==
        counts.unchanged + counts.changed + counts.deleted + counts.split + counts.merged);
  const int in_pairs = counts.unchanged + counts.changed;
  CHECK(counts.after >= in_pairs + counts.added + 2 * counts.split);
  CHECK(counts.renumbered <= in_pairs);
}

void check_table(const Comparison& comparison) {
  for (const ComparedClauses& row : comparison.rows) check_row(comparison, row);
  check_indices(comparison);
  check_counts(comparison.counts);
}

void check_identity(const Lines& text) {
  const Comparison same = compare_texts(text, text);
  for (const ComparedClauses& row : same.rows) {
    CHECK(row.what == What::unchanged);
    CHECK_FALSE(row.moved);
    CHECK_FALSE(row.renumbered);
  }
  CHECK(same.counts.unchanged == same.counts.before);
}

// Texts made of a few articles by deleting, inserting, swapping and editing them.
class Lawmaker {
 public:
  explicit Lawmaker(unsigned seed) : random_(seed) {}

  Lines articles() {
    Lines out(2 + random_() % 12);
    for (auto& article : out) article = sentence(8 + random_() % 60);
    return out;
  }

  Lines amended(Lines articles) {
    for (std::size_t edits = random_() % 6; edits > 0 && !articles.empty(); --edits) {
      const std::size_t i = random_() % articles.size();
      switch (random_() % 5) {
        case 0:
          articles.erase(articles.begin() + static_cast<std::ptrdiff_t>(i));
          break;
        case 1:
          articles.insert(articles.begin() + static_cast<std::ptrdiff_t>(i), sentence(40));
          break;
        case 2:
          std::swap(articles[i], articles[random_() % articles.size()]);
          break;
        case 3:
          articles[i] += "\n" + sentence(20);
          break;
        default:
          articles[i] = sentence(6) + articles[i];
      }
    }
    return articles;
  }

  Lines numbered(const Lines& articles) {
    Lines out;
    int number = 0;
    for (const std::string& article : articles) {
      const std::string label = "第" + std::to_string(++number) + "条　";
      for (const auto paragraph : split(article, '\n'))
        out.push_back((paragraph.data() == article.data() ? label : "") + std::string(paragraph));
    }
    return out;
  }

 private:
  std::string sentence(std::size_t characters) {
    constexpr std::u32string_view marks = U"，、；“”（）12Ａa 　";
    std::string out;
    for (std::size_t i = 0; i < characters; ++i) {
      const bool is_mark = random_() % 9 == 0;
      append_utf8(out, is_mark ? marks[random_() % marks.size()]
                               : static_cast<char32_t>(0x4E00 + random_() % 300));
    }
    return out + "。";
  }

  std::mt19937 random_;
};

bool has_captures() {
  if (std::filesystem::exists(captures)) return true;
  WARN("skipped: ../shared/captures is not there");
  return false;
}

}  // namespace

TEST_CASE("tables are those a reader makes by hand") {
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures)) {
    const Pair pair = read_pair(entry.path());
    INFO(entry.path().filename().string());
    const Comparison comparison = compare_texts(pair.before, pair.after);
    CHECK(join(table_of(comparison, true), "\n") == join(pair.table, "\n"));
    check_table(comparison);
    check_identity(pair.before);
    check_identity(pair.after);
    ++seen;
  }
  CHECK(seen >= 16);
}

TEST_CASE("every clause is in one row, whole, and the counts add up") {
  Lawmaker lawmaker(11);
  for (int round = 0; round < 400; ++round) {
    const Lines articles = lawmaker.articles();
    const Lines before = lawmaker.numbered(articles);
    const Lines after = lawmaker.numbered(lawmaker.amended(articles));
    INFO("round " << round);
    check_table(compare_texts(before, after));
    check_identity(before);
  }
}

TEST_CASE("what is added one way is deleted the other way") {
  Lawmaker lawmaker(12);
  for (int round = 0; round < 200; ++round) {
    const Lines articles = lawmaker.articles();
    const Lines before = lawmaker.numbered(articles);
    const Lines after = lawmaker.numbered(lawmaker.amended(articles));
    const auto there = compare_texts(before, after).counts;
    const auto back = compare_texts(after, before).counts;
    INFO("round " << round);
    CHECK(there.added == back.deleted);
    CHECK(there.deleted == back.added);
    CHECK(there.unchanged == back.unchanged);
    CHECK(there.changed == back.changed);
  }
}

TEST_CASE("no text is no table") {
  const Comparison comparison = compare_texts({}, {});
  CHECK(comparison.rows.empty());
  CHECK(comparison.summary == "0 paragraphs → 0");
}

TEST_CASE("bytes that are no text are compared all the same") {
  const Lines before{"第一条 \xFF\xFE罚款", "", "　"};
  const Lines after{"第一条 罚款\xE4\xB8"};
  const Comparison comparison = compare_texts(before, after);
  CHECK(joined(comparison.rows.at(0).before_text) == before[0]);
  CHECK(joined(comparison.rows.at(0).after_text) == after[0]);
}

TEST_CASE("hostile texts cost milliseconds") {
  const Lines repeated(5000, "第一条 本办法自公布之日起施行。");
  Lines nearly;
  for (int i = 0; i < 5000; ++i)
    nearly.push_back("第" + std::to_string(i) + "条 第" + std::to_string(i * 7) +
                     "号令自公布之日起施行。");
  std::string paragraph;
  std::mt19937 random(5);
  for (int i = 0; i < 300'000; ++i)
    append_utf8(paragraph, static_cast<char32_t>(0x4E00 + random() % 2000));
  Lines characters;
  for (int i = 0; i < 20'000; ++i) {
    characters.emplace_back();
    append_utf8(characters.back(), static_cast<char32_t>(0x4E00 + random() % 2000));
  }
  const Lines reversed(characters.rbegin(), characters.rend());
  const std::vector<std::pair<Lines, Lines>> pairs{
      {repeated, Lines(repeated.begin(), repeated.begin() + 2500)},
      {repeated, nearly},
      {nearly, Lines(nearly.rbegin(), nearly.rend())},
      {{paragraph}, {paragraph.substr(30'000) + paragraph.substr(0, 30'000)}},
      {characters, reversed}};
  for (const auto& [before, after] : pairs) {
    const auto begin = std::chrono::steady_clock::now();
    const Comparison comparison = compare_texts(before, after);
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(took < std::chrono::seconds(5));  // Unoptimised, under sanitizers, on a busy machine.
    check_indices(comparison);
    check_counts(comparison.counts);
  }
}

TEST_CASE("captured: the draft and the rule on registering public data, as a lawyer maps them") {
  if (!has_captures()) return;
  const auto comparison =
      compare_texts(lines_of(captures + "public-data-registration.draft-2024-10-15.txt"),
                    lines_of(captures + "public-data-registration.final-2025-01-22.txt"));
  check_table(comparison);
  Lines table = table_of(comparison, false);
  std::erase_if(table, [](const std::string& line) { return line.find("条") == line.npos; });
  CHECK(comparison.summary ==
        "27 articles → 24: 3 deleted, 21 changed, 3 unchanged, 17 renumbered");
  CHECK(join(table, "\n") == join(
                                 Lines{
                                     "changed: 第一条 → 第一条",
                                     "unchanged: 第二条 → 第二条",
                                     "changed: 第三条 → 第三条",
                                     "unchanged: 第四条 → 第四条",
                                     "changed: 第五条 → 第五条",
                                     "changed: 第六条 → 第六条",
                                     "changed: 第七条 → 第七条",
                                     "deleted: 第八条 →",
                                     "changed, renumbered: 第九条 → 第八条",
                                     "changed, renumbered: 第十条 → 第九条",
                                     "unchanged, renumbered: 第十一条 → 第十条",
                                     "changed, renumbered: 第十二条 → 第十一条",
                                     "changed, renumbered: 第十三条 → 第十二条",
                                     "changed, renumbered: 第十四条 → 第十三条",
                                     "deleted: 第十五条 →",
                                     "changed, renumbered: 第十六条 → 第十四条",
                                     "changed, renumbered: 第十七条 → 第十五条",
                                     "changed, renumbered: 第十八条 → 第十六条",
                                     "changed, renumbered: 第十九条 → 第十七条",
                                     "changed, renumbered: 第二十条 → 第十八条",
                                     "changed, renumbered: 第二十一条 → 第十九条",
                                     "changed, renumbered: 第二十二条 → 第二十条",
                                     "deleted: 第二十三条 →",
                                     "changed, renumbered: 第二十四条 → 第二十一条",
                                     "changed, renumbered: 第二十五条 → 第二十二条",
                                     "changed, renumbered: 第二十六条 → 第二十三条",
                                     "changed, renumbered: 第二十七条 → 第二十四条",
                                 },
                                 "\n"));
}

TEST_CASE("captured: the law on minors changed in one article") {
  if (!has_captures()) return;
  const auto comparison =
      compare_texts(lines_of(captures + "minors-protection-law.2020-10-17.txt"),
                    lines_of(captures + "minors-protection-law.2024-04-26.txt"));
  check_table(comparison);
  CHECK(comparison.summary == "132 articles → 132: 1 changed, 131 unchanged");
  Lines table = table_of(comparison, false);
  std::erase_if(table, [](const std::string& line) { return line.starts_with("unchanged"); });
  CHECK(table == Lines{comparison.summary, "changed: 1991年9月4日 → 1991年9月4日",
                       "changed: 第九条 → 第九条"});
}

TEST_CASE("captured: a regulation written anew keeps only what is the same rule") {
  if (!has_captures()) return;
  const auto comparison =
      compare_texts(lines_of(captures + "commercial-cryptography.1999-10-07.txt"),
                    lines_of(captures + "commercial-cryptography.2023-04-27.txt"));
  check_table(comparison);
  Lines kept;
  for (const std::string& line : table_of(comparison, false)) {
    if (line.starts_with("changed") && line.find("条") != line.npos) kept.push_back(line);
  }
  CHECK(kept == Lines{"changed: 第一条 → 第一条", "changed: 第二条 → 第二条",
                      "changed, renumbered: 第十九条 → 第三十五条",
                      "changed, renumbered: 第二十五条 → 第六十五条",
                      "changed, renumbered: 第二十七条 → 第六十七条"});
}
