// Word documents (ECMA-376, WordprocessingML), of Word, WPS and LibreOffice alike. What a reader
// sees with all changes accepted: insertions are text, deletions are not. Automatic numbers are
// written out. Headers, footers and comments are left out, footnotes follow at the end.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "documents/package.h"
#include "documents/reader.h"
#include "documents/word_numbering.h"

namespace regwatch {
namespace {

constexpr int most_columns = 200;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Of alternatives the first is for newer programs; the other repeats it.
bool is_left_out(XmlNode node) {
  const std::string_view name = node.name();
  if (name == "Fallback") return static_cast<bool>(node.parent().child("Choice"));
  return is_one_of(
      name, {"del", "moveFrom", "delText", "delInstrText", "instrText", "rt", "pPr", "rPr", "tblPr",
             "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "pPrChange", "rubyPr", "annotationRef"});
}

bool is_hidden(XmlNode run) {
  const XmlNode vanish = run.child("rPr").child("vanish");
  return vanish && vanish.attribute("val").value_or("1") != "0" &&
         vanish.attribute("val").value_or("1") != "false";
}

// What a paragraph says, and the text boxes that are anchored in it.
struct Words {
  std::string text;
  std::vector<XmlNode> boxes;
};

void add_mark(XmlNode node, std::string& out) {
  const std::string_view name = node.name();
  if (name == "t") out += node.text();
  if (name == "tab" || name == "ptab") out += ' ';
  if (name == "br" || name == "cr") out += '\n';
  if (name == "noBreakHyphen") out += '-';
}

Words words_of(XmlNode paragraph) {
  Words words;
  XmlNode node = paragraph.next_in(paragraph);
  while (node) {
    const std::string_view name = node.name();
    if (name == "txbxContent") words.boxes.push_back(node);
    if (name == "txbxContent" || is_left_out(node) || (name == "r" && is_hidden(node))) {
      node = node.next_after_subtree_in(paragraph);
      continue;
    }
    add_mark(node, words.text);
    node = node.next_in(paragraph);
  }
  return words;
}

bool is_deleted_row(XmlNode row) { return static_cast<bool>(row.child("trPr").child("del")); }

bool continues_cell_above(XmlNode cell) {
  const XmlNode merge = cell.child("tcPr").child("vMerge");
  return merge && merge.attribute("val").value_or("continue") == "continue";
}

class Body {
 public:
  Body(WordNumbering& numbering, TextSink& sink) : numbering_(numbering), sink_(sink) {}

  void read(XmlNode body) {
    push_children(body);
    while (!pending_.empty() && !sink_.full()) {
      const XmlNode node = pending_.back();
      pending_.pop_back();
      read_block(node);
    }
    if (!carried_.empty()) sink_.add(carried_);
  }

 private:
  void push_children(XmlNode parent) {
    const auto at = static_cast<std::ptrdiff_t>(pending_.size());
    for (XmlNode child = parent.first_child(); child; child = child.next_sibling())
      pending_.push_back(child);
    std::reverse(pending_.begin() + at, pending_.end());
  }

  void read_block(XmlNode node) {
    if (is_left_out(node)) return;
    if (node.name() == "p") return read_paragraph(node);
    if (node.name() == "tr") return read_row(node);
    push_children(node);
  }

  // The text of a paragraph with its number. Where its end was deleted, it goes on in the next one.
  std::string take_paragraph(XmlNode paragraph, std::vector<XmlNode>& boxes) {
    Words words = words_of(paragraph);
    boxes = std::move(words.boxes);
    const XmlNode properties = paragraph.child("pPr");
    const bool goes_on = static_cast<bool>(properties.child("rPr").child("del"));
    const bool shown = !goes_on || !trim(words.text).empty();
    const std::string number = shown && carried_.empty() ? numbering_.next(properties) : "";
    std::string text = std::exchange(carried_, "");
    if (!trim(words.text).empty()) text += number + words.text;
    if (goes_on) carried_ = std::exchange(text, "");
    return text;
  }

  void read_paragraph(XmlNode paragraph) {
    std::vector<XmlNode> boxes;
    sink_.add(take_paragraph(paragraph, boxes));
    for (auto box = boxes.rbegin(); box != boxes.rend(); ++box) pending_.push_back(*box);
  }

  static std::vector<XmlNode> cells_of(XmlNode row) {
    std::vector<XmlNode> cells;
    for (XmlNode node = row.next_in(row); node;) {
      const bool is_cell = node.name() == "tc";
      if (is_cell && cells.size() < most_columns) cells.push_back(node);
      node = is_cell || is_left_out(node) ? node.next_after_subtree_in(row) : node.next_in(row);
    }
    return cells;
  }

  // A row of one cell is a frame around text; a cell with a table of its own is a layout.
  static bool is_layout(const std::vector<XmlNode>& cells) {
    return cells.size() == 1 || std::any_of(cells.begin(), cells.end(), [](XmlNode cell) {
             return static_cast<bool>(cell.find("tbl"));
           });
  }

  void read_row(XmlNode row) {
    if (is_deleted_row(row)) return;
    const auto cells = cells_of(row);
    if (is_layout(cells)) {
      for (auto cell = cells.rbegin(); cell != cells.rend(); ++cell) {
        if (!continues_cell_above(*cell)) pending_.push_back(*cell);
      }
      return;
    }
    std::vector<std::string> texts;
    const int before = row.child("trPr").child("gridBefore").number("val").value_or(0);
    texts.resize(static_cast<std::size_t>(std::clamp(before, 0, most_columns)));
    for (const XmlNode cell : cells) {
      texts.push_back(continues_cell_above(cell) ? "" : cell_text(cell));
      const int span = cell.child("tcPr").child("gridSpan").number("val").value_or(1);
      texts.resize(texts.size() + static_cast<std::size_t>(std::clamp(span, 1, most_columns) - 1));
    }
    sink_.add_row(texts);
  }

  std::string cell_text(XmlNode cell) {
    std::vector<std::string> parts;
    for (XmlNode node = cell.next_in(cell); node;) {
      if (node.name() != "p") {
        node = is_left_out(node) ? node.next_after_subtree_in(cell) : node.next_in(cell);
        continue;
      }
      std::vector<XmlNode> boxes;
      std::string text = take_paragraph(node, boxes);
      for (const XmlNode box : boxes) text += " " + box.text();
      if (!trim(text).empty()) parts.push_back(std::move(text));
      node = node.next_after_subtree_in(cell);
    }
    return join(parts, " ");
  }

  WordNumbering& numbering_;
  TextSink& sink_;
  std::vector<XmlNode> pending_;  ///< What is still to be read, the next one last.
  std::string carried_;
};

// Notes of the types that hold a line between text and notes are no notes.
void read_notes(XmlNode notes, std::string_view kind, WordNumbering& numbering, TextSink& sink) {
  for (XmlNode note = notes.child(kind); note; note = note.sibling(kind)) {
    const std::string type = note.attribute("type").value_or("normal");
    if (type == "normal") Body(numbering, sink).read(note);
  }
}

// Where the main part is, by the package's relationships; nearly always word/document.xml.
std::string main_part(const PackageParts& package) {
  const std::string usual = "word/document.xml";
  const std::string* relations = package.find("_rels/.rels");
  if (relations == nullptr || package.find(usual) != nullptr) return usual;
  const auto document = XmlDocument::parse(*relations);
  if (!document) return usual;
  const XmlNode root = document->root();
  for (XmlNode each = root.first_child(); each; each = each.next_sibling()) {
    const std::string type = each.attribute("Type").value_or("");
    if (type.size() < 15 || type.substr(type.size() - 15) != "/officeDocument") continue;
    const std::string target = each.attribute("Target").value_or("");
    return target.substr(std::min(target.find_first_not_of('/'), target.size()));
  }
  return usual;
}

bool is_wanted(const std::string& name) {
  const bool is_xml = name.size() > 4 && name.substr(name.size() - 4) == ".xml";
  return name == "_rels/.rels" ||
         (is_xml && name.rfind("word/", 0) == 0 && name.find("/theme/") == std::string::npos);
}

ReadResult read_docx(const DocumentInput& input, TextSink& sink) {
  const auto package = read_package(input.bytes, &is_wanted);
  if (!package) return ReadResult::failed(package.error().message);
  const std::string name = main_part(*package);
  const std::string* part = package->find(name);
  if (part == nullptr) {
    const std::string& why = package->problem;
    return ReadResult::failed(why.empty() ? name + " is missing" : why);
  }
  const auto document = XmlDocument::parse(*part);
  if (!document) return ReadResult::failed(name + ": " + document.error().message);

  WordNumbering numbering;
  if (const auto styles = package->parse("word/styles.xml")) numbering.read_styles(styles->root());
  if (const auto lists = package->parse("word/numbering.xml"))
    numbering.read_numbering(lists->root());
  const XmlNode body = document->root().child("body");
  Body(numbering, sink).read(body ? body : document->root());
  if (const auto notes = package->parse("word/footnotes.xml"))
    read_notes(notes->root(), "footnote", numbering, sink);
  if (const auto notes = package->parse("word/endnotes.xml"))
    read_notes(notes->root(), "endnote", numbering, sink);
  if (!package->problem.empty()) return ReadResult::failed(package->problem);
  if (!document->error().empty())
    return ReadResult::failed(name + " breaks off: " + document->error());
  return {};
}

}  // namespace

const Reader& reader_docx() {
  static const Reader reader{"docx", 1, {DocumentKind::docx}, &read_docx};
  return reader;
}

}  // namespace regwatch
