// Broken bytes of every kind. Our own readers run in this process, so that a crash or a sanitizer's
// word is a failed test; programs of others run apart.

#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "base/text.h"
#include "documents/document_reader.h"
#include "tests/documents/samples.h"

namespace regwatch {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::fixture;
using testing::read_apart;
using testing::read_here;
using Outcome = DocumentText::Outcome;

namespace {

struct Sample {
  std::string name;
  std::string bytes;
};

std::vector<Sample> samples() {
  return {{"notice.docx", fixture("notice.docx")},
          {"list.xlsx", fixture("list.xlsx")},
          {"list.xls", fixture("list.xls")},
          {"notice.doc", fixture("notice.doc")},
          {"a.ofd",
           testing::ofd_of("<ofd:TextObject Boundary=\"0 0 1 1\" Size=\"5\"><ofd:TextCode X=\"0\" "
                           "Y=\"1\">第一条</ofd:TextCode></ofd:TextObject>")},
          {"a.rtf", "{\\rtf1\\ansicpg936\\'b5\\'da{\\b \\u20026?}\\par}"},
          {"a.html", "<html><body><p>第一条<table><tr><td>1<td>2"},
          {"a.zip", testing::zip_of({{"a.xls", fixture("list.xls")}, {"b.txt", "甲"}})}};
}

void check_sane(const DocumentText& text) {
  for (const std::string& paragraph : text.paragraphs) {
    REQUIRE(is_valid_utf8(paragraph));
    REQUIRE_FALSE(paragraph.empty());
  }
  // Never silently empty.
  if (text.paragraphs.empty()) REQUIRE_FALSE(text.problem.empty());
  if (text.outcome != Outcome::read) REQUIRE_FALSE(text.problem.empty());
}

}  // namespace

TEST_CASE("a file may be cut anywhere") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    for (int part = 0; part < 40; ++part)
      check_sane(read_here(sample.bytes.substr(0, sample.bytes.size() * part / 40), sample.name));
    for (std::size_t size = 0; size < std::min<std::size_t>(sample.bytes.size(), 40); ++size)
      check_sane(read_here(sample.bytes.substr(0, size), sample.name));
  }
}

TEST_CASE("any byte may be another") {
  std::mt19937 random(20260918);
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    for (int round = 0; round < 60; ++round) {
      std::string bytes = sample.bytes;
      for (int i = 0; i < 1 + round / 4; ++i)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      check_sane(read_here(bytes, sample.name));
    }
  }
}

TEST_CASE("noise behind a right beginning is no document") {
  std::mt19937 random(7);
  for (const std::string& beginning :
       {"PK\x03\x04"s, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, "{\\rtf1"s, "<html>"s,
        "Rar!\x1A\x07\x00"s, "Rar!\x1A\x07\x01\x00"s, "7z\xBC\xAF\x27\x1C"s, "\xFF\xFE"s}) {
    for (int round = 0; round < 10; ++round) {
      std::string bytes = beginning;
      for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(random());
      check_sane(read_here(bytes, "a"));
    }
  }
}

TEST_CASE("a PDF may be cut or damaged anywhere") {
  const std::string pdf = fixture("notice.pdf");
  std::mt19937 random(3);
  for (int part = 1; part < 8; ++part) {
    std::string bytes = pdf.substr(0, pdf.size() * part / 8);
    check_sane(read_apart(bytes, "a.pdf"));
    bytes = pdf;
    for (int i = 0; i < 30; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    check_sane(read_apart(bytes, "a.pdf"));
  }
}

TEST_CASE("a PDF that draws itself without end is stopped") {
  std::string pdf = testing::pdf_of("/X Do");
  const std::string font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
  pdf.replace(pdf.find(font), font.size(),
              "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
              "/Length 11>>stream\n/X Do /X Do\nendstream");
  const std::string fonts = "/Font<</F 5 0 R>>";
  pdf.replace(pdf.find(fonts), fonts.size(), "/XObject<</X 5 0 R>>");
  DocumentOptions options;
  options.program = REGWATCH_PROGRAM;
  options.timeout = 3s;
  const auto start = std::chrono::steady_clock::now();
  check_sane(read_document({"a.pdf", "", pdf}, options));
  CHECK(std::chrono::steady_clock::now() - start < 20s);
}

// Half a gigabyte of tree out of 18 MB of text. Under a sanitizer there is no limit to reach.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("memory has a limit") {
  std::string body = testing::word_paragraph("第一条");
  for (int i = 0; i < 3'000'000; ++i) body += "<w:p/>";
  DocumentOptions options;
  options.program = REGWATCH_PROGRAM;
  const std::string docx = testing::docx_of(body);
  CHECK(read_document({"a.docx", "", docx}, options).outcome == Outcome::read);
  options.max_memory_bytes = std::size_t(200) << 20;
  const DocumentText text = read_document({"a.docx", "", docx}, options);
  INFO(text.problem);
  CHECK(text.outcome == Outcome::failed);
  CHECK_FALSE(text.problem.empty());
}
#endif

TEST_CASE("a hundred thousand cells are read in good time") {
  std::string rows;
  for (int row = 1; row <= 10'000; ++row) {
    rows += "<row>";
    for (char column = 'A'; column < 'K'; ++column)
      rows += std::string("<c r=\"") + column + std::to_string(row) + "\"><v>" +
              std::to_string(row) + "</v></c>";
    rows += "</row>";
  }
  const std::string xlsx = testing::xlsx_of(rows);
  const auto start = std::clock();
  const DocumentText text = read_here(xlsx);
  CHECK(text.outcome == Outcome::read);
  CHECK(text.paragraphs.size() == 10'000);
  CHECK(std::clock() - start < 3 * CLOCKS_PER_SEC);
}

}  // namespace regwatch
