#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "parsers/article.h"
#include "render/terminal.h"

namespace regwatch {

/// Every fact that is known, in the order of each_fact, each with the sentences it was read from
/// below it. `today` says how many days are left until a deadline; without it none are counted.
/// Long lists are cut and counted.
std::string facts_text(const Facts& facts, const TerminalStyle& style,
                       std::optional<CivilDate> today = std::nullopt);

/// In columns: where the value behind a label begins.
inline constexpr std::size_t label_width = 17;
/// `Published:       2026-09-18`, wrapped to `columns`; nothing where the value is empty.
std::string labelled_lines(std::string_view label, std::string_view value, std::size_t columns);

}  // namespace regwatch
