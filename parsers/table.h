#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// What a column holds, as its header says.
enum class Column {
  other,  ///< A header that no reader asks for, or none.
  number,
  app,
  version,
  developer,
  store,
  problems,
  party,         ///< 当事人名称, 被处罚单位: whoever is punished by the very word.
  organisation,  ///< 企业名称, 单位名称: anybody.
  fine,
  confiscation,
  penalty,    ///< 行政处罚内容, 处罚决定: in words.
  authority,  ///< 作出行政处罚决定机关名称
  document,   ///< 文件名称, 规章名称
  document_number,
  violation,  ///< 违法行为类型, 违法事实, 处罚事由
};

/// One row below a header: a cell for each of its columns, empty where there is none.
struct TableRow {
  std::vector<std::string> cells;
  std::string_view printed;  ///< Its line in the text.
  /// Cells of a first column, or others, that stand in rows above and hold for this one too are
  /// repeated here; this says that the name column was.
  std::vector<bool> inherited;
};

/// A table whose header names at least two columns that readers ask for. One that is written
/// downwards (`当事人\t某公司`, `处罚决定\t罚款…`) is a table of one row.
struct Table {
  std::vector<Column> columns;
  std::vector<std::string> headers;  ///< As printed, both rows of a split header joined.
  std::vector<TableRow> rows;

  bool has(Column column) const;
  /// The first such column that has a cell in `row`, trimmed; empty where there is none.
  std::string_view cell(const TableRow& row, Column column) const;
  std::string_view header(Column column) const;
};

/// What the header says that its column holds.
Column column_of(std::string_view header);

/// The cells of a line: parted by tabs, or by runs of two and more spaces where there is no tab.
std::vector<std::string_view> cells_of(std::string_view line);

/// All tables of a text in which rows are paragraphs. Headers may take two lines (the second names
/// the parts of one cell of the first), cells may be missing in a row (they were merged with those
/// above, or stand empty at its end), a page's repeated header is passed over, and so are totals. A
/// row whose cells fit the columns in no single way is left out. Rows view into `paragraphs`.
std::vector<Table> tables_of(const std::vector<std::string>& paragraphs);

}  // namespace regwatch
