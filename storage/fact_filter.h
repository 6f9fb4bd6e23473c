#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace regwatch {

/// What is asked of one fact: that it is known, or what it says.
struct FactCondition {
  enum class Test { known, holds, less, at_most, at_least, more };
  std::string fact;  ///< A key of `Facts`: `fines`.
  Test test = Test::known;
  /// holds: a part of it, letters in any case; else a date, a number, or an amount in the
  /// currency's unit, of which any of a list's may pass the test.
  std::string value;
};

/// `repeals`, `parties=某某公司`, `rectify_by<2026-10-01`, `app_count>=20`, `fines>20万`. Spaces
/// around the sign do not count. Fault::invalid names what is wrong: a fact nobody knows, a sign
/// that does not go with it, a value of another type.
Result<FactCondition> parse_fact_condition(std::string_view text);

/// The condition in SQL on a notice `n`, with one parameter for `bound` where there is one.
struct FactSql {
  std::string condition;
  std::optional<std::string> bound;
};
FactSql sql_of(const FactCondition& condition);

/// A LIKE pattern (ESCAPE '\') that finds a part of a text. `any_bracket`: brackets of every form
/// (〔［[（() are one, as in document numbers.
std::string part_pattern(std::string_view part, bool any_bracket);

}  // namespace regwatch
