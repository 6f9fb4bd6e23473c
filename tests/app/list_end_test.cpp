#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

const std::string column = "https://www.example.gov.cn/tzgg/";

std::string list_page(const std::string& month, const std::string& next) {
  std::string rows;
  for (int day = 11; day < 16; ++day) {
    const std::string date = "2026" + month + std::to_string(day);
    rows += "<li><a href=\"./2026" + month + "/t" + date + "_" + std::to_string(day) +
            ".html\">关于第" + month + std::to_string(day) + "号事项的通知</a><span>2026-" + month +
            "-" + std::to_string(day) + "</span></li>";
  }
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>通知公告</title></head><body>"
         "<ul class=\"list\">" +
         rows + "</ul><a href=\"" + next + "\">下一页</a></body></html>";
}

/// The run of a source whose third page is as given.
std::string run_with_third_page(const std::string& coverage, const std::string& status,
                                const std::string& body) {
  const Scratch scratch;
  scratch.write("1.html", list_page("09", "index_1.html"));
  scratch.write("2.html", list_page("08", "index_2.html"));
  scratch.write("3.html", body);
  std::string manifest;
  const auto add = [&](const char* file, const std::string& url, const std::string& code) {
    manifest += std::string(file) + "\t" + url + "\ttext/html\t2026-09-20\ttest\t" + code + "\n";
  };
  add("1.html", column, "200");
  add("2.html", column + "index_1.html", "200");
  add("3.html", column + "index_2.html", status);
  scratch.write("manifest.tsv", manifest);
  scratch.write("sources.toml", "[[source]]\nid = \"example\"\nauthority = \"EXAMPLE\"\nurl = \"" +
                                    column + "\"\nparser = \"trs\"\n" + coverage);
  REQUIRE(run_program({"archive", "pack", "manifest.tsv", "-o", "site.warc.gz"}, scratch.path())
              .status == 0);
  const Ran ran = run_program({"run", "--all", "--json", "--sources", "sources.toml", "--db",
                               "regwatch.db", "--replay", "site.warc.gz"},
                              scratch.path());
  for (const auto& line : lines_of(ran.out)) {
    if (line.find("\"verdict\"") != line.npos) return line;
  }
  return ran.out + ran.err;
}

}  // namespace

TEST_CASE("a list ends where its pager names a page that is gone, or one that was read") {
  const std::string gone = "<html><title>404 Not Found</title></html>";
  const std::string first = list_page("09", "index_1.html");
  const struct {
    const char* what;
    const char* coverage;
    const char* status;
    std::string body;
    const char* verdict;
  } cases[] = {
      {"a page that is not there", "", "404", gone, "\"ok\""},
      {"the first page again", "", "200", first, "\"ok\""},
      {"a stub without rows", "", "200", "<html><title>通知公告</title><ul></ul></html>", "\"ok\""},
      {"a list that should be whole", "coverage = \"complete\"\n", "404", gone, "\"suspect\""},
      {"another page without rows", "", "200",
       "<html><title>系统维护</title>" + std::string(900, 'x') + "</html>", "\"suspect\""},
  };
  for (const auto& each : cases) {
    INFO(each.what);
    const std::string run = run_with_third_page(each.coverage, each.status, each.body);
    INFO(run);
    CHECK(run.find(std::string("\"verdict\":") + each.verdict) != run.npos);
    CHECK(run.find("\"entries\":10") != run.npos);
  }
}
