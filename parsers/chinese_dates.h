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

/// All dates of a sentence without spaces, in half-width forms: 2026年9月18日, 2026-09-18,
/// 二〇二六年九月十八日, 9月18日, 2026年9月底 (its last day), and behind a sign of range the day or
/// the month and day alone (9月4日至11日, 2026.9.4-9.11).
/// One without its year takes that of the date before it, or the one that lies within two months
/// before and ten months after `published`; without either it is left out.
std::vector<PrintedDate> printed_dates(std::string_view plain, std::optional<CivilDate> published);

/// What stands between the first and the last day of a period, or opens the way to its last day:
/// 至, 到, a dash of any make, with 起 before it and 止 behind.
bool is_range_sign(std::string_view between);

/// The same day of the month `months` later, or that month's last day where it has no such day
/// (Civil Code, article 202).
CivilDate add_months(CivilDate date, int months);

/// `30`, `三十`, `二十三`, `一百零五`, `两`: 0 to 999.
std::optional<int> chinese_number(std::string_view text);

}  // namespace regwatch
