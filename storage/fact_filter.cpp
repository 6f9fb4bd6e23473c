#include "storage/fact_filter.h"

#include <cassert>
#include <charconv>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/time.h"
#include "parsers/article.h"

namespace regwatch {
namespace {

using Test = FactCondition::Test;

enum class FactType { date, number, text, texts, amounts, apps };

template <class Value>
constexpr FactType type_of() {
  if constexpr (std::is_same_v<Value, std::optional<CivilDate>>) return FactType::date;
  if constexpr (std::is_same_v<Value, std::optional<int>>) return FactType::number;
  if constexpr (std::is_same_v<Value, std::optional<std::string>>) return FactType::text;
  if constexpr (std::is_same_v<Value, std::vector<std::string>>) return FactType::texts;
  if constexpr (std::is_same_v<Value, std::vector<Money>>) return FactType::amounts;
  if constexpr (std::is_same_v<Value, std::vector<App>>) return FactType::apps;
}

std::optional<FactType> type_named(std::string_view name) {
  std::optional<FactType> found;
  each_fact([&](std::string_view fact, auto member) {
    using Value = std::remove_reference_t<decltype(Facts{}.*member)>;
    if (fact == name) found = type_of<Value>();
  });
  return found;
}

std::string all_names() {
  std::string names;
  each_fact([&](std::string_view fact, auto) {
    names += (names.empty() ? "" : ", ") + std::string(fact);
  });
  return names;
}

struct Sign {
  std::string_view written;
  Test test;
};
// The longer ones first.
constexpr Sign signs[] = {{"<=", Test::at_most},
                          {">=", Test::at_least},
                          {"<", Test::less},
                          {">", Test::more},
                          {"=", Test::holds}};

std::string_view operator_of(Test test) {
  for (const Sign& sign : signs) {
    if (sign.test == test) return sign.written;
  }
  return "=";
}

// `200000`, `1234.56`, `20万`, `1.5亿`, in hundredths.
std::optional<std::int64_t> cents_of(std::string_view text) {
  std::int64_t unit = 100;
  for (const auto& [word, factor] :
       {std::pair<std::string_view, std::int64_t>{"万", 10'000}, {"亿", 100'000'000}}) {
    if (!text.ends_with(word)) continue;
    unit *= factor;
    text.remove_suffix(word.size());
  }
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  const double cents = value * static_cast<double>(unit);
  constexpr double most_cents = 9e18;
  // Written so that what is no number fails it.
  if (text.empty() || !whole || !(cents >= 0 && cents <= most_cents)) return std::nullopt;
  return static_cast<std::int64_t>(cents + 0.5);
}

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
    return std::nullopt;
  return value;
}

// The value in the form in which it is stored, or what was expected instead.
Result<std::string> stored_form(FactType type, const FactCondition& condition) {
  const auto wrong = [&](const char* expected) {
    return Error{Fault::invalid, condition.fact + ": '" + condition.value + "': " + expected};
  };
  switch (type) {
    case FactType::date: {
      const auto date = parse_date(condition.value);
      if (!date) return wrong("a date such as 2026-10-01 is expected");
      return format_date(*date);
    }
    case FactType::number: {
      const auto number = number_of(condition.value);
      if (!number) return wrong("a number is expected");
      return std::to_string(*number);
    }
    case FactType::amounts: {
      const auto cents = cents_of(condition.value);
      if (!cents) return wrong("an amount such as 200000 or 20万 is expected");
      return std::to_string(*cents);
    }
    case FactType::text:
    case FactType::texts:
    case FactType::apps:
      break;
  }
  if (condition.test != Test::holds)
    return wrong("this fact is words; it is asked for with =, and no other sign");
  return condition.value;
}

}  // namespace

Result<FactCondition> parse_fact_condition(std::string_view text) {
  FactCondition condition;
  std::size_t at = text.npos;
  std::size_t length = 0;
  for (const Sign& sign : signs) {
    const std::size_t found = text.find(sign.written);
    if (found == text.npos || found >= at) continue;
    at = found;
    length = sign.written.size();
    condition.test = sign.test;
  }
  condition.fact = std::string(trim(text.substr(0, at)));
  const auto type = type_named(condition.fact);
  if (!type) {
    return Error{Fault::invalid,
                 "'" + condition.fact + "' is no fact; one of " + all_names() + " is expected"};
  }
  if (at == text.npos) return condition;
  condition.value = std::string(trim(text.substr(at + length)));
  auto stored = stored_form(*type, condition);
  if (!stored) return stored.error();
  condition.value = std::move(*stored);
  return condition;
}

std::string part_pattern(std::string_view part, bool any_bracket) {
  std::string pattern = "%";
  for (std::size_t at = 0; at < part.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(part, at);
    const bool bracket =
        std::u32string_view(U"〔〕[]［］()（）【】﹝﹞").find(c) != std::u32string::npos;
    if (any_bracket && bracket) {
      pattern += '_';
      continue;
    }
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += part.substr(begin, at - begin);
  }
  return pattern + "%";
}

FactSql sql_of(const FactCondition& condition) {
  assert(type_named(condition.fact));  // It becomes a part of the SQL.
  const std::string path = "'$." + condition.fact + "'";
  if (condition.test == Test::known) {
    return {"json_type(n.facts, " + path + ") IS NOT NULL", std::nullopt};
  }
  const FactType type = type_named(condition.fact).value_or(FactType::text);
  const std::string sign(operator_of(condition.test));
  // This one has a column and an index.
  const std::string one = condition.fact == "comment_deadline"
                              ? "n.comment_deadline"
                              : "json_extract(n.facts, " + path + ")";
  const std::string any = "EXISTS (SELECT 1 FROM json_each(n.facts, " + path + ") WHERE ";
  switch (type) {
    case FactType::date:
      return {one + " " + sign + " ?", condition.value};
    case FactType::number:
      return {one + " " + sign + " CAST(? AS INTEGER)", condition.value};
    case FactType::amounts:
      return {any + "json_extract(value, '$.cents') " + sign + " CAST(? AS INTEGER))",
              condition.value};
    case FactType::text:
      return {one + " LIKE ? ESCAPE '\\'", part_pattern(condition.value, false)};
    case FactType::apps:
      return {any + "json_extract(value, '$.name') LIKE ? ESCAPE '\\')",
              part_pattern(condition.value, false)};
    case FactType::texts:
      break;
  }
  return {any + "value LIKE ? ESCAPE '\\')", part_pattern(condition.value, false)};
}

}  // namespace regwatch
