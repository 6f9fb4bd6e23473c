#include "documents/kind.h"

#include <catch2/catch.hpp>

#include "tests/documents/samples.h"

namespace regwatch {

using namespace std::string_literals;
using testing::docx_of;
using testing::fixture;
using testing::zip_of;

TEST_CASE("bytes say what a file is, whatever its name says") {
  const struct {
    std::string bytes;
    std::string name;
    DocumentKind kind;
  } cases[] = {
      {"%PDF-1.7\n", "a.doc", DocumentKind::pdf},
      {"\r\n junk %PDF-1.4", "", DocumentKind::pdf},
      {docx_of(""), "a.doc", DocumentKind::docx},
      {testing::xlsx_of(""), "a.zip", DocumentKind::xlsx},
      {testing::ofd_of(""), "", DocumentKind::ofd},
      {zip_of({{"附件/word.docx", "x"}}), "a.docx", DocumentKind::zip},
      {zip_of({{"a.docx", docx_of("")}}), "", DocumentKind::zip},
      {docx_of("").substr(0, 300), "", DocumentKind::docx},
      {zip_of({{"docProps/app.xml", "<x/>"}}), "a.xlsx", DocumentKind::xlsx},
      {zip_of({{"_rels/.rels", "<x/>"}}).substr(0, 45), "a.docx", DocumentKind::docx},
      {zip_of({{"docProps/app.xml", "<x/>"}}), "a.zip", DocumentKind::zip},
      {zip_of({{"a.xml", "<x/>"}}), "a.xlsx", DocumentKind::zip},
      {fixture("notice.doc"), "a.docx", DocumentKind::doc},
      {fixture("list.xls"), "a.et", DocumentKind::xls},
      {"{\\rtf1\\ansi x}", "a.doc", DocumentKind::rtf},
      {"Rar!\x1A\x07\x00rest"s, "", DocumentKind::rar},
      {"Rar!\x1A\x07\x01\x00rest"s, "", DocumentKind::rar},
      {"7z\xBC\xAF\x27\x1Crest", "", DocumentKind::seven_zip},
      {"<!DOCTYPE html><html><body>x", "a.xls", DocumentKind::html},
      {"\xEF\xBB\xBF<html xmlns:o=\"urn:x\">", "a.doc", DocumentKind::html},
      {"第一条 为了规范", "", DocumentKind::text},
      {"\xB5\xDA\xD2\xBB\xCC\xF5 \xCE\xAA\xC1\xCB\xB9\xE6\xB7\xB6", "a.bin", DocumentKind::text},
      {"\xFF\xFE\x2C\x7B\x00\x4E"s, "", DocumentKind::text},
      {"\xFF\xD8\xFF\xE0 picture", "a.pdf", DocumentKind::image},
      {"\x89PNG\r\n\x1A\n", "", DocumentKind::image},
      {"RIFF", "a.webp", DocumentKind::text},
      {"\x01\x02\x03\x00\x05"s, "a.pdf", DocumentKind::unknown},
      {"", "a.txt", DocumentKind::unknown},
      {" \r\n\t ", "a.txt", DocumentKind::unknown},
  };
  for (const auto& each : cases) {
    INFO(each.name << ": " << each.bytes.substr(0, 20));
    CHECK(name_of(kind_of_document(each.bytes, each.name)) == name_of(each.kind));
  }
}

TEST_CASE("a compound file without a known stream is what its name says") {
  std::string broken = fixture("notice.doc");
  for (std::size_t at = 0; (at = broken.find("W\0o\0r\0d\0D\0"s, at)) != std::string::npos; ++at)
    broken[at] = 'V';
  CHECK(kind_of_document(broken, "a.wps") == DocumentKind::wps);
  CHECK(kind_of_document(broken, "a.et") == DocumentKind::et);
  CHECK(kind_of_document(broken, "a.bin") == DocumentKind::unknown);
}

TEST_CASE("an extension is short, ASCII and behind the last dot") {
  CHECK(extension_of_name("办法.PDF") == "pdf");
  CHECK(extension_of_name("a.tar.gz") == "gz");
  CHECK(extension_of_name("关于印发3.0版") == "");
  CHECK(extension_of_name("a.") == "");
  CHECK(extension_of_name("v1.0说明") == "");
}

}  // namespace regwatch
