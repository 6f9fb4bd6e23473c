#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// A number of a spreadsheet as its format shows it: dates as `2026-09-18` (with `08:30` where the
/// format shows hours), percentages and fixed decimals as written, without separators of thousands.
/// `format` is a format code (ECMA-376 Part 1 §18.8.31); `epoch_1904` moves the first day.
std::string format_sheet_number(double number, std::string_view format, bool epoch_1904 = false);

/// The format code of a built-in number format (§18.8.30), those of the Chinese edition included.
std::string_view builtin_sheet_format(int id);

}  // namespace regwatch
