// Excel workbooks of the binary kind ([MS-XLS], BIFF8 and BIFF5; WPS writes them too): every
// visible sheet, a row a paragraph, numbers as their formats show them. catdoc's xls2csv was tried:
// it gives dates as numbers of days and leaves out cells that hold a line break.

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <vector>

#include "base/text.h"
#include "documents/byte_order.h"
#include "documents/compound_file.h"
#include "documents/reader.h"
#include "documents/sheet_format.h"
#include "parsers/charset.h"

namespace regwatch {
namespace {

constexpr std::size_t most_bytes = std::size_t(128) << 20;
constexpr std::size_t most_columns = 256;
constexpr std::size_t most_strings = 2'000'000;

enum RecordType : std::uint32_t {
  record_formula = 0x06,
  record_end = 0x0A,
  record_1904 = 0x22,
  record_password = 0x2F,
  record_continue = 0x3C,
  record_sheet = 0x85,
  record_many_rk = 0xBD,
  record_rich_label = 0xD6,
  record_xf = 0xE0,
  record_strings = 0xFC,
  record_shared_label = 0xFD,
  record_number = 0x203,
  record_label = 0x204,
  record_bool = 0x205,
  record_string = 0x207,
  record_rk = 0x27E,
  record_format = 0x41E,
  record_format_5 = 0x1E,
  record_begin = 0x809,
};

struct Record {
  std::uint32_t type = 0;
  std::string_view body;
};

// The records of a stream, in order.
class Records {
 public:
  explicit Records(std::string_view stream, std::size_t at = 0) : stream_(stream), at_(at) {}
  std::optional<Record> next() {
    if (at_ + 4 > stream_.size()) return std::nullopt;
    const std::size_t size = little_endian(stream_, at_ + 2, 2);
    const Record record{little_endian(stream_, at_, 2), stream_.substr(at_ + 4, size)};
    broken_ |= record.body.size() < size;
    at_ += 4 + size;
    return record;
  }
  std::uint32_t next_type() const {
    return at_ + 4 <= stream_.size() ? little_endian(stream_, at_, 2) : 0;
  }
  bool broken() const { return broken_; }

 private:
  std::string_view stream_;
  std::size_t at_;
  bool broken_ = false;
};

// Characters that run over the ends of records; each new part states anew how wide they are
// ([MS-XLS] §2.5.293).
class Parts {
 public:
  explicit Parts(std::vector<std::string_view> parts) : parts_(std::move(parts)) {}
  bool ended() {
    while (index_ < parts_.size() && at_ >= parts_[index_].size()) ++index_, at_ = 0;
    return index_ >= parts_.size();
  }
  std::uint32_t number(std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size && !ended(); ++i)
      value |= std::uint32_t(static_cast<unsigned char>(parts_[index_][at_++])) << (8 * i);
    return value;
  }
  void skip(std::size_t size) {
    while (size > 0 && !ended()) {
      const std::size_t step = std::min(size, parts_[index_].size() - at_);
      at_ += step;
      size -= step;
    }
  }
  // A string with its flags: wide, with phonetic data, with runs of fonts.
  std::string text(std::size_t length) {
    const std::uint32_t flags = number(1);
    const std::size_t runs = flags & 8 ? number(2) : 0;
    const std::size_t extra = flags & 4 ? number(4) : 0;
    std::string out;
    std::uint32_t high = 0;
    bool wide = flags & 1;
    for (std::size_t i = 0; i < length; ++i) {
      if (index_ < parts_.size() && at_ >= parts_[index_].size()) {
        if (ended()) break;
        wide = number(1) & 1;
      }
      if (ended()) break;
      append_utf16(out, number(wide ? 2 : 1), high);
    }
    skip(4 * runs + extra);
    return out;
  }

 private:
  std::vector<std::string_view> parts_;
  std::size_t index_ = 0;
  std::size_t at_ = 0;
};

double double_at(std::string_view body, std::size_t at) {
  const std::uint64_t bits =
      std::uint64_t(little_endian(body, at + 4, 4)) << 32 | little_endian(body, at, 4);
  return std::bit_cast<double>(bits);
}

// §2.5.217: thirty bits of a whole number or of a double, perhaps in hundredths.
double rk_number(std::uint32_t rk) {
  const double value = rk & 2 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                              : std::bit_cast<double>(std::uint64_t(rk & 0xFFFFFFFC) << 32);
  return rk & 1 ? value / 100 : value;
}

struct Sheet {
  std::string name;
  std::size_t start = 0;
};

class Workbook {
 public:
  explicit Workbook(std::string stream) : stream_(std::move(stream)) {}

  ReadResult read(TextSink& sink) {
    Records records(stream_);
    while (const auto record = records.next()) {
      if (record->type == record_password)
        return ReadResult::unread("encrypted Excel workbook: it opens with a password only");
      if (record->type == record_end) break;
      take_global(*record, records);
    }
    bool broken = records.broken() || sheets_.empty();
    for (const Sheet& sheet : sheets_) {
      if (sheets_.size() > 1) sink.add(sheet.name);
      broken |= !read_sheet(sheet, sink);
    }
    return broken ? ReadResult::failed("the workbook breaks off") : ReadResult{};
  }

 private:
  void take_global(const Record& record, Records& records) {
    const std::string_view body = record.body;
    if (record.type == record_begin) is_old_ = little_endian(body, 0, 2) < 0x600;
    if (record.type == record_1904) epoch_1904_ = little_endian(body, 0, 2) == 1;
    if (record.type == record_xf) formats_of_cells_.push_back(little_endian(body, 2, 2));
    if (record.type == record_strings) read_strings(record, records);
    if (record.type == record_format || record.type == record_format_5)
      formats_[little_endian(body, 0, 2)] = text_at(body, 2, is_old_ ? 1 : 2);
    const bool is_visible = little_endian(body, 4, 1) == 0 && little_endian(body, 5, 1) == 0;
    if (record.type == record_sheet && is_visible)
      sheets_.push_back({text_at(body, 6, 1), little_endian(body, 0, 4)});
  }

  // A string behind its length of one or two bytes. Old files have bytes of the machine's charset.
  std::string text_at(std::string_view body, std::size_t at, std::size_t length_size) const {
    const std::size_t length = little_endian(body, at, length_size);
    const std::string_view rest = body.substr(std::min(at + length_size, body.size()));
    if (!is_old_) return Parts({rest}).text(length);
    return decode_text(rest.substr(0, length), "text/plain; charset=gb18030").text;
  }

  void read_strings(const Record& first, Records& records) {
    std::vector<std::string_view> bodies{
        first.body.substr(std::min<std::size_t>(8, first.body.size()))};
    while (records.next_type() == record_continue) bodies.push_back(records.next()->body);
    Parts parts(std::move(bodies));
    while (!parts.ended() && strings_.size() < most_strings)
      strings_.push_back(parts.text(parts.number(2)));
  }

  std::string number_text(double number, std::size_t style) const {
    const std::uint32_t id = style < formats_of_cells_.size() ? formats_of_cells_[style] : 0;
    const auto own = formats_.find(id);
    return format_sheet_number(number,
                               own == formats_.end() ? builtin_sheet_format(static_cast<int>(id))
                                                     : std::string_view(own->second),
                               epoch_1904_);
  }

  using Row = std::map<std::size_t, std::string>;
  using Rows = std::map<std::size_t, Row>;

  static void put(Rows& rows, std::size_t row, std::size_t column, std::string text) {
    if (column < most_columns && !text.empty()) rows[row][column] = std::move(text);
  }

  void take_cell(const Record& record, Records& records, Rows& rows) const {
    const std::string_view body = record.body;
    const std::size_t row = little_endian(body, 0, 2), column = little_endian(body, 2, 2);
    const std::size_t style = little_endian(body, 4, 2);
    switch (record.type) {
      case record_shared_label: {
        const std::size_t index = little_endian(body, 6, 4);
        if (index < strings_.size()) put(rows, row, column, strings_[index]);
        break;
      }
      case record_label:
      case record_rich_label:
        put(rows, row, column, text_at(body, 6, 2));
        break;
      case record_number:
        put(rows, row, column, number_text(double_at(body, 6), style));
        break;
      case record_rk:
        put(rows, row, column, number_text(rk_number(little_endian(body, 6, 4)), style));
        break;
      case record_many_rk:
        for (std::size_t at = 4, i = 0; at + 6 < body.size(); at += 6, ++i)
          put(rows, row, column + i,
              number_text(rk_number(little_endian(body, at + 2, 4)), little_endian(body, at, 2)));
        break;
      case record_bool:
        if (little_endian(body, 7, 1) == 0)
          put(rows, row, column, little_endian(body, 6, 1) != 0 ? "TRUE" : "FALSE");
        break;
      case record_formula:
        take_formula(body, records, rows);
        break;
      default:
        break;
    }
  }

  // §2.5.133: a result that is no number has FFFF at its end; a string follows as a record.
  void take_formula(std::string_view body, Records& records, Rows& rows) const {
    const std::size_t row = little_endian(body, 0, 2), column = little_endian(body, 2, 2);
    if (little_endian(body, 12, 2) != 0xFFFF)
      return put(rows, row, column, number_text(double_at(body, 6), little_endian(body, 4, 2)));
    if (little_endian(body, 6, 1) == 1)
      return put(rows, row, column, little_endian(body, 8, 1) != 0 ? "TRUE" : "FALSE");
    if (little_endian(body, 6, 1) != 0) return;
    while (records.next_type() == 0x4BC || records.next_type() == 0x221) records.next();
    if (records.next_type() == record_string)
      put(rows, row, column, text_at(records.next()->body, 0, 2));
  }

  // Charts and pictures nest their own begin and end.
  bool read_sheet(const Sheet& sheet, TextSink& sink) const {
    Records records(stream_, sheet.start);
    Rows rows;
    std::size_t depth = 0;
    bool ended = false;
    while (const auto record = records.next()) {
      if (record->type == record_begin) ++depth;
      if (record->type == record_end && (depth == 0 || --depth == 0)) {
        ended = true;
        break;
      }
      if (depth == 1) take_cell(*record, records, rows);
    }
    for (const auto& [number, row] : rows) {
      std::vector<std::string> cells(row.rbegin()->first + 1);
      for (const auto& [column, text] : row) cells[column] = text;
      sink.add_row(cells);
    }
    return ended && !records.broken();
  }

  std::string stream_;
  bool is_old_ = false;
  bool epoch_1904_ = false;
  std::vector<Sheet> sheets_;
  std::vector<std::string> strings_;
  std::vector<std::uint32_t> formats_of_cells_;
  std::map<std::uint32_t, std::string> formats_;
};

ReadResult read_xls(const DocumentInput& input, TextSink& sink) {
  const auto file = CompoundFile::open(input.bytes);
  const CompoundFile::Stream* stream = file ? file->find("Workbook") : nullptr;
  if (stream == nullptr && file) stream = file->find("Book");
  if (stream == nullptr) return ReadResult::failed("the compound file holds no workbook");
  return Workbook(file->read(*stream, most_bytes)).read(sink);
}

}  // namespace

const Reader& reader_xls() {
  static const Reader reader{"xls", 1, {DocumentKind::xls}, &read_xls};
  return reader;
}

}  // namespace regwatch
