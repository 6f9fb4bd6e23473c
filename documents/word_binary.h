#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// The streams of a binary Word document ([MS-DOC]), as far as its text needs them.
class WordBinary {
 public:
  /// `document` is the stream WordDocument. Nothing when its header is none of Word 97 or later.
  static std::optional<WordBinary> open(std::string document);
  bool encrypted() const { return encrypted_; }
  /// The stream that holds the tables: `0Table` or `1Table`.
  std::string_view table_name() const { return table_name_; }
  /// False when its pieces cannot be found.
  bool read_tables(std::string table);

  /// One character with what it is, in the order of the text: the body, then footnotes.
  struct Character {
    std::uint32_t unit = 0;  ///< UTF-16; a control character has its meaning in [MS-DOC] §2.4.1.
    bool in_table = false;
    bool ends_row = false;  ///< The mark behind a row's last cell.
    bool is_shown = true;   ///< Neither deleted by a tracked change nor hidden.
  };
  /// Calls `take(Character)` for each until it gives false. False when a piece lies outside.
  template <class Take>
  bool each_character(Take take) const;

 private:
  struct Piece {
    std::uint32_t characters = 0;
    std::uint32_t offset = 0;
    bool wide = false;
  };
  // Bytes of the document of which something holds.
  struct Span {
    std::uint32_t from = 0, to = 0;
  };
  class Cursor;

  bool read_pieces(std::string_view table);
  std::vector<Span> spans_with(std::string_view table, std::size_t entry, bool paragraphs,
                               std::initializer_list<std::uint32_t> properties) const;

  std::string document_;
  std::string_view table_name_;
  bool encrypted_ = false;
  std::uint32_t wanted_ = 0;
  std::vector<Piece> pieces_;
  std::vector<Span> in_tables_;
  std::vector<Span> row_ends_;
  std::vector<Span> not_shown_;
};

/// Walks sorted spans along with growing or jumping offsets.
class WordBinary::Cursor {
 public:
  explicit Cursor(const std::vector<Span>& spans) : spans_(spans) {}
  bool holds(std::uint32_t offset);

 private:
  const std::vector<Span>& spans_;
  std::size_t at_ = 0;
};

std::uint32_t windows_1252(unsigned char byte);

template <class Take>
bool WordBinary::each_character(Take take) const {
  Cursor tables(in_tables_), rows(row_ends_), hidden(not_shown_);
  std::uint32_t left = wanted_;
  for (const Piece& piece : pieces_) {
    for (std::uint32_t i = 0; i < piece.characters && left > 0; ++i, --left) {
      const std::uint32_t offset = piece.offset + (piece.wide ? 2 * i : i);
      if (offset + (piece.wide ? 2 : 1) > document_.size()) return false;
      const auto low = static_cast<unsigned char>(document_[offset]);
      Character character;
      character.unit =
          piece.wide ? low | std::uint32_t(static_cast<unsigned char>(document_[offset + 1])) << 8
                     : windows_1252(low);
      character.in_table = tables.holds(offset);
      character.ends_row = character.unit == 7 && rows.holds(offset);
      character.is_shown = !hidden.holds(offset);
      if (!take(character)) return true;
    }
  }
  return left == 0;
}

}  // namespace regwatch
