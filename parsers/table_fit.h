#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "parsers/table.h"

namespace regwatch {

/// Puts a row's cells under the columns. Fewer cells than columns: the absent ones are those whose
/// absence lets the others fit best (a version under 版本, a number under 序号); they are taken
/// from the row above, for merged cells are printed once. Absent where two ways fit alike.
std::optional<TableRow> fit_row(const std::vector<Column>& columns,
                                const std::vector<std::string_view>& cells, const TableRow* above);

/// `—`, `/`, `无`, or nothing.
bool is_blank_cell(std::string_view cell);
/// `违规收集个人信息`, `超范围…`, `未明示…`: what an app is complained of for.
bool is_problem(std::string_view cell);
bool is_version(std::string_view cell);  ///< `5.3.0`, `V2.1`, `最新版`.
bool is_store(std::string_view cell);    ///< `应用宝`, `华为应用市场`, `App Store`.

}  // namespace regwatch
