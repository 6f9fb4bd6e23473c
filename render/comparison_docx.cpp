#include "render/comparison_docx.h"

#include <string_view>

#include "render/clean.h"
#include "render/marked_text.h"
#include "render/template.h"
#include "render/zip.h"

namespace regwatch {
namespace embedded {
std::string_view docx_content_types_xml();
std::string_view docx_package_relations_xml();
std::string_view docx_document_relations_xml();
std::string_view docx_styles_xml();
std::string_view docx_settings_xml();
std::string_view docx_footer_xml();
std::string_view docx_comparison_xml_mustache();
}  // namespace embedded

namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

constexpr std::string_view paragraph_end = "</w:p>";

// `<w:p>` in a style of docx_styles.xml.
std::string paragraph_begin(std::string_view style) {
  return std::string("<w:p><w:pPr><w:pStyle w:val=\"").append(style).append("\"/></w:pPr>");
}

// A run in a character style of docx_styles.xml; empty: the paragraph's own.
std::string run(std::string_view style, std::string_view text) {
  if (text.empty()) return "";
  std::string out = "<w:r>";
  if (!style.empty()) out.append("<w:rPr><w:rStyle w:val=\"").append(style).append("\"/></w:rPr>");
  return out.append("<w:t xml:space=\"preserve\">")
      .append(escape_markup(text))
      .append("</w:t></w:r>");
}

std::string_view style_of(bool differs, bool label, Side side) {
  if (!differs) return label ? "Label" : "";
  if (side == Side::before) return label ? "DeletedLabel" : "Deleted";
  return label ? "AddedLabel" : "Added";
}

std::string paragraph_of(const MarkedParagraph& paragraph, std::string_view style, Side side) {
  std::string out = paragraph_begin(style);
  out += run(style_of(paragraph.label.differs, true, side), paragraph.label.text);
  if (paragraph.label_is_parted) out += run("", "　");
  for (const TextSpan& span : paragraph.spans) {
    out += run(style_of(span.differs, false, side), span.text);
  }
  return out.append(paragraph_end);
}

// A cell holds at least one paragraph (ECMA-376 part 1 §17.4.65).
std::string cell_of(const std::vector<MarkedParagraph>& paragraphs, std::string_view style,
                    Side side) {
  if (paragraphs.empty()) return paragraph_begin("Folded") + run("", "—") + "</w:p>";
  std::string out;
  for (const MarkedParagraph& paragraph : paragraphs) out += paragraph_of(paragraph, style, side);
  return out;
}

std::string notes_of(const ComparisonRow& row) {
  std::string out;
  const std::string& labels = row.labels.empty() ? row.noun.chinese : row.labels;
  if (!labels.empty()) out += paragraph_begin("What") + run("Label", labels) + "</w:p>";
  for (const Bilingual& note : row.notes) {
    out += paragraph_begin("What") + run("", note.chinese + " ") + run("English", note.english) +
           "</w:p>";
  }
  if (!row.moved_between.empty())
    out += paragraph_begin("What") + run("English", row.moved_between) + "</w:p>";
  return out;
}

std::string folded_of(const ComparisonRow& row) {
  std::string out = paragraph_begin("Folded");
  if (!row.labels.empty()) out += run("", row.labels + "　");
  for (const Bilingual& note : row.notes) out += run("", note.chinese + " " + note.english);
  return out.append(paragraph_end);
}

std::string_view style_of(const ComparisonRow& row) {
  if (row.kind == ComparisonRow::Kind::heading) return "ClauseHeading";
  return row.what == ComparedClauses::What::unchanged ? "UnchangedClause" : "Clause";
}

data row_of(const ComparisonRow& row) {
  object out;
  const bool folded = row.kind == ComparisonRow::Kind::folded;
  const bool spanning = row.is_unchanged_heading();
  out["short"] = row.is_short();
  out["spanning"] = folded || spanning;
  out["whole"] = folded ? folded_of(row) : cell_of(row.after, style_of(row), Side::after);
  out["before"] = cell_of(row.before, style_of(row), Side::before);
  out["after"] = cell_of(row.after, style_of(row), Side::after);
  out["what"] = notes_of(row);
  return out;
}

std::string document_of(const ComparisonTable& table) {
  object document = headings_of(table);
  list rows;
  for (const ComparisonRow& row : table.rows) rows.push_back(row_of(row));
  document["rows"] = rows;
  return fill_template("docx_comparison.xml.mustache", embedded::docx_comparison_xml_mustache(),
                       document);
}

}  // namespace

std::string comparison_as_docx(const ComparisonSheet& sheet) {
  return zip_of(
      {{"[Content_Types].xml", std::string(embedded::docx_content_types_xml())},
       {"_rels/.rels", std::string(embedded::docx_package_relations_xml())},
       {"word/document.xml", document_of(table_of(sheet))},
       {"word/_rels/document.xml.rels", std::string(embedded::docx_document_relations_xml())},
       {"word/styles.xml", std::string(embedded::docx_styles_xml())},
       {"word/settings.xml", std::string(embedded::docx_settings_xml())},
       {"word/footer1.xml", std::string(embedded::docx_footer_xml())}});
}

}  // namespace regwatch
