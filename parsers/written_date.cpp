#include "parsers/written_date.h"

#include <re2/re2.h>

#include <array>
#include <cstdlib>
#include <string>

#include "base/text.h"

namespace regwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// Longer texts than this are no dates with something around them.
constexpr std::size_t looked_at = 2000;

constexpr std::array<std::string_view, 12> english_months{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 12> chinese_months{"一月", "二月", "三月",   "四月",
                                                          "五月", "六月", "七月",   "八月",
                                                          "九月", "十月", "十一月", "十二月"};

int month_named(std::string_view name) {
  const std::string lower = ascii_lower(name);
  for (std::size_t i = 0; i < 12; ++i) {
    if (lower == chinese_months[i] || name == std::to_string(i + 1) + "月")
      return static_cast<int>(i) + 1;
    if (lower.size() >= 3 && english_months[i].starts_with(lower)) return static_cast<int>(i) + 1;
  }
  return lower == "sept" ? 9 : 0;
}

// Minutes east of UTC. RFC 822 §5.1, but `CST` is what China's programs call China's time.
std::optional<int> minutes_east(std::string_view zone) {
  static constexpr std::array<std::pair<std::string_view, int>, 12> named{{{"Z", 0},
                                                                           {"UT", 0},
                                                                           {"UTC", 0},
                                                                           {"GMT", 0},
                                                                           {"CST", 480},
                                                                           {"HKT", 480},
                                                                           {"EST", -300},
                                                                           {"EDT", -240},
                                                                           {"CDT", -300},
                                                                           {"MST", -420},
                                                                           {"PST", -480},
                                                                           {"PDT", -420}}};
  for (const auto& [name, east] : named) {
    if (iequals(zone, name)) return east;
  }
  const std::string digits = replace_all(std::string(zone), ":", "");
  if (digits.size() != 5 || (digits[0] != '+' && digits[0] != '-')) return std::nullopt;
  const int number = std::atoi(digits.c_str() + 1);
  const int east = number / 100 * 60 + number % 100;
  return digits[0] == '-' ? -east : east;
}

// The day in China on which it is that time in that zone; without one it is China's time.
std::optional<CivilDate> day_in_china(std::optional<CivilDate> date, int hour, int minute,
                                      std::string_view zone) {
  const auto east = minutes_east(zone);
  if (!date || !east || hour > 24 || minute > 59) return date;
  const Instant midnight{std::chrono::sys_days{*date}};
  const CivilDate day = china_date(midnight + hours{hour} + minutes{minute} - minutes{*east});
  return make_date(static_cast<int>(day.year()), static_cast<int>(unsigned(day.month())),
                   static_cast<int>(unsigned(day.day())));
}

std::optional<CivilDate> day_of_instant(Instant instant) {
  const CivilDate day = china_date(instant);
  return make_date(static_cast<int>(day.year()), static_cast<int>(unsigned(day.month())),
                   static_cast<int>(unsigned(day.day())));
}

int whole_year(int year) { return year < 70 ? year + 2000 : year < 100 ? year + 1900 : year; }

std::optional<CivilDate> date_of_digits(std::string_view digits) {
  const auto number = [&] { return std::strtoll(std::string(digits).c_str(), nullptr, 10); };
  switch (digits.size()) {
    case 9:
    case 10:
      return day_of_instant(from_epoch_ms(number() * 1000));
    case 13:
      return day_of_instant(from_epoch_ms(number()));
    case 8:
    case 12:
      if (const auto date = find_date(digits.substr(0, 8))) return date;
      return digits.size() == 12 ? day_of_instant(from_epoch_ms(number())) : std::nullopt;
    case 14:
    case 17:
      return find_date(digits.substr(0, 8));
    default:
      return std::nullopt;
  }
}

std::optional<CivilDate> date_with_zone(std::string_view text) {
  static const RE2 iso(
      R"((\d{4}-\d{1,2}-\d{1,2})[T ]+(\d{1,2}):?(\d{2})(?::?\d{2})?(?:[.,]\d+)? *(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}))");
  std::string date, zone;
  int hour = 0;
  int minute = 0;
  if (!RE2::PartialMatch(text, iso, &date, &hour, &minute, &zone)) return std::nullopt;
  return day_in_china(find_date(date), hour, minute, zone);
}

constexpr std::string_view clock_form =
    R"((?:[T, ]+(\d{1,2}):(\d{2})(?::\d{2})?(?: ?([AaPp])\.?[Mm])?)?)";
constexpr std::string_view month_form =
    R"(([A-Za-z]{3,9}|[一二三四五六七八九十]{1,2}月|\d{1,2}月))";
constexpr std::string_view zone_form = R"((?: *([A-Z]{1,4}|[+-]\d{2}:?\d{2}))?)";

struct NamedMonth {
  std::string month;
  int day = 0;
  int year = 0;
  std::string hour, minute, half, zone;  ///< Empty where they are not said.
};

std::optional<CivilDate> date_of(const NamedMonth& read) {
  const int month = month_named(read.month);
  if (month == 0) return std::nullopt;
  int hour = std::atoi(read.hour.c_str());
  if (iequals(read.half, "p") && hour < 12) hour += 12;
  if (iequals(read.half, "a") && hour == 12) hour = 0;
  return day_in_china(make_date(whole_year(read.year), month, read.day), hour,
                      std::atoi(read.minute.c_str()), read.zone);
}

// `18 Sep 2026 01:00:00 GMT`, `18-Sep-26`.
std::optional<CivilDate> date_day_first(std::string_view text) {
  static const RE2 form(R"((?:^|[^\d])(\d{1,2})[ -]+)" + std::string(month_form) +
                        R"(\.?,?[ -]+(\d{4}|\d{2}))" + std::string(clock_form) +
                        std::string(zone_form));
  NamedMonth read;
  if (!RE2::PartialMatch(text, form, &read.day, &read.month, &read.year, &read.hour, &read.minute,
                         &read.half, &read.zone)) {
    return std::nullopt;
  }
  return date_of(read);
}

// `Sep 18, 2026 9:30:00 AM`.
std::optional<CivilDate> date_month_first(std::string_view text) {
  static const RE2 form(R"(([A-Za-z]{3,9})\.? +(\d{1,2}),? +(\d{4}))" + std::string(clock_form) +
                        std::string(zone_form));
  NamedMonth read;
  if (!RE2::PartialMatch(text, form, &read.month, &read.day, &read.year, &read.hour, &read.minute,
                         &read.half, &read.zone)) {
    return std::nullopt;
  }
  return date_of(read);
}

// `Fri Sep 18 09:30:00 CST 2026`.
std::optional<CivilDate> date_year_last(std::string_view text) {
  static const RE2 form(
      R"(([A-Za-z]{3,9}) +(\d{1,2}) +(\d{1,2}):(\d{2})(?::\d{2})?(?: +([A-Z]{1,4}|[+-]\d{2}:?\d{2}))? +(\d{4}))");
  NamedMonth read;
  if (!RE2::PartialMatch(text, form, &read.month, &read.day, &read.hour, &read.minute, &read.zone,
                         &read.year)) {
    return std::nullopt;
  }
  return date_of(read);
}

}  // namespace

std::optional<CivilDate> written_date(std::string_view text) {
  text = trim(text.substr(0, looked_at));
  static const RE2 microsoft(R"(/Date\((\d{9,13})(?:[+-]\d{4})?\)/)");
  std::string digits;
  if (RE2::FullMatch(text, microsoft, &digits)) text = digits;
  if (text.find_first_not_of("0123456789") == text.npos) return date_of_digits(text);
  for (const auto read : {date_with_zone, date_day_first, date_month_first, date_year_last}) {
    if (const auto date = read(text)) return date;
  }
  return find_date(text);
}

struct DateFormat::Parts {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  bool afternoon = false;
  std::string zone;
};

Result<DateFormat> DateFormat::compile(std::string_view written) {
  constexpr std::string_view known = "YymdebBhHIMSpzZaA%";
  const std::string format = to_half_width(written);  // As the texts are that it is held against.
  DateFormat out;
  std::string used;
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (format[at] != '%') {
      const bool is_white = static_cast<unsigned char>(format[at]) <= ' ';
      out.pieces_.push_back({is_white ? ' ' : '\0', format[at]});
      continue;
    }
    const char conversion = ++at < format.size() ? format[at] : '\0';
    if (conversion == '\0' || known.find(conversion) == known.npos) {
      return Error{Fault::invalid, "'" + format + "': position " + std::to_string(at) +
                                       ": expected one of %Y %y %m %d %e %b " +
                                       "%B %H %I %M %S %p %z %Z %a %A %%"};
    }
    if (conversion == '%') {
      out.pieces_.push_back({'\0', '%'});
    } else {
      out.pieces_.push_back({conversion, '\0'});
      used += conversion;
    }
  }
  for (const std::string_view part : {"Yy", "mbBh", "de"}) {
    if (used.find_first_of(part) != used.npos) continue;
    return Error{Fault::invalid, "'" + format + "': expected a %" + std::string(part.substr(0, 1)) +
                                     ", for a date needs its year, month and day"};
  }
  return out;
}

namespace {

bool take_number(std::string_view& text, std::size_t most, int& number) {
  std::size_t length = 0;
  number = 0;
  while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9')
    number = number * 10 + (text[length++] - '0');
  text.remove_prefix(length);
  return length > 0;
}

std::string_view take_letters(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && ((text[length] | 32) >= 'a' && (text[length] | 32) <= 'z'))
    ++length;
  const std::string_view letters = text.substr(0, length);
  text.remove_prefix(length);
  return letters;
}

bool take_month(std::string_view& text, int& month) {
  for (std::size_t i = chinese_months.size(); i-- > 0;) {
    if (!text.starts_with(chinese_months[i])) continue;
    text.remove_prefix(chinese_months[i].size());
    month = static_cast<int>(i) + 1;
    return true;
  }
  month = month_named(take_letters(text));
  if (text.starts_with('.')) text.remove_prefix(1);
  return month > 0;
}

bool take_weekday(std::string_view& text) {
  for (const std::string_view beginning : {"星期", "周"}) {
    if (!text.starts_with(beginning)) continue;
    text.remove_prefix(beginning.size());
    std::size_t at = 0;
    if (text.empty()) return false;
    next_code_point(text, at);
    text.remove_prefix(at);
    return true;
  }
  return !take_letters(text).empty();
}

bool take_zone(std::string_view& text, std::string& zone) {
  static const RE2 form(R"(([A-Za-z]{1,4}|[+-]\d{2}:?\d{2}))");
  re2::StringPiece rest = text;
  if (!RE2::Consume(&rest, form, &zone)) return false;
  text.remove_prefix(text.size() - rest.size());
  return true;
}

}  // namespace

bool DateFormat::read(std::string_view text, Parts& parts) const {
  int ignored = 0;
  for (const Piece& piece : pieces_) {
    bool fits = true;
    switch (piece.conversion) {
      case '\0':
        fits = text.starts_with(piece.literal);
        if (fits) text.remove_prefix(1);
        break;
      case ' ':
        text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        break;
      case 'Y':
        fits = take_number(text, 4, parts.year);
        break;
      case 'y':
        fits = take_number(text, 2, parts.year);
        parts.year = whole_year(parts.year);
        break;
      case 'm':
        fits = take_number(text, 2, parts.month);
        break;
      case 'd':
      case 'e':
        text = text.substr(std::min(text.find_first_not_of(' '), text.size()));
        fits = take_number(text, 2, parts.day);
        break;
      case 'H':
      case 'I':
        fits = take_number(text, 2, parts.hour);
        break;
      case 'M':
        fits = take_number(text, 2, parts.minute);
        break;
      case 'S':
        fits = take_number(text, 2, ignored);
        break;
      case 'p':
        parts.afternoon =
            text.starts_with("下午") || text.starts_with('P') || text.starts_with('p');
        text.remove_prefix(std::min(
            text.size(), text.starts_with("下午") || text.starts_with("上午") ? std::size_t{6}
                                                                              : std::size_t{2}));
        break;
      case 'z':
      case 'Z':
        fits = take_zone(text, parts.zone);
        break;
      case 'a':
      case 'A':
        fits = take_weekday(text);
        break;
      default:
        fits = take_month(text, parts.month);
        break;
    }
    if (!fits) return false;
  }
  return true;
}

std::optional<CivilDate> DateFormat::find(std::string_view text) const {
  const std::string plain = to_half_width(text.substr(0, looked_at));
  for (std::size_t at = 0; at < plain.size(); ++at) {
    // Not in the midst of a number: `%d/%m/%Y` is not to begin within `118/09/2026`.
    const auto is_digit = [&](std::size_t i) { return plain[i] >= '0' && plain[i] <= '9'; };
    if (at > 0 && is_digit(at) && is_digit(at - 1)) continue;
    Parts parts;
    if (!read(std::string_view(plain).substr(at), parts)) continue;
    if (parts.afternoon && parts.hour < 12) parts.hour += 12;
    const auto date = make_date(parts.year, parts.month, parts.day);
    if (date) return day_in_china(date, parts.hour, parts.minute, parts.zone);
  }
  return std::nullopt;
}

}  // namespace regwatch
