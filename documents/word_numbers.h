#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// A list number as a word processor shows it (ECMA-376 Part 1 §17.18.59, ST_NumberFormat):
/// `chineseCountingThousand` of 21 is 二十一. Formats that are no number (`bullet`, `none`) give
/// nothing; unknown ones decimal digits.
std::string format_list_number(int number, std::string_view format);

}  // namespace regwatch
