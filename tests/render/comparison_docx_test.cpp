#include "render/comparison_docx.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <catch2/catch.hpp>

#include <map>
#include <memory>

#include "tests/render/comparison_sample.h"

namespace regwatch {
namespace {

struct Member {
  std::string content;
};

std::map<std::string, Member> unpack(const std::string& bytes) {
  std::map<std::string, Member> members;
  const std::unique_ptr<archive, int (*)(archive*)> in(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(in.get());
  REQUIRE(archive_read_open_memory(in.get(), bytes.data(), bytes.size()) == ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(in.get(), &entry) == ARCHIVE_OK) {
    Member& member = members[archive_entry_pathname(entry)];
    char buffer[4096];
    for (la_ssize_t got; (got = archive_read_data(in.get(), buffer, sizeof buffer)) > 0;) {
      member.content.append(buffer, static_cast<std::size_t>(got));
    }
  }
  return members;
}

bool is_well_formed(const std::string& xml) {
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "part.xml", nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR),
      xmlFreeDoc);
  return document != nullptr;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("every part of the document is well-formed, whatever the text") {
  for (const auto& sheet :
       {sample::full_sheet(), sample::hostile_sheet(), sample::empty_side_sheet()}) {
    const auto members = unpack(comparison_as_docx(sheet));
    CHECK(members.size() == 7);
    for (const auto& [name, member] : members) {
      INFO(name);
      CHECK(is_well_formed(member.content));
    }
  }
}

TEST_CASE("what the package names is in it, its types first") {
  const auto bytes = comparison_as_docx(sample::full_sheet());
  CHECK(bytes.substr(0, 2) == "PK");
  CHECK(bytes.substr(30, 19) == "[Content_Types].xml");
  const auto members = unpack(bytes);
  for (const char* name : {"_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
                           "word/styles.xml", "word/settings.xml", "word/footer1.xml"}) {
    CHECK(members.count(name) == 1);
  }
}

TEST_CASE("the same comparison gives the same bytes") {
  CHECK(comparison_as_docx(sample::full_sheet()) == comparison_as_docx(sample::full_sheet()));
  // MS-DOS date and time of the first member: 1980-01-01 00:00.
  CHECK(comparison_as_docx(sample::full_sheet()).substr(10, 4) == std::string("\0\0\x21\0", 4));
}

TEST_CASE("the table is landscape, with a header on every page, and marks what differs") {
  const auto document = unpack(comparison_as_docx(sample::full_sheet()))["word/document.xml"];
  CHECK(holds(document.content, "w:orient=\"landscape\""));
  CHECK(holds(document.content, "<w:tblHeader/>"));
  CHECK(holds(document.content,
              "<w:rStyle w:val=\"Deleted\"/></w:rPr><w:t xml:space=\"preserve\">的</w:t>"));
  CHECK(
      holds(document.content,
            "<w:rStyle w:val=\"AddedLabel\"/></w:rPr><w:t xml:space=\"preserve\">第十一条</w:t>"));
}

TEST_CASE("no character that XML forbids is left") {
  const auto document = unpack(comparison_as_docx(sample::hostile_sheet()))["word/document.xml"];
  for (const char* forbidden : {"\x1b", "\x07", "\x01", "\x0c", "\xEF\xBF\xBE", "\u202E"}) {
    CHECK_FALSE(holds(document.content, forbidden));
  }
  CHECK(holds(document.content, "&lt;script&gt;alert(1)&lt;/script&gt;"));
}

}  // namespace
}  // namespace regwatch
