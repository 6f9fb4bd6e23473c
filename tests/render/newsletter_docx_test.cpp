#include "render/newsletter_docx.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "documents/archive_members.h"
#include "documents/xml.h"
#include "tests/render/newsletter_sample.h"

namespace regwatch {
namespace {

std::map<std::string, std::string> parts_of(const Newsletter& newsletter) {
  const auto bytes = newsletter_as_docx(newsletter, {});
  REQUIRE(bytes.ok());
  auto members = ArchiveMembers::open(*bytes);
  REQUIRE(members.ok());
  std::map<std::string, std::string> parts;
  for (;;) {
    const auto more = members->next();
    REQUIRE(more.ok());
    if (!*more) return parts;
    const std::string name = members->name();
    auto content = members->read();
    REQUIRE(content.ok());
    parts[name] = *std::move(content);
  }
}

XmlDocument read(const std::string& part) {
  auto document = XmlDocument::parse(part);
  REQUIRE(document.ok());
  CHECK(document->error().empty());
  return *std::move(document);
}

// The values of an attribute of all elements of a name, in order.
std::vector<std::string> values(const std::string& part, std::string_view element,
                                std::string_view attribute) {
  const XmlDocument document = read(part);
  std::vector<std::string> out;
  for (XmlNode node = document.root(); node; node = node.next_in(document.root())) {
    if (node.name() != element) continue;
    if (const auto value = node.attribute(attribute)) out.push_back(*value);
  }
  return out;
}

TEST_CASE("every part of a newsletter's document is XML, whatever strangers write") {
  for (const Newsletter& newsletter : {sample::full_newsletter(), sample::hostile_newsletter()}) {
    const auto parts = parts_of(newsletter);
    CHECK(parts.size() == 9);
    for (const auto& [name, content] : parts) {
      INFO(name);
      read(content);
    }
  }
}

TEST_CASE("what a newsletter's document refers to is there, once") {
  auto parts = parts_of(sample::hostile_newsletter());
  const std::string& document = parts["word/document.xml"];
  const auto styles = values(parts["word/styles.xml"], "style", "styleId");
  const std::set<std::string> known(styles.begin(), styles.end());
  for (const char* element : {"pStyle", "rStyle", "tblStyle"}) {
    for (const std::string& style : values(document, element, "val")) CHECK(known.count(style));
  }
  const auto relations = values(parts["word/_rels/document.xml.rels"], "Relationship", "Id");
  const std::set<std::string> targets(relations.begin(), relations.end());
  CHECK(targets.size() == relations.size());
  for (const std::string& id : values(document, "hyperlink", "id")) CHECK(targets.count(id));

  const auto marks = values(document, "bookmarkStart", "id");
  CHECK(std::set<std::string>(marks.begin(), marks.end()).size() == marks.size());
  CHECK(marks == values(document, "bookmarkEnd", "id"));
  const auto names = values(document, "bookmarkStart", "name");
  const std::set<std::string> places(names.begin(), names.end());
  CHECK(places.size() == names.size());
  for (const std::string& place : values(document, "hyperlink", "anchor"))
    CHECK(places.count(place));
}

TEST_CASE("the same newsletter gives the same document") {
  const auto once = newsletter_as_docx(sample::full_newsletter(), {});
  const auto again = newsletter_as_docx(sample::full_newsletter(), {});
  REQUIRE(once.ok());
  REQUIRE(again.ok());
  CHECK(*once == *again);
}

}  // namespace
}  // namespace regwatch
