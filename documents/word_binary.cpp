#include "documents/word_binary.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "documents/byte_order.h"

namespace regwatch {
namespace {

// Offsets in the header (§2.5.1) and numbers of its pairs of offset and size (§2.5.6).
constexpr std::size_t flags_offset = 10;
constexpr std::size_t body_characters_offset = 76;
constexpr std::size_t pairs_offset = 154;
constexpr std::size_t entry_characters = 12, entry_paragraphs = 13, entry_pieces = 33;

constexpr std::size_t page_size = 512;
constexpr std::size_t most_pages = 100'000;

// Properties (§2.6): a paragraph of a table; the end of a row; text deleted by a tracked change;
// hidden text.
constexpr std::uint32_t property_in_table = 0x2416;
constexpr std::uint32_t property_row_end = 0x2417;
constexpr std::uint32_t property_deleted = 0x0800;
constexpr std::uint32_t property_hidden = 0x083C;
constexpr std::uint32_t property_table = 0xD608;

std::size_t operand_size(std::uint32_t property, std::string_view list, std::size_t at) {
  static constexpr std::array<std::size_t, 8> sizes = {1, 1, 2, 4, 2, 2, 0, 3};
  if (const std::size_t size = sizes[property >> 13]; size > 0) return size;
  if (property == property_table) return little_endian(list, at, 2) + 1;
  return little_endian(list, at, 1) + 1;
}

// Whether one of the properties is set in a list of them.
bool sets(std::string_view list, std::initializer_list<std::uint32_t> properties) {
  for (std::size_t at = 0; at + 2 < list.size();) {
    const std::uint32_t property = little_endian(list, at, 2);
    at += 2;
    const bool wanted =
        std::find(properties.begin(), properties.end(), property) != properties.end();
    if (wanted && little_endian(list, at, 1) == 1) return true;
    at += operand_size(property, list, at);
  }
  return false;
}

// The list of properties at a place of a page (§2.9.116 and §2.9.178), without its own size.
std::string_view property_list(std::string_view page, std::size_t at, bool paragraphs) {
  const std::size_t size = little_endian(page, at, 1);
  if (!paragraphs) return page.substr(std::min(at + 1, page.size()), size);
  const bool in_next = size == 0;
  const std::size_t bytes = in_next ? 2 * little_endian(page, at + 1, 1) : 2 * size - 1;
  const std::size_t start = at + (in_next ? 2 : 1);
  if (bytes < 2 || start + 2 > page.size()) return {};
  return page.substr(start + 2, bytes - 2);  // Behind the number of the style.
}

}  // namespace

std::optional<WordBinary> WordBinary::open(std::string document) {
  if (document.size() < pairs_offset + 8 * 40 || little_endian(document, 0, 2) != 0xA5EC)
    return std::nullopt;
  WordBinary word;
  const std::uint32_t flags = little_endian(document, flags_offset, 2);
  word.encrypted_ = flags & 0x0100;
  word.table_name_ = flags & 0x0200 ? "1Table" : "0Table";
  // The body, and the footnotes behind it.
  word.wanted_ = little_endian(document, body_characters_offset, 4);
  const std::uint32_t notes = little_endian(document, body_characters_offset + 4, 4);
  word.wanted_ += std::min(notes, 0xFFFFFFFF - word.wanted_);
  word.document_ = std::move(document);
  return word;
}

bool WordBinary::read_tables(std::string table) {
  in_tables_ = spans_with(table, entry_paragraphs, true, {property_in_table});
  row_ends_ = spans_with(table, entry_paragraphs, true, {property_row_end});
  not_shown_ = spans_with(table, entry_characters, false, {property_deleted, property_hidden});
  return read_pieces(table);
}

// §2.9.38: properties first, then the pieces.
bool WordBinary::read_pieces(std::string_view table) {
  const std::size_t start = little_endian(document_, pairs_offset + 8 * entry_pieces, 4);
  const std::size_t size = little_endian(document_, pairs_offset + 8 * entry_pieces + 4, 4);
  std::string_view pieces = table.substr(std::min(start, table.size()), size);
  while (pieces.size() > 3 && pieces[0] == 1)
    pieces.remove_prefix(std::min<std::size_t>(pieces.size(), 3 + little_endian(pieces, 1, 2)));
  if (pieces.size() < 21 || pieces[0] != 2) return false;
  const std::size_t length = std::min<std::size_t>(little_endian(pieces, 1, 4), pieces.size() - 5);
  pieces = pieces.substr(5, length);
  const std::size_t count = (length - 4) / 12;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t from = little_endian(pieces, 4 * i, 4);
    const std::uint32_t to = little_endian(pieces, 4 * i + 4, 4);
    const std::uint32_t place = little_endian(pieces, 4 * (count + 1) + 8 * i + 2, 4);
    if (to < from) return false;
    const bool wide = (place & 0x40000000) == 0;
    const std::uint32_t offset = place & 0x3FFFFFFF;
    pieces_.push_back({to - from, wide ? offset : offset / 2, wide});
  }
  return true;
}

// §2.8.6 and §2.8.7: pages of 512 bytes, each of which says for parts of the text what they are.
std::vector<WordBinary::Span> WordBinary::spans_with(
    std::string_view table, std::size_t entry, bool paragraphs,
    std::initializer_list<std::uint32_t> properties) const {
  std::vector<Span> spans;
  const std::size_t start = little_endian(document_, pairs_offset + 8 * entry, 4);
  const std::size_t size = little_endian(document_, pairs_offset + 8 * entry + 4, 4);
  const std::string_view list = table.substr(std::min(start, table.size()), size);
  const std::size_t count = list.size() < 12 ? 0 : (list.size() - 4) / 8;
  for (std::size_t i = 0; i < std::min(count, most_pages); ++i) {
    const std::size_t number = little_endian(list, 4 * (count + 1) + 4 * i, 4) & 0x3FFFFF;
    if ((number + 1) * page_size > document_.size()) continue;
    const auto page = std::string_view(document_).substr(number * page_size, page_size);
    const std::size_t runs = little_endian(page, page_size - 1, 1);
    const std::size_t step = paragraphs ? 13 : 1;
    for (std::size_t run = 0; run < runs && 4 * (runs + 1) + step * run < page_size; ++run) {
      const std::size_t at = 2 * little_endian(page, 4 * (runs + 1) + step * run, 1);
      if (at == 0 || !sets(property_list(page, at, paragraphs), properties)) continue;
      spans.push_back({little_endian(page, 4 * run, 4), little_endian(page, 4 * run + 4, 4)});
    }
  }
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.from < b.from; });
  return spans;
}

bool WordBinary::Cursor::holds(std::uint32_t offset) {
  if (spans_.empty()) return false;
  if (at_ >= spans_.size() || offset < spans_[at_].from ||
      (at_ + 1 < spans_.size() && offset >= spans_[at_ + 1].from)) {
    const auto next =
        std::upper_bound(spans_.begin(), spans_.end(), offset,
                         [](std::uint32_t place, const Span& span) { return place < span.from; });
    if (next == spans_.begin()) {
      at_ = 0;
      return false;
    }
    at_ = static_cast<std::size_t>(next - spans_.begin()) - 1;
  }
  return offset >= spans_[at_].from && offset < spans_[at_].to;
}

std::uint32_t windows_1252(unsigned char byte) {
  static constexpr std::array<std::uint16_t, 32> upper = {
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

}  // namespace regwatch
