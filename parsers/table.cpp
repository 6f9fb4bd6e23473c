#include "parsers/table.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "parsers/fact.h"
#include "parsers/table_fit.h"

namespace regwatch {
namespace {

constexpr std::size_t most_columns = 40;
constexpr std::size_t most_rows = 20'000;
constexpr std::size_t longest_header = 40;  // Code points.

using Cells = std::vector<std::string_view>;
using Lines = std::vector<std::string>;

std::vector<Column> columns_of(const std::vector<std::string>& headers) {
  std::vector<Column> columns;
  for (const std::string& header : headers) columns.push_back(column_of(header));
  return columns;
}

std::size_t known(const std::vector<Column>& columns) {
  return static_cast<std::size_t>(
      std::count_if(columns.begin(), columns.end(), [](Column c) { return c != Column::other; }));
}

bool is_data(std::string_view cell) {
  return !cell.empty() && (cell.find_first_of("0123456789") == 0 || has_any(cell, {"。", "；"}));
}

// A header's cells are short labels; a first cell of digits is a row's number.
bool may_be_header(const Cells& cells) {
  return cells.size() >= 2 && cells.size() <= most_columns && !is_data(cells[0]) &&
         std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
           return cell.size() <= longest_header * 3 && !has_any(cell, {"。", "；"});
         });
}

std::vector<std::string> strings(const Cells& cells) { return {cells.begin(), cells.end()}; }

bool is_header(const Cells& cells) {
  if (!may_be_header(cells)) return false;
  const auto columns = columns_of(strings(cells));
  const std::size_t count = known(columns);
  const bool only_number = count == 1 && columns[0] == Column::number;
  return count >= 2 && !only_number;
}

// `被处罚\t处罚` over `当事人\t决定`: a label broken into two lines.
std::optional<std::vector<std::string>> joined(const Cells& upper, const Cells& lower) {
  if (upper.size() != lower.size()) return std::nullopt;
  std::vector<std::string> headers;
  for (std::size_t i = 0; i < upper.size(); ++i) {
    const bool is_parent = column_of(lower[i]) != Column::other;
    headers.push_back(is_parent ? std::string(lower[i])
                                : std::string(upper[i]) + std::string(lower[i]));
  }
  return headers;
}

// `序号\t应用信息\t所涉问题` over `名称\t版本`: the lower line names the parts of one upper cell,
// the one that says nothing itself.
std::optional<std::vector<std::string>> opened(const Cells& upper, const Cells& lower) {
  std::optional<std::size_t> parent;
  for (std::size_t i = 0; i < upper.size(); ++i) {
    const bool is_group = column_of(upper[i]) == Column::other ||
                          has_any(plain_form(upper[i]), {"信息", "情况", "内容"});
    if (!is_group) continue;
    if (parent) return std::nullopt;
    parent = i;
  }
  if (!parent || lower.size() < 2) return std::nullopt;
  std::vector<std::string> headers;
  for (std::size_t i = 0; i < upper.size(); ++i) {
    if (i != *parent) {
      headers.emplace_back(upper[i]);
      continue;
    }
    for (const std::string_view part : lower) {
      // `名称` below 应用信息 is an app's name.
      const bool alone = column_of(part) == Column::other;
      std::string both = plain_form(upper[i]);
      for (const std::string_view word : {"基本", "信息", "情况", "内容"}) {
        both = replace_all(std::move(both), word, "");
      }
      both += part;
      headers.push_back(alone && column_of(both) != Column::other ? both : std::string(part));
    }
  }
  return headers;
}

// The header that begins at line `at`, and how many lines it takes.
std::optional<std::pair<std::vector<std::string>, std::size_t>> header_at(const Lines& lines,
                                                                          std::size_t at) {
  const Cells upper = cells_of(lines[at]);
  if (!may_be_header(upper)) return std::nullopt;
  const std::size_t alone = known(columns_of(strings(upper)));
  if (alone == 0) return std::nullopt;
  const bool stands_alone = is_header(upper);
  const Cells lower = at + 1 < lines.size() ? cells_of(lines[at + 1]) : Cells{};
  if (may_be_header(lower)) {
    const auto below = columns_of(strings(lower));
    for (auto& both : {joined(upper, lower), opened(upper, lower)}) {
      const bool is_labels = known(below) > 0 || !stands_alone;
      if (!both || !is_labels) continue;
      const std::size_t count = known(columns_of(*both));
      if (count >= 2 && count > alone) return std::pair(*both, std::size_t{2});
    }
  }
  if (!stands_alone) return std::nullopt;
  return std::pair(strings(upper), std::size_t{1});
}

bool is_total(const Cells& cells) {
  for (std::size_t i = 0; i < std::min<std::size_t>(cells.size(), 2); ++i) {
    const std::string plain = plain_form(cells[i]);
    if (plain.starts_with("合计") || plain.starts_with("总计") || plain.starts_with("小计"))
      return true;
  }
  return false;
}

// A line of one cell between rows: what is left of a row whose other cells are merged.
bool is_inner_line(const Lines& lines, std::size_t at) {
  if (lines[at].size() > 600) return false;
  for (std::size_t next = at + 1; next < std::min(lines.size(), at + 4); ++next) {
    const Cells cells = cells_of(lines[next]);
    if (cells.size() >= 2) return !is_header(cells);
  }
  return false;
}

bool has_colon(std::string_view label) { return label.ends_with("：") || label.ends_with(":"); }

bool is_label(std::string_view cell) {
  return !cell.empty() && cell.size() <= longest_header * 3 && !is_data(cell) &&
         (column_of(cell) != Column::other || has_colon(cell));
}

using Labelled = std::pair<std::string, std::string_view>;

// What a line of a table that is written downwards says: a label and its value, twice or more
// (`当事人：\t甲公司\t文号：\t1号`), or labels of two cells before one value
// (`单位\t名称\t甲公司`).
std::vector<Labelled> labelled_cells(const Cells& cells) {
  if (cells.size() < 2 || cells.size() > 8) return {};
  std::vector<Labelled> pairs;
  bool in_pairs = cells.size() % 2 == 0 && cells.size() > 2;
  for (std::size_t i = 0; in_pairs && i < cells.size(); i += 2) in_pairs = is_label(cells[i]);
  if (in_pairs) {
    for (std::size_t i = 0; i < cells.size(); i += 2) pairs.emplace_back(cells[i], cells[i + 1]);
    return pairs;
  }
  const bool begins =
      cells.size() <= 4 && cells[0].size() <= longest_header * 3 && !is_data(cells[0]);
  // A value may speak of 违规行为 too; no label is so long.
  constexpr std::size_t longest_label = 13;  // Code points.
  const bool is_value = column_of(cells.back()) == Column::other ||
                        (cells.size() == 2 && column_of(cells[0]) != Column::other &&
                         count_code_points(cells.back()) > longest_label);
  if (!begins || !is_value) return {};
  std::string label;
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) label += cells[i];
  pairs.emplace_back(std::move(label), cells.back());
  return pairs;
}

class TableReader {
 public:
  explicit TableReader(const Lines& lines) : lines_(lines) {}

  std::vector<Table> read() {
    while (at_ < lines_.size()) {
      if (read_downwards() || read_rows()) continue;
      ++at_;
    }
    return std::move(tables_);
  }

 private:
  bool read_rows() {
    if (lines_[at_].size() > most_columns * longest_header * 3) return false;
    const auto header = header_at(lines_, at_);
    if (!header) return false;
    Table table{columns_of(header->first), header->first, {}};
    const std::size_t first = at_;
    at_ += header->second;
    for (; at_ < lines_.size() && table.rows.size() < most_rows; ++at_) {
      const Cells cells = cells_of(lines_[at_]);
      if (cells.size() < 2 && !is_inner_line(lines_, at_) &&
          !(table.has(Column::problems) && is_problem(trim(lines_[at_]))))
        break;
      const bool repeated = lines_[at_] == lines_[first];
      if (repeated || is_total(cells)) continue;
      if (is_header(cells)) {
        if (columns_of(strings(cells)) != table.columns) break;
        continue;
      }
      add_row(table, cells, lines_[at_]);
    }
    if (!table.rows.empty()) tables_.push_back(std::move(table));
    return true;
  }

  static void add_row(Table& table, const Cells& cells, std::string_view printed) {
    const TableRow* above = table.rows.empty() ? nullptr : &table.rows.back();
    if (auto row = fit_row(table.columns, cells, above)) {
      row->printed = printed;
      table.rows.push_back(std::move(*row));
    }
  }

  // `当事人名称\t某公司` over `行政处罚决定\t罚款…`.
  bool read_downwards() {
    if (at_ < not_downwards_until_) return false;
    Table table;
    TableRow row;
    const std::size_t first = at_;
    std::size_t end = at_;
    std::size_t shown = at_;
    for (; end < lines_.size() && end < first + most_columns; ++end) {
      const auto pairs = labelled_cells(cells_of(lines_[end]));
      if (pairs.empty()) break;
      for (const auto& [label, value] : pairs) {
        if (column_of(label) == Column::penalty) shown = end;
        table.headers.push_back(label);
        row.cells.emplace_back(is_blank_cell(value) ? "" : value);
      }
    }
    table.columns = columns_of(table.headers);
    if (!is_record(table) || (is_header(cells_of(lines_[first])) && !has_colon(table.headers[0]))) {
      not_downwards_until_ = end;
      return false;
    }
    row.inherited.assign(row.cells.size(), false);
    row.printed = lines_[shown];
    table.rows.push_back(std::move(row));
    tables_.push_back(std::move(table));
    at_ = end;
    return true;
  }

  static bool is_record(const Table& table) {
    const bool is_penal = table.has(Column::party) || table.has(Column::penalty) ||
                          table.has(Column::violation) || table.has(Column::fine);
    return is_penal && known(table.columns) >= 2;
  }

  const Lines& lines_;
  std::size_t at_ = 0;
  std::size_t not_downwards_until_ = 0;  ///< The lines before were looked at.
  std::vector<Table> tables_;
};

bool has_cells(std::string_view line) {
  return line.find('\t') != line.npos || line.find("  ") != line.npos;
}

}  // namespace

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  if (line.find('\t') != line.npos) {
    for (const std::string_view cell : split(line, '\t')) cells.push_back(trim(cell));
    return cells;
  }
  line = trim(line);
  while (!line.empty()) {
    const std::size_t gap = line.find("  ");
    cells.push_back(trim(line.substr(0, gap)));
    line = gap == line.npos ? std::string_view() : trim(line.substr(gap));
  }
  return cells;
}

bool Table::has(Column column) const {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::string_view Table::cell(const TableRow& row, Column column) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == column && !row.cells[i].empty()) return row.cells[i];
  }
  return {};
}

std::string_view Table::header(Column column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return {};
  return headers[static_cast<std::size_t>(found - columns.begin())];
}

std::vector<Table> tables_of(const std::vector<std::string>& paragraphs) {
  if (std::none_of(paragraphs.begin(), paragraphs.end(), has_cells)) return {};
  return TableReader(paragraphs).read();
}

}  // namespace regwatch
