#include "documents/sheet_format.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace regwatch {
namespace {

constexpr double last_day = 2'958'466;  // 9999-12-31.
constexpr int most_decimals = 15;

// What a format's first section is made of, without literal text, colours and conditions.
struct Shape {
  bool year = false, month = false, day = false, hour = false, second = false;
  bool elapsed = false;  ///< [h], [mm]: a span of time, no date.
  bool percent = false, digits = false, exponent = false, fraction = false;
  int decimals = 0;  ///< Those that are always shown.

  bool is_date() const { return !elapsed && (year || day || (month && !hour && !second)); }
  bool is_time() const { return elapsed || hour || second; }
};

void take_letter(char c, Shape& shape, bool& after_point) {
  switch (c) {
    case 'y':
    case 'Y':
    case 'e':
      shape.year = true;
      break;
    case 'm':
    case 'M':
      shape.month = true;
      break;
    case 'd':
    case 'D':
      shape.day = true;
      break;
    case 'h':
    case 'H':
      shape.hour = true;
      break;
    case 's':
    case 'S':
      shape.second = true;
      break;
    case '%':
      shape.percent = true;
      break;
    case 'E':
      shape.exponent = true;
      break;
    case '/':
      shape.fraction = true;
      break;
    case '.':
      after_point = true;
      break;
    case '0':
    case '#':
    case '?':
      shape.digits = true;
      if (after_point && c == '0') ++shape.decimals;
      break;
    default:
      break;
  }
}

Shape shape_of(std::string_view format) {
  Shape shape;
  bool after_point = false;
  for (std::size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
    const char c = format[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(format.find('"', i + 1), format.size());
    } else if (c == '[') {
      const std::size_t end = std::min(format.find(']', i), format.size());
      const std::string_view inside = format.substr(i + 1, end - i - 1);
      shape.elapsed |= !inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos;
      i = end;
    } else {
      take_letter(c, shape, after_point);
    }
  }
  return shape;
}

std::string printed(const char* pattern, double number, int precision) {
  char buffer[64];
  const int size = std::snprintf(buffer, sizeof buffer, pattern, precision, number);
  return std::string(buffer, static_cast<std::size_t>(std::clamp(size, 0, 63)));
}

std::string general(double number) {
  if (number == 0) return "0";
  if (std::fabs(number) < 1e15 && std::fabs(number) >= 1e-5) {
    std::string text = printed("%.*g", number, 15);
    if (text.find('e') == std::string::npos) return text;
    return printed("%.*f", number, 0);
  }
  return printed("%.*g", number, 15);
}

std::string time_of_day(double number) {
  const auto minutes = static_cast<long long>(std::llround((number - std::floor(number)) * 1440));
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02lld:%02lld", minutes / 60 % 24, minutes % 60);
  return buffer;
}

std::string date(double number, const Shape& shape, bool epoch_1904) {
  using namespace std::chrono;
  auto serial = static_cast<int>(std::floor(number + 1e-9));
  // The 29 February 1900 of the old spreadsheets never was.
  if (epoch_1904)
    serial += 1462;
  else if (serial < 60)
    serial += 1;
  const year_month_day day{sys_days(year(1899) / 12 / 30) + days(serial)};
  char buffer[32];
  if (shape.day || !shape.year) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", int(day.year()), unsigned(day.month()),
                  unsigned(day.day()));
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02u", int(day.year()), unsigned(day.month()));
  }
  return buffer;
}

}  // namespace

std::string format_sheet_number(double number, std::string_view format, bool epoch_1904) {
  if (!std::isfinite(number)) return "";
  const Shape shape = shape_of(format);
  const bool in_calendar = number >= 0 && number < last_day;
  if (shape.is_date() && in_calendar) {
    const std::string day = date(number, shape, epoch_1904);
    return shape.hour ? day + " " + time_of_day(number) : day;
  }
  if (shape.is_time() && !shape.elapsed && in_calendar) return time_of_day(number);
  if (!shape.digits || shape.exponent || shape.fraction || shape.is_time()) return general(number);
  const int decimals = std::min(shape.decimals, most_decimals);
  if (shape.percent) return printed("%.*f", number * 100, decimals) + "%";
  // `#.##` shows what is there, `0` rounds.
  const bool optional_decimals = format.find(".#") != std::string_view::npos;
  return optional_decimals ? general(number) : printed("%.*f", number, decimals);
}

std::string_view builtin_sheet_format(int id) {
  switch (id) {
    case 1:
    case 3:
    case 37:
    case 38:
      return "0";
    case 2:
    case 4:
    case 39:
    case 40:
      return "0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 11:
    case 48:
      return "0.00E+00";
    case 14:
    case 15:
    case 16:
    case 30:
    case 28:
    case 29:
    case 31:
    case 50:
    case 51:
    case 53:
    case 54:
    case 58:
      return "yyyy-mm-dd";
    case 17:
    case 27:
    case 36:
    case 52:
    case 57:
      return "yyyy-mm";
    case 18:
    case 19:
    case 20:
    case 21:
    case 32:
    case 33:
    case 34:
    case 35:
    case 55:
    case 56:
      return "hh:mm";
    case 22:
      return "yyyy-mm-dd hh:mm";
    case 45:
    case 46:
    case 47:
      return "[h]:mm";
    case 49:
      return "@";
    default:
      return "General";
  }
}

}  // namespace regwatch
