#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace regwatch {

/// A date as it stands in a sentence.
struct PrintedDate {
  CivilDate date;
  std::size_t begin = 0;  ///< Bytes of the sentence.
  std::size_t end = 0;
  bool has_year = true;
};

/// All dates of a sentence without spaces. One without its year (9月11日) takes the year of the
/// date before it, or the first such day not before `published`; without either it is left out.
std::vector<PrintedDate> printed_dates(std::string_view plain, std::optional<CivilDate> published);

/// `30`, `三十`, `二十三`, `一百零五`: 0 to 999.
std::optional<int> chinese_number(std::string_view text);

}  // namespace regwatch
