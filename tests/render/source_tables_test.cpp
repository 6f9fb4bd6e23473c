#include "render/source_tables.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace regwatch;

namespace {

SourceLine line_of(const char* id, const char* authority, const char* verdict,
                   const char* reason = "") {
  SourceLine line;
  line.id = id;
  line.authority = authority;
  line.institution = authority == std::string_view("CAC") ? "国家互联网信息办公室" : "";
  line.name = "某一栏目";
  line.verdict = verdict;
  line.reason = reason;
  line.last_success = parse_instant("2026-09-18T00:00:00Z").value();
  return line;
}

Source source_of(const char* id, const char* confidence, const char* note) {
  Source source;
  source.id = id;
  source.authority = "CAC";
  source.institution = "国家互联网信息办公室";
  source.url = "https://www.example.gov.cn/list.html";
  source.confidence = confidence;
  source.note = note;
  return source;
}

void check_width(const std::string& text, std::size_t columns) {
  for (const auto line : split(text, '\n')) {
    INFO(line);
    CHECK(display_width(line) <= columns);
  }
}

}  // namespace

TEST_CASE("what is unwell stands first, with its whole reason, and the rest by institution") {
  const std::string reason =
      "'searchList' gave 0 rows where at least 10 are expected (page title: \"系统维护\")";
  const std::vector<SourceLine> lines = {
      line_of("cac-rules", "CAC", "ok"), line_of("csrc-orders", "CSRC", "broken", reason.c_str()),
      line_of("cac-laws", "CAC", "unchanged"),
      line_of("an-id-that-is-longer-than-its-column-of-the-table", "MIIT", "skipped")};
  const Instant now = parse_instant("2026-09-18T03:00:00Z").value();
  const std::string text = sources_table(lines, now, {});
  INFO(text);
  CHECK(text.starts_with("4 sources: 1 broken, 1 ok, 1 unchanged, 1 skipped\n"));
  const auto place = [&](std::string_view part) { return text.find(part); };
  CHECK(place("Wants attention") < place("csrc-orders"));
  CHECK(place("csrc-orders") < place("CAC · 国家互联网信息办公室\n"));
  CHECK(place("cac-rules") < place("cac-laws"));
  CHECK(place("cac-laws") < place("\nMIIT\n"));
  CHECK(text.find("CAC ·") == text.rfind("CAC ·"));
  CHECK(place("3 h ago") != text.npos);
  CHECK(remove_spaces(text).find(remove_spaces(reason)) != std::string::npos);
  check_width(text, 80);
}

TEST_CASE("an offline check says which entries are less sure, and why") {
  const std::vector<Source> sources = {
      source_of("sure", "A", ""), source_of("remarked", "A", "saved page of 2026-04"),
      source_of("inferred", "C",
                "the list's name follows the other columns', its address was not seen"),
      source_of("recorded", "B", "")};
  const std::string text = doubts_table(sources, {});
  INFO(text);
  CHECK(text.starts_with("4 sources and the configuration are valid: 2 A"));
  const auto place = [&](std::string_view part) { return text.find(part); };
  CHECK(place("  C  inferred") < place("  B  recorded"));
  CHECK(place("  B  recorded") < place("A, WITH A REMARK"));
  CHECK(place("A, WITH A REMARK") < place("  A  remarked"));
  CHECK(place("  A  sure") == text.npos);
  check_width(text, 80);
}

TEST_CASE("a live check puts what was found beside what the entry says") {
  const Source source = source_of("inferred", "C", "its channel id is found at run time");
  SourceCheck check{
      &source, {}, "https://www.example.gov.cn/searchList/abc", parse_date("2026-09-17"), "", 18};
  check.run.verdict = Verdict::ok;
  check.run.entries = 18;
  const std::string text = check_lines(check, {});
  CHECK(text ==
        "ok          inferred\n"
        "            said:  C, its channel id is found at run time\n"
        "            found: 18 rows, the newest of 2026-09-17, at\n"
        "                   https://www.example.gov.cn/searchList/abc\n"
        "            older: none of the 18 that the site states\n");
  check.total = 40;
  CHECK(check_lines(check, {}).find("rows are missing of the 40 that") != std::string::npos);
  check.older = "https://www.example.gov.cn/searchList/abc?page=2";
  CHECK(check_lines(check, {}).find("older: https://") != std::string::npos);
  check.run.verdict = Verdict::broken;
  check.run.reason = "0 rows";
  check.run.entries = 0;
  CHECK(check_lines(check, {}).find("found: ") == std::string::npos);
}
