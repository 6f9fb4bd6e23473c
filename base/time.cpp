#include "base/time.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads `min` to `max` digits at `at`, moving it. -1 stands for none and stays in this file.
int read_number(std::string_view text, std::size_t& at, int min, int max) {
  int value = 0;
  int count = 0;
  while (count < max && at < text.size() && is_digit(text[at])) {
    value = value * 10 + (text[at] - '0');
    ++at;
    ++count;
  }
  return count >= min ? value : -1;
}

bool take(std::string_view text, std::size_t& at, std::string_view what) {
  if (text.substr(at, what.size()) != what) return false;
  at += what.size();
  return true;
}

void skip_spaces(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == ' ') ++at;
}

// Half-width, each space a plain one, nothing of zero width: what the sites print between the parts
// of a date is of every kind.
std::string plainly_spaced(std::string_view text) {
  const std::string half_width = to_half_width(text);
  std::string out;
  out.reserve(half_width.size());
  for (std::size_t at = 0; at < half_width.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(half_width, at);
    if (!is_space(c)) {
      out.append(half_width, begin, at - begin);
    } else if (display_width(std::string_view(half_width).substr(begin, at - begin)) > 0 ||
               c < 0x20) {
      out += ' ';
    }
  }
  return out;
}

// The date that begins at `at`, in any of the sites' forms. Text is half-width already.
std::optional<CivilDate> date_at(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  const int year = read_number(text, at, 4, 4);
  if (year < 0) return std::nullopt;
  if (at + 4 <= text.size() && is_digit(text[at])) {
    const int month = read_number(text, at, 2, 2);
    const int day = read_number(text, at, 2, 2);
    const bool longer = at < text.size() && is_digit(text[at]);
    if (month < 0 || day < 0 || longer || at != begin + 8) return std::nullopt;
    return make_date(year, month, day);
  }
  skip_spaces(text, at);
  std::string_view separator;
  for (const std::string_view candidate : {"年", "-", "/", ".", "－", "—", "–"}) {
    if (take(text, at, candidate)) {
      separator = candidate;
      break;
    }
  }
  if (separator.empty()) return std::nullopt;
  skip_spaces(text, at);
  const int month = read_number(text, at, 1, 2);
  skip_spaces(text, at);
  if (month < 0 || !take(text, at, separator == "年" ? std::string_view("月") : separator)) {
    return std::nullopt;
  }
  skip_spaces(text, at);
  const int day = read_number(text, at, 1, 2);
  // A clock may be glued to a day; what goes on for longer is an index number: 2026-02-01234.
  const auto rest = text.substr(at, 3);
  const bool is_number = rest.size() == 3 && std::all_of(rest.begin(), rest.end(), is_digit);
  if (day < 0 || is_number) return std::nullopt;
  return make_date(year, month, day);
}

std::optional<Instant> instant_of(CivilDate date, int hour, int minute, int second) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

std::optional<int> month_named(std::string_view name) {
  for (std::size_t i = 0; i < month_names.size(); ++i) {
    if (iequals(month_names[i], name)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// `GMT`, `UTC`, `Z`, `+0800`: minutes east of UTC.
std::optional<int> zone_minutes(std::string_view zone) {
  if (zone.empty() || zone == "GMT" || zone == "UTC" || zone == "Z" || zone == "UT") return 0;
  if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
    std::size_t at = 1;
    const int digits = read_number(zone, at, 4, 4);
    if (digits < 0) return std::nullopt;
    if (digits / 100 > 23 || digits % 100 > 59) return std::nullopt;
    const int minutes_east = digits / 100 * 60 + digits % 100;
    return zone[0] == '-' ? -minutes_east : minutes_east;
  }
  return std::nullopt;
}

std::optional<Instant> parse_clock(CivilDate date, std::string_view clock, std::string_view zone) {
  std::size_t at = 0;
  const int hour = read_number(clock, at, 1, 2);
  if (hour < 0 || !take(clock, at, ":")) return std::nullopt;
  const int minute = read_number(clock, at, 2, 2);
  const int second = take(clock, at, ":") ? read_number(clock, at, 2, 2) : 0;
  const auto east = zone_minutes(zone);
  const auto instant = instant_of(date, hour, minute, second);
  if (!east || !instant || at != clock.size()) return std::nullopt;
  return *instant - minutes{*east};
}

// Any calendar date, so that HTTP dates of 1970 are read.
std::optional<CivilDate> any_date(int y, int m, int d) {
  const CivilDate date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (y < 1 || m < 1 || d < 1 || !date.ok()) return std::nullopt;
  return date;
}

int to_number(std::string_view digits) {
  std::size_t at = 0;
  const int value = read_number(digits, at, 1, 4);
  return at == digits.size() ? value : -1;
}

}  // namespace

Instant system_now() { return floor<seconds>(system_clock::now()); }

CivilDate china_date(Instant instant) { return CivilDate{floor<days>(instant + china_offset)}; }

Instant start_of_day_in_china(CivilDate date) { return Instant{sys_days{date}} - china_offset; }

Instant end_of_day_in_china(CivilDate date) { return start_of_day_in_china(date) + days{1}; }

CivilDate add_days(CivilDate date, int count) { return CivilDate{sys_days{date} + days{count}}; }

int days_between(CivilDate from, CivilDate to) {
  return static_cast<int>((sys_days{to} - sys_days{from}).count());
}

std::optional<CivilDate> make_date(int y, int m, int d) {
  if (y < 1949 || y > 2100) return std::nullopt;
  return any_date(y, m, d);
}

std::optional<CivilDate> parse_date(std::string_view text) {
  std::size_t at = 0;
  const int y = read_number(text, at, 4, 4);
  if (y < 0 || !take(text, at, "-")) return std::nullopt;
  const int m = read_number(text, at, 2, 2);
  if (m < 0 || !take(text, at, "-")) return std::nullopt;
  const int d = read_number(text, at, 2, 2);
  if (d < 0 || at != text.size()) return std::nullopt;
  return make_date(y, m, d);
}

std::optional<CivilDate> find_date(std::string_view text) {
  const std::string plain = plainly_spaced(text);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (!is_digit(plain[i]) || (i > 0 && is_digit(plain[i - 1]))) continue;
    if (const auto date = date_at(plain, i)) return date;
  }
  return std::nullopt;
}

std::string format_date(CivilDate date) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()) % 10000,
                static_cast<unsigned>(date.month()) % 100, static_cast<unsigned>(date.day()) % 100);
  return buffer;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return std::nullopt;
  if (text.size() == 10) return Instant{sys_days{*date}};
  if (text.size() < 17 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
    return std::nullopt;
  std::size_t at = 11;
  const int hour = read_number(text, at, 2, 2);
  if (!take(text, at, ":")) return std::nullopt;
  const int minute = read_number(text, at, 2, 2);
  const int second = take(text, at, ":") ? read_number(text, at, 2, 2) : 0;
  const auto instant = instant_of(*date, hour, minute, second);
  if (!instant) return std::nullopt;
  if (take(text, at, ".")) {
    if (at == text.size() || !is_digit(text[at])) return std::nullopt;
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  std::string zone = replace_all(std::string(text.substr(at)), ":", "");
  if (zone == "z") zone = "Z";
  const auto east = zone_minutes(zone);
  if (zone.empty() || !east) return std::nullopt;
  return *instant - minutes{*east};
}

std::string format_instant(Instant instant) {
  const auto day_part = floor<days>(instant);
  const hh_mm_ss time{instant - day_part};
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%sT%02ld:%02ld:%02ldZ",
                format_date(CivilDate{day_part}).c_str(), static_cast<long>(time.hours().count()),
                static_cast<long>(time.minutes().count()),
                static_cast<long>(time.seconds().count()));
  return buffer;
}

std::optional<Instant> parse_http_date(std::string_view text) {
  const std::string spaced = replace_all(collapse_spaces(text), "-", " ");
  std::vector<std::string_view> words;
  for (const auto word : split(spaced, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  // Drop the weekday, with or without its comma.
  if (!words.empty() && !is_digit(words[0].front())) words.erase(words.begin());
  if (words.size() < 4) return std::nullopt;
  if (const auto month = month_named(words[0])) {  // asctime: Nov 6 08:49:37 1994
    const auto date = any_date(to_number(words[3]), *month, to_number(words[1]));
    return date ? parse_clock(*date, words[2], "GMT") : std::nullopt;
  }
  const auto month = month_named(words[1]);
  int y = to_number(words[2]);
  if (y >= 0 && words[2].size() == 2) y += y < 70 ? 2000 : 1900;
  if (!month) return std::nullopt;
  const auto date = any_date(y, *month, to_number(words[0]));
  std::string zone = words.size() > 4 ? std::string(words[4]) : "GMT";
  // The hyphens of RFC 850 were made spaces above, a negative zone's among them.
  if (zone.size() == 4 && is_digit(zone[0])) zone = "-" + zone;
  return date ? parse_clock(*date, words[3], zone) : std::nullopt;
}

std::string format_http_date(Instant instant) {
  static constexpr std::array<const char*, 7> weekday_names = {"Sun", "Mon", "Tue", "Wed",
                                                               "Thu", "Fri", "Sat"};
  const auto day_part = floor<days>(instant);
  const CivilDate date{day_part};
  const hh_mm_ss time{instant - day_part};
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%s, %02u %s %04d %02ld:%02ld:%02ld GMT",
                weekday_names[weekday{day_part}.c_encoding()], static_cast<unsigned>(date.day()),
                month_names[static_cast<unsigned>(date.month()) - 1].data(),
                static_cast<int>(date.year()), static_cast<long>(time.hours().count()),
                static_cast<long>(time.minutes().count()),
                static_cast<long>(time.seconds().count()));
  return buffer;
}

Instant from_epoch_ms(long long value) { return Instant{floor<seconds>(milliseconds{value})}; }

}  // namespace regwatch
