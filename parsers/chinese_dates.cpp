#include "parsers/chinese_dates.h"

#include <re2/re2.h>

#include <charconv>

#include "base/text.h"

namespace regwatch {
namespace {

std::optional<int> digits_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A day that is printed without its year.
std::optional<CivilDate> date_without_year(int month, int day, std::optional<CivilDate> previous,
                                           std::optional<CivilDate> published) {
  const std::optional<CivilDate> base = previous ? previous : published;
  if (!base) return std::nullopt;
  const int year = static_cast<int>(base->year());
  auto date = make_date(year, month, day);
  if (date && days_between(*base, *date) < 0) date = make_date(year + 1, month, day);
  return date;
}

}  // namespace

std::vector<PrintedDate> printed_dates(std::string_view plain, std::optional<CivilDate> published) {
  static const RE2 form(
      "(?:((?:19|20)\\d\\d)年)?(\\d{1,2})月(\\d{1,2})日|"
      "((?:19|20)\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})");
  std::vector<PrintedDate> dates;
  re2::StringPiece rest(plain.data(), plain.size());
  re2::StringPiece part[7];
  std::size_t from = 0;
  while (form.Match(rest, from, rest.size(), RE2::UNANCHORED, part, 7)) {
    const auto at = static_cast<std::size_t>(part[0].data() - plain.data());
    from = at + part[0].size();
    const std::size_t first = part[5].empty() ? 1 : 4;
    const auto number = [&](std::size_t i) {
      return digits_of({part[first + i].data(), part[first + i].size()});
    };
    const auto month = number(1);
    const auto day = number(2);
    if (!month || !day) continue;
    const auto year = number(0);
    const auto previous = dates.empty() ? std::nullopt : std::optional(dates.back().date);
    const auto date = year ? make_date(*year, *month, *day)
                           : date_without_year(*month, *day, previous, published);
    if (date) dates.push_back({*date, at, from, year.has_value()});
  }
  return dates;
}

std::optional<int> chinese_number(std::string_view text) {
  if (const auto number = digits_of(text)) return number;
  constexpr std::string_view digits[] = {"零", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
  int total = 0;
  int digit = -1;
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    const std::string_view c = text.substr(begin, at - begin);
    if (c == "十" || c == "百") {
      total += (digit < 0 ? 1 : digit) * (c == "十" ? 10 : 100);
      digit = -1;
    } else {
      int value = -1;
      for (int i = 0; i < 10; ++i) {
        if (digits[i] == c) value = i;
      }
      if (value < 0 || digit > 0) return std::nullopt;
      digit = value;
    }
    any = true;
  }
  if (!any) return std::nullopt;
  return total + std::max(digit, 0);
}

}  // namespace regwatch
