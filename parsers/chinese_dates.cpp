#include "parsers/chinese_dates.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace regwatch {
namespace {

using namespace std::chrono;

std::string_view view(re2::StringPiece text) { return {text.data(), text.size()}; }

std::optional<int> digits_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> digit_named(std::string_view c) {
  constexpr std::string_view digits[] = {"零", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
  for (int i = 0; i < 10; ++i) {
    if (digits[i] == c) return i;
  }
  // The round zero is typed in many ways.
  if (c == "〇" || c == "○" || c == "◯" || c == "O" || c == "o" || c == "0") return 0;
  if (c == "两") return 2;
  return std::nullopt;
}

// `2026`, `二〇二六`.
std::optional<int> year_of(std::string_view text) {
  if (const auto year = digits_of(text)) return year;
  int year = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    const auto digit = digit_named(text.substr(begin, at - begin));
    if (!digit) return std::nullopt;
    year = year * 10 + *digit;
  }
  return year;
}

std::optional<int> month_of(std::string_view text) {
  return text == "元" ? std::optional(1) : chinese_number(text);
}

std::optional<CivilDate> last_day_of(int year, int month) {
  const auto first = make_date(year, month, 1);
  if (!first) return std::nullopt;
  return CivilDate(first->year() / first->month() / last);
}

// One match of a date's parts, none of them read yet.
struct Parts {
  std::string_view year, month, day;
  bool is_last_day = false;
};

std::optional<CivilDate> date_in(int year, const Parts& parts) {
  const auto month = month_of(parts.month);
  if (!month) return std::nullopt;
  if (parts.is_last_day) return last_day_of(year, *month);
  const auto day = chinese_number(parts.day);
  return day ? make_date(year, *month, *day) : std::nullopt;
}

// How far from the day of publication a day without its year may lie. Longer ahead than back: what
// a notice names is mostly yet to come.
constexpr int days_back = 60;

std::optional<CivilDate> date_near(CivilDate published, const Parts& parts) {
  const int year = static_cast<int>(published.year());
  for (const int candidate : {year - 1, year, year + 1}) {
    const auto date = date_in(candidate, parts);
    if (!date) continue;
    const int distance = days_between(published, *date);
    if (distance >= -days_back && distance < 366 - days_back) return date;
  }
  return std::nullopt;
}

std::optional<CivilDate> date_after(CivilDate previous, const Parts& parts) {
  const int year = static_cast<int>(previous.year());
  const auto date = date_in(year, parts);
  return date && days_between(previous, *date) < 0 ? date_in(year + 1, parts) : date;
}

std::optional<CivilDate> date_without_year(const Parts& parts, std::string_view between,
                                           const std::optional<PrintedDate>& previous,
                                           std::optional<CivilDate> published) {
  if (previous && is_range_sign(between)) return date_after(previous->date, parts);
  if (published) return date_near(*published, parts);
  if (!previous) return std::nullopt;
  return date_after(previous->date, parts);
}

const std::string year_form = "((?:19|20)\\d\\d|[一二][〇○◯零Oo0一二三四五六七八九]{3})";
const std::string month_form = "(\\d{1,2}|[元一二三四五六七八九十]{1,2})";
const std::string day_form = "(\\d{1,2}|[一二三四五六七八九十]{1,3})";

// Groups: 1 to 3 with 年月日, 4 to 6 in digits, 7 and 8 a month's last day.
const RE2& date_form() {
  static const RE2 form("(?:" + year_form + "年)?" + month_form + "月份?" + day_form +
                        "[日号]|((?:19|20)\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})|(?:" + year_form +
                        "年)?" + month_form + "月份?(?:月?底|末)");
  return form;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Within a longer number (120.2026.9.18, an account, a version) there is no date.
bool stands_alone(std::string_view plain, std::size_t begin, std::size_t end) {
  const bool before = begin > 0 && is_digit(plain[begin - 1]);
  const bool after = end < plain.size() && is_digit(plain[end]) && is_digit(plain[end - 1]);
  return !before && !after;
}

// The last day of a period that is printed without its month or its year: `至11日`, `-9.11`.
std::optional<PrintedDate> rest_of_range(std::string_view plain, const PrintedDate& first) {
  static const RE2 day_alone("^((?:\\([^)]{0,12}\\))?起?(?:至|到|-+|—+|–|−|~|―|─+))(\\d{1,2})日");
  static const RE2 day_of_month("^((?:至|到|-+|—+|–|−|~|―|─+))(\\d{1,2})[-/.](\\d{1,2})(?:\\D|$)");
  const auto rest = plain.substr(first.end);
  const std::string own_month = std::to_string(static_cast<unsigned>(first.date.month()));
  re2::StringPiece sign;
  re2::StringPiece month(own_month);
  re2::StringPiece day;
  const bool in_digits = is_digit(plain[first.end - 1]);
  const bool found = in_digits ? RE2::PartialMatch(rest, day_of_month, &sign, &month, &day)
                               : RE2::PartialMatch(rest, day_alone, &sign, &day);
  if (!found) return std::nullopt;
  const auto date = date_after(first.date, {{}, view(month), view(day), false});
  if (!date || days_between(first.date, *date) > (in_digits ? 366 : 31)) return std::nullopt;
  const auto end = static_cast<std::size_t>(day.data() + day.size() - plain.data());
  return PrintedDate{*date, first.end + sign.size(), in_digits ? end : end + 3, first.has_year};
}

}  // namespace

bool is_range_sign(std::string_view between) {
  static const RE2 form(
      "[\\])]?(?:\\([^)]{0,24}\\))?(?:星期.|周.)?(?:[上下]午)?,?"
      "(?:\\d{1,2}(?:[时点]\\d{0,2}分?|:\\d\\d(?::\\d\\d)?))?"
      "(?:零时)?(?:起|开始)?,?(?:截?至|截?到|-+|—+|–+|−|~+|―+|─+|－+|～+)(?:截止|于)?\\[?");
  return RE2::FullMatch(between, form);
}

std::vector<PrintedDate> printed_dates(std::string_view plain, std::optional<CivilDate> published) {
  std::vector<PrintedDate> dates;
  const auto text = plain;
  re2::StringPiece part[9];
  for (std::size_t from = 0;
       date_form().Match(text, from, text.size(), RE2::UNANCHORED, part, 9);) {
    const auto at = static_cast<std::size_t>(part[0].data() - plain.data());
    from = at + part[0].size();
    if (!stands_alone(plain, at, from)) continue;
    Parts parts{view(part[1]), view(part[2]), view(part[3]), false};
    if (!part[5].empty()) parts = {view(part[4]), view(part[5]), view(part[6]), false};
    if (!part[8].empty()) parts = {view(part[7]), view(part[8]), {}, true};
    const auto previous = dates.empty() ? std::nullopt : std::optional(dates.back());
    const std::string_view between =
        previous ? plain.substr(previous->end, at - previous->end) : std::string_view();
    const auto year = parts.year.empty() ? std::nullopt : year_of(parts.year);
    const auto date =
        year ? date_in(*year, parts) : date_without_year(parts, between, previous, published);
    if (!date) continue;
    dates.push_back({*date, at, from, year.has_value()});
    if (auto last_day = rest_of_range(plain, dates.back())) {
      dates.push_back(*last_day);
      from = last_day->end;
    }
  }
  return dates;
}

CivilDate add_months(CivilDate date, int months) {
  const auto month = date.year() / date.month() + std::chrono::months(months);
  const CivilDate same_day = month / date.day();
  return same_day.ok() ? same_day : CivilDate(month / last);
}

std::optional<int> chinese_number(std::string_view text) {
  if (const auto number = digits_of(text)) return number;
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
      const auto value = digit_named(c);
      if (!value || digit > 0) return std::nullopt;
      digit = *value;
    }
    any = true;
  }
  if (!any) return std::nullopt;
  return total + std::max(digit, 0);
}

}  // namespace regwatch
