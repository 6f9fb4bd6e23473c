#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// A point in time, UTC, to the second.
using Instant = std::chrono::sys_seconds;

/// A day as a page prints it. Published dates and deadlines are civil dates in China.
using CivilDate = std::chrono::year_month_day;

/// China keeps UTC+8 the year round since 1991-09-15.
inline constexpr std::chrono::hours china_offset{8};

Instant system_now();

/// The civil date in China at that instant.
CivilDate china_date(Instant instant);

/// 24:00 in China of that day, where a deadline of that day ends.
Instant end_of_day_in_china(CivilDate date);

/// Midnight in China that begins that day.
Instant start_of_day_in_china(CivilDate date);

CivilDate add_days(CivilDate date, int days);
int days_between(CivilDate from, CivilDate to);

/// A date that exists, within 1949 to 2100; nothing else is taken for a date of a regulator.
std::optional<CivilDate> make_date(int year, int month, int day);

/// Reads exactly `YYYY-MM-DD`.
std::optional<CivilDate> parse_date(std::string_view text);

/// The first date in free text, in any form that the sites print: `2026-09-18`, `2026/9/18`,
/// `2026.09.18`, `2026年9月18日`, `20260918`, `[2026-09-18]`, with full-width digits and white
/// space between the parts. A time that follows is ignored.
std::optional<CivilDate> find_date(std::string_view text);

std::string format_date(CivilDate date);  ///< `YYYY-MM-DD`

/// RFC 3339 with `Z` or an offset; `YYYY-MM-DD` alone means midnight UTC. Fractions are dropped.
std::optional<Instant> parse_instant(std::string_view text);
std::string format_instant(Instant instant);  ///< `2026-09-18T01:00:00Z`

/// HTTP-date (RFC 9110 §5.6.7), all three forms. Also what an e-mail Date header reads.
std::optional<Instant> parse_http_date(std::string_view text);
std::string format_http_date(Instant instant);  ///< `Sun, 06 Nov 1994 08:49:37 GMT`

/// Milliseconds since the epoch, as JSON of these sites gives them.
Instant from_epoch_ms(long long milliseconds);

}  // namespace regwatch
