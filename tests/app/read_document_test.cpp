// `regwatch read` on attachments, by the real program.

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/app/program.h"

namespace regwatch {

using testing::Ran;
using testing::run_program;
using testing::Scratch;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("read prints the text of an attachment as a version") {
  const Scratch scratch;
  const std::string fixtures = std::string(REGWATCH_SOURCE_DIR) + "/tests/documents/fixtures/";
  for (const char* extension : {"pdf", "docx", "doc"}) {
    const std::string name = std::string("数据安全管理办法.") + extension;
    std::filesystem::copy_file(fixtures + "notice." + extension, scratch / name);
    const Ran ran = run_program({"read", name}, scratch.path());
    INFO(name << ": " << ran.err);
    CHECK(ran.status == 0);
    CHECK(contains(ran.out, R"("title":"数据安全管理办法")"));
    CHECK(contains(ran.out, R"(2\t快看小说阅读器2\t3.0.1\t违规收集个人信息)"));
    CHECK(ran.err.empty());
  }
}

TEST_CASE("read says what it could not read, and ends with 1; with 65 for no file of any kind") {
  const Scratch scratch;
  scratch.write("a.rar", std::string("Rar!\x1A\x07\x00 rest", 12));
  scratch.write("a.bin", std::string("\x01\x02\x03\x00\x04", 5));
  scratch.write("broken.pdf", "%PDF-1.4 and nothing else");
  scratch.write("page.html", "<!DOCTYPE html><html><body><p>x</p></body></html>");
  scratch.write("办法.txt", "第一条 甲\n");
  const Ran rar = run_program({"read", "a.rar"}, scratch.path());
  CHECK(rar.status == 1);
  CHECK(contains(rar.err, "unread: RAR archive: no reader installed"));
  const Ran broken = run_program({"read", "broken.pdf"}, scratch.path());
  CHECK(broken.status == 1);
  CHECK(contains(broken.err, "failed: pdftotext"));
  CHECK(run_program({"read", "a.bin"}, scratch.path()).status == 65);
  CHECK(run_program({"read", "page.html"}, scratch.path()).status == 64);
  CHECK(contains(run_program({"read", "办法.txt"}, scratch.path()).out, "第一条 甲"));
}

}  // namespace regwatch
