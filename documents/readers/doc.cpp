// Word documents of the binary kind ([MS-DOC], Word 97 to 2003; WPS Writer's files are such). Body
// and footnotes with all changes accepted. catdoc, which mixes headers, footers and deleted text
// into the text, reads what is older or damaged.

#include <utility>

#include "base/text.h"
#include "documents/byte_order.h"
#include "documents/compound_file.h"
#include "documents/reader.h"
#include "documents/tool.h"
#include "documents/word_binary.h"

namespace regwatch {
namespace {

constexpr std::size_t most_bytes = std::size_t(128) << 20;
constexpr std::size_t most_fields = 50;

// Control characters (§2.4.1): ends of paragraphs, cells and lines, and the parts of a field: its
// instruction is left out, its result kept.
class BodyText {
 public:
  explicit BodyText(TextSink& sink) : sink_(sink) {}

  bool take(const WordBinary::Character& character) {
    switch (character.unit) {
      case 0x13:
        if (fields_.size() < most_fields) fields_ += 'i';
        return true;
      case 0x14:
        if (!fields_.empty()) fields_.back() = 'r';
        return true;
      case 0x15:
        if (!fields_.empty()) fields_.pop_back();
        return true;
      default:
        break;
    }
    if (character.ends_row) return end_row();
    if (!character.is_shown || fields_.find('i') != std::string::npos) return true;
    take_shown(character);
    return !sink_.full();
  }

  void end() {
    end_row();
    sink_.add(std::exchange(text_, ""));
  }

 private:
  void take_shown(const WordBinary::Character& character) {
    const std::uint32_t unit = character.unit;
    const bool ends_line = unit == 0x0D || unit == 0x0B || unit == 0x0C;
    if (unit == 0x07) {
      cells_.push_back(std::exchange(text_, ""));
    } else if (ends_line && !character.in_table) {
      end_row();
      sink_.add(std::exchange(text_, ""));
    } else if (ends_line || unit == 0x09) {
      text_ += ' ';
    } else if (unit == 0x1E) {
      text_ += '-';
    } else if (unit >= 0x20) {
      append_utf16(text_, unit, high_);
    }
  }

  // A row of one cell is a frame around text.
  bool end_row() {
    if (!cells_.empty()) sink_.add_row(std::exchange(cells_, {}));
    return !sink_.full();
  }

  TextSink& sink_;
  std::string fields_;  ///< Of every open field: `i` within its instruction, `r` within its result.
  std::string text_;
  std::vector<std::string> cells_;
  std::uint32_t high_ = 0;
};

ReadResult read_by_catdoc(const DocumentInput& input, TextSink& sink) {
  const ToolRun run = run_tool({"catdoc", "-w", "-d", "utf-8"}, input.bytes, input.deadline);
  sink.add(run.out);
  ReadResult result;
  result.reader = "catdoc 1";
  if (run.end == ToolRun::End::not_installed)
    return ReadResult::unread("Word document (DOC) of before 1997: " + run.problem("catdoc"));
  if (!run.good()) return ReadResult::failed(run.problem("catdoc"));
  return result;
}

ReadResult read_doc(const DocumentInput& input, TextSink& sink) {
  const auto file = CompoundFile::open(input.bytes);
  const CompoundFile::Stream* stream = file ? file->find("WordDocument") : nullptr;
  if (stream == nullptr) return ReadResult::failed("the compound file holds no document");
  auto word = WordBinary::open(file->read(*stream, most_bytes));
  if (!word) return read_by_catdoc(input, sink);
  if (word->encrypted())
    return ReadResult::unread("encrypted Word document: it opens with a password only");
  const CompoundFile::Stream* table = file->find(word->table_name());
  if (table == nullptr || !word->read_tables(file->read(*table, most_bytes)))
    return ReadResult::failed("the document's table of pieces is missing");
  BodyText body(sink);
  const bool whole =
      word->each_character([&](const WordBinary::Character& each) { return body.take(each); });
  body.end();
  return whole || sink.full() ? ReadResult{} : ReadResult::failed("the document breaks off");
}

}  // namespace

const Reader& reader_doc() {
  static const Reader reader{"doc", 1, {DocumentKind::doc}, &read_doc};
  return reader;
}

}  // namespace regwatch
