// Excel workbooks (ECMA-376, SpreadsheetML): every visible sheet, a row a paragraph. Cells show
// what a person sees: dates as days, percentages as such.

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "base/text.h"
#include "documents/package.h"
#include "documents/reader.h"
#include "documents/sheet_format.h"

namespace regwatch {
namespace {

constexpr std::size_t most_columns = 512;

struct Sheet {
  std::string name;
  std::string part;
};

struct Workbook {
  std::vector<Sheet> sheets;
  std::vector<std::string> strings;
  std::vector<std::string> formats;  ///< By style.
  bool epoch_1904 = false;
};

// Text in runs; what is read out loud (rPh) is no part of it.
std::string text_of_runs(XmlNode item) {
  std::string out;
  for (XmlNode node = item.next_in(item); node;) {
    if (node.name() == "rPh") {
      node = node.next_after_subtree_in(item);
      continue;
    }
    if (node.name() == "t") out += node.text();
    node = node.next_in(item);
  }
  return out;
}

std::vector<std::string> read_strings(XmlNode root) {
  std::vector<std::string> out;
  for (XmlNode item = root.child("si"); item; item = item.sibling("si"))
    out.push_back(text_of_runs(item));
  return out;
}

std::vector<std::string> read_formats(XmlNode root) {
  std::map<int, std::string> codes;
  const XmlNode formats = root.child("numFmts");
  for (XmlNode each = formats.child("numFmt"); each; each = each.sibling("numFmt"))
    codes[each.number("numFmtId").value_or(-1)] = each.attribute("formatCode").value_or("");
  std::vector<std::string> out;
  const XmlNode styles = root.child("cellXfs");
  for (XmlNode each = styles.child("xf"); each; each = each.sibling("xf")) {
    const int id = each.number("numFmtId").value_or(0);
    const auto code = codes.find(id);
    out.emplace_back(code == codes.end() ? builtin_sheet_format(id) : code->second);
  }
  return out;
}

std::map<std::string, std::string> read_relations(const PackageParts& package) {
  std::map<std::string, std::string> out;
  const auto document = package.parse("xl/_rels/workbook.xml.rels");
  if (!document) return out;
  const XmlNode root = document->root();
  for (XmlNode each = root.first_child(); each; each = each.next_sibling()) {
    std::string target = each.attribute("Target").value_or("");
    const bool absolute = !target.empty() && target.front() == '/';
    out[each.attribute("Id").value_or("")] = absolute ? target.substr(1) : "xl/" + target;
  }
  return out;
}

Workbook read_workbook(const PackageParts& package, XmlNode root) {
  Workbook book;
  const auto relations = read_relations(package);
  const XmlNode sheets = root.child("sheets");
  for (XmlNode each = sheets.child("sheet"); each; each = each.sibling("sheet")) {
    if (each.attribute("state").value_or("visible") != "visible") continue;
    // `id` is the relation's (r:id); the sheet's own number is sheetId.
    const auto part = relations.find(each.attribute("id").value_or(""));
    const std::string usual =
        "xl/worksheets/sheet" + std::to_string(book.sheets.size() + 1) + ".xml";
    book.sheets.push_back(
        {each.attribute("name").value_or(""), part == relations.end() ? usual : part->second});
  }
  const std::string epoch = root.child("workbookPr").attribute("date1904").value_or("0");
  book.epoch_1904 = epoch == "1" || epoch == "true";
  if (const auto strings = package.parse("xl/sharedStrings.xml"))
    book.strings = read_strings(strings->root());
  if (const auto styles = package.parse("xl/styles.xml"))
    book.formats = read_formats(styles->root());
  return book;
}

// `AB12` is column 27, counted from 0. Nothing where there is no letter.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size() && letters < 3; ++letters) {
    const char c = reference[letters];
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

std::string number_text(const Workbook& book, XmlNode cell, const std::string& value) {
  double number = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (fault != std::errc() || end != value.data() + value.size()) return value;
  const auto style = static_cast<std::size_t>(std::max(0, cell.number("s").value_or(0)));
  const std::string_view format =
      style < book.formats.size() ? std::string_view(book.formats[style]) : "General";
  return format_sheet_number(number, format, book.epoch_1904);
}

std::string cell_text(const Workbook& book, XmlNode cell) {
  const std::string type = cell.attribute("t").value_or("n");
  if (type == "inlineStr") return text_of_runs(cell.child("is"));
  const std::string value = cell.child("v").text();
  if (type == "s") {
    std::size_t index = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), index);
    const bool known = fault == std::errc() && end != value.data() && index < book.strings.size();
    return known ? book.strings[index] : "";
  }
  if (type == "b") return value == "1" ? "TRUE" : "FALSE";
  if (type == "d") return value.substr(0, 10);
  return type == "n" && !value.empty() ? number_text(book, cell, value) : value;
}

void read_sheet(const Workbook& book, XmlNode root, TextSink& sink) {
  const XmlNode data = root.child("sheetData");
  for (XmlNode row = data.child("row"); row && !sink.full(); row = row.sibling("row")) {
    std::vector<std::string> cells;
    for (XmlNode cell = row.child("c"); cell; cell = cell.sibling("c")) {
      const auto column = column_of(cell.attribute("r").value_or(""));
      if (column && *column > cells.size() && *column < most_columns) cells.resize(*column);
      if (cells.size() < most_columns) cells.push_back(cell_text(book, cell));
    }
    sink.add_row(cells);
  }
}

bool is_wanted(const std::string& name) {
  return name == "xl/workbook.xml" || name == "xl/_rels/workbook.xml.rels" ||
         name == "xl/sharedStrings.xml" || name == "xl/styles.xml" ||
         (name.rfind("xl/worksheets/", 0) == 0 && name.find("/_rels/") == std::string::npos);
}

ReadResult read_xlsx(const DocumentInput& input, TextSink& sink) {
  const auto package = read_package(input.bytes, &is_wanted);
  if (!package) return ReadResult::failed(package.error().message);
  const auto root = package->parse("xl/workbook.xml");
  if (!root) {
    const std::string& why = package->problem;
    return ReadResult::failed(why.empty() ? "xl/workbook.xml cannot be read" : why);
  }
  const Workbook book = read_workbook(*package, root->root());
  std::string problem = package->problem;
  for (const Sheet& sheet : book.sheets) {
    const auto document = package->parse(sheet.part);
    if (!document || !document->error().empty()) {
      if (problem.empty()) problem = "the sheet " + sheet.name + " is damaged";
      if (!document) continue;
    }
    if (book.sheets.size() > 1) sink.add(sheet.name);
    read_sheet(book, document->root(), sink);
  }
  return problem.empty() ? ReadResult{} : ReadResult::failed(problem);
}

}  // namespace

const Reader& reader_xlsx() {
  static const Reader reader{"xlsx", 1, {DocumentKind::xlsx}, &read_xlsx};
  return reader;
}

}  // namespace regwatch
