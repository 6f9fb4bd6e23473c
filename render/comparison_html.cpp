#include "render/comparison_html.h"

#include "render/marked_text.h"
#include "render/template.h"

namespace regwatch {
namespace embedded {
std::string_view comparison_html_mustache();
}  // namespace embedded

namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

// Every key is set in every object, for a missing one is looked up in the object around it.
list cell_of(const std::vector<MarkedParagraph>& paragraphs, Side side) {
  list out;
  for (const MarkedParagraph& paragraph : paragraphs) {
    const std::vector<TextSpan> label{paragraph.label};
    out.push_back(object{{"label", text_or_false(marked_html(label, side))},
                         {"parted", paragraph.label_is_parted},
                         {"text", marked_html(paragraph.spans, side)}});
  }
  return out;
}

list notes_of(const ComparisonRow& row) {
  list out;
  for (const Bilingual& note : row.notes) {
    out.push_back(object{{"chinese", note.chinese}, {"english", note.english}});
  }
  return out;
}

data row_of(const ComparisonRow& row) {
  const bool folded = row.kind == ComparisonRow::Kind::folded;
  const bool spanning = row.is_unchanged_heading();
  object out;
  out["kind"] = row.kind == ComparisonRow::Kind::heading ? "heading" : "clauses";
  out["what"] = std::string(name_of(row.what));
  out["short"] = row.is_short();
  out["folded"] = folded;
  out["spanning"] = spanning;
  out["compared"] = !folded && !spanning;
  out["labels"] = text_or_false(row.labels.empty() ? row.noun.chinese : row.labels);
  out["moved_between"] = text_or_false(row.moved_between);
  out["notes"] = notes_of(row);
  out["before"] = cell_of(row.before, Side::before);
  out["after"] = cell_of(row.after, Side::after);
  out["not_before"] = row.before.empty();
  out["not_after"] = row.after.empty();
  return out;
}

}  // namespace

std::string comparison_as_html(const ComparisonSheet& sheet) {
  const ComparisonTable table = table_of(sheet);
  object page = headings_of(table);
  list rows;
  for (const ComparisonRow& row : table.rows) rows.push_back(row_of(row));
  page["rows"] = rows;
  return fill_template("comparison.html.mustache", embedded::comparison_html_mustache(), page);
}

}  // namespace regwatch
