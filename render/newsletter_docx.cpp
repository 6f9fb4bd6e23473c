#include "render/newsletter_docx.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "documents/archive_members.h"
#include "documents/xml.h"
#include "render/clean.h"
#include "render/newsletter_values.h"
#include "render/zip.h"

namespace regwatch {
namespace embedded {
std::string_view docx_footer_xml();
std::string_view docx_settings_xml();
std::string_view newsletter_docx_content_types_xml();
std::string_view newsletter_docx_core_xml_mustache();
std::string_view newsletter_docx_mustache();
std::string_view newsletter_docx_numbering_xml_mustache();
std::string_view newsletter_docx_package_relations_xml();
std::string_view newsletter_docx_relations_xml_mustache();
std::string_view newsletter_docx_styles_xml();
}  // namespace embedded

namespace {

using kainjow::mustache::object;

// A style that the document uses: the template's value for its id, and its name in styles.xml. Word
// keeps names and, in its Chinese edition, makes ids of its own.
struct UsedStyle {
  std::string_view value;
  std::string_view name;
};
constexpr UsedStyle used_styles[] = {
    {"style_title", "Title"},
    {"style_subtitle", "Subtitle"},
    {"style_heading_1", "heading 1"},
    {"style_heading_2", "heading 2"},
    {"style_contents", "Newsletter Contents"},
    {"style_item", "Newsletter Item"},
    {"style_reference", "Newsletter Reference"},
    {"style_cell", "Newsletter Cell"},
    {"style_mark", "Newsletter Mark"},
    {"style_table", "Newsletter Table"},
    {"style_hyperlink", "Hyperlink"},
};

constexpr std::string_view styles_part = "word/styles.xml";

Result<std::string> styles_of_document(const TemplateFile& document) {
  const auto none = [&](const std::string& why) {
    return Error{Fault::invalid, document.name + ": is no Word document (.docx): " + why};
  };
  auto members = ArchiveMembers::open(document.text);
  if (!members) return none(members.error().message);
  for (;;) {
    const auto more = members->next();
    if (!more) return none(more.error().message);
    if (!*more) return none("there is no " + std::string(styles_part) + " in it");
    if (members->name() != styles_part) continue;
    auto styles = members->read();
    return styles ? std::move(styles) : Result<std::string>(none(styles.error().message));
  }
}

// The ids of the styles by their names in lower case, for Word writes `Heading 1` and `heading 1`.
std::map<std::string, std::string> ids_of_styles(const XmlDocument& styles) {
  std::map<std::string, std::string> ids;
  for (XmlNode style = styles.root().child("style"); style; style = style.sibling("style")) {
    const auto name = style.child("name").attribute("val");
    const auto id = style.attribute("styleId");
    if (name && id) ids.try_emplace(ascii_lower(*name), *id);
  }
  return ids;
}

Result<void> put_styles(object& values, const std::string& styles, const std::string& file) {
  const auto document = XmlDocument::parse(styles);
  if (!document) return Error{Fault::invalid, file + ": " + document.error().message};
  const auto ids = ids_of_styles(*document);
  for (const UsedStyle& style : used_styles) {
    const auto id = ids.find(ascii_lower(style.name));
    if (id == ids.end())
      return Error{Fault::invalid, file + ": has no style '" + std::string(style.name) +
                                       "'; begin with a newsletter that regwatch wrote"};
    values[std::string(style.value)] = escape_markup(id->second);
  }
  return {};
}

std::vector<std::string_view> names_of_values() {
  const auto shared = newsletter_value_names();
  std::vector<std::string_view> names(shared.begin(), shared.end());
  for (const UsedStyle& style : used_styles) names.push_back(style.value);
  return names;
}

// Built-in parts are right, or a test fails.
Result<std::string> part(std::string_view name, std::string_view text, const object& values) {
  return fill_user_template({std::string(name), std::string(text)}, values, names_of_values());
}

Result<std::string> document_part(const object& values, const TemplateFiles& replaced) {
  constexpr std::string_view name = "newsletter.docx.mustache";
  const auto own = replaced.find(name);
  if (own == replaced.end()) return part(name, embedded::newsletter_docx_mustache(), values);
  auto text = fill_user_template(own->second, values, names_of_values());
  if (!text) return text;
  const auto read = XmlDocument::parse(*text);
  const std::string wrong = read ? read->error() : read.error().message;
  if (wrong.empty()) return text;
  return Error{Fault::invalid, own->second.name + ": what it makes is no XML: " + wrong};
}

}  // namespace

Result<std::string> newsletter_as_docx(const Newsletter& newsletter,
                                       const TemplateFiles& replaced) {
  std::string styles(embedded::newsletter_docx_styles_xml());
  std::string styles_file = "newsletter_docx_styles.xml";
  if (const auto own = replaced.find("newsletter.docx"); own != replaced.end()) {
    auto theirs = styles_of_document(own->second);
    if (!theirs) return theirs;
    styles = std::move(*theirs);
    styles_file = own->second.name;
  }
  object values = newsletter_values(newsletter, {escape_markup, escape_markup});
  if (const auto put = put_styles(values, styles, styles_file); !put) return put.error();

  auto document = document_part(values, replaced);
  if (!document) return document;
  std::vector<ZipMember> members{
      {"[Content_Types].xml", std::string(embedded::newsletter_docx_content_types_xml())},
      {"_rels/.rels", std::string(embedded::newsletter_docx_package_relations_xml())},
      {"word/document.xml", std::move(*document)},
      {std::string(styles_part), std::move(styles)},
      {"word/settings.xml", std::string(embedded::docx_settings_xml())},
      {"word/footer1.xml", std::string(embedded::docx_footer_xml())}};
  const std::pair<const char*, std::string_view> filled[] = {
      {"word/_rels/document.xml.rels", embedded::newsletter_docx_relations_xml_mustache()},
      {"word/numbering.xml", embedded::newsletter_docx_numbering_xml_mustache()},
      {"docProps/core.xml", embedded::newsletter_docx_core_xml_mustache()}};
  for (const auto& [name, text] : filled) {
    auto bytes = part(name, text, values);
    if (!bytes) return bytes;
    members.push_back({name, std::move(*bytes)});
  }
  return zip_of(members);
}

}  // namespace regwatch
