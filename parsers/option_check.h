#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/source.h"
#include "parsers/parser.h"

namespace regwatch {

/// What a parser's option may be.
enum class OptionType { text, number, flag, texts };

/// One option that a parser knows.
struct OptionRule {
  std::string_view key;
  OptionType type = OptionType::text;
  bool required = false;
};

/// Holds a source's options against what its parser knows: unknown keys (with the nearest known
/// one), wrong types, empty texts, and required ones that are absent (reported at the source).
std::vector<OptionProblem> check_options(const Source& source,
                                         const std::vector<OptionRule>& rules);

/// Of a parser without options: any is a problem.
std::vector<OptionProblem> check_no_options(const Source& source);

/// The known word nearest to `word`, if it is near enough to be what was meant.
std::optional<std::string> nearest_of(std::string_view word,
                                      const std::vector<std::string_view>& known);

/// The value of an option of that name and type, or nothing.
std::optional<std::string> text_option(const Source& source, std::string_view key);
std::optional<std::int64_t> number_option(const Source& source, std::string_view key);

}  // namespace regwatch
