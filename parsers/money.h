#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// An amount of money as it stands in a sentence.
struct PrintedMoney {
  std::int64_t cents = 0;        ///< Hundredths of the currency's unit.
  std::string currency = "CNY";  ///< ISO 4217.
  std::size_t begin = 0;         ///< Bytes of the sentence.
  std::size_t end = 0;
  /// False for `20余万元`, `约20万元`, `一万元以上`, `十万元以下`: a bound or an estimate, whose
  /// number is nobody's debt.
  bool is_exact = true;
};

/// All amounts of a sentence without spaces and in half-width forms, in order: `1,234.56万元`,
/// `人民币贰拾万元整`, `一百二十三万四千五百六十七元八角九分`, `3000万美元`, `港币20万元`. What is
/// said twice (`20万元(大写:贰拾万元整)`) is one.
std::vector<PrintedMoney> printed_money(std::string_view plain);

/// What a cell of a table says under a header that may name the unit (`罚款金额(万元)`). Absent for
/// a number without any unit, for several amounts, and for a dash.
std::optional<PrintedMoney> money_of_cell(std::string_view cell, std::string_view header);

/// `1,234.5`, `二十`, `贰拾万`, `1亿2000万`, `一点五`: how many, at most 10^15.
std::optional<long double> printed_number(std::string_view plain);

}  // namespace regwatch
