#pragma once

#include <string>
#include <vector>

#include "diff/notice.h"

namespace regwatch {

/// `200,000 CNY`, `1,234.56 USD`
std::string money_phrase(const Money& money);

/// `5 years`, `18 months`
std::string months_phrase(int months);

/// What a digest says of a notice's facts beside its comment deadline, a line each, most telling
/// first: `In force from 2025-03-01, for 5 years`, `Fines: 3, 1,250,000 CNY in all`, `37 apps`.
/// Long lists are cut and counted. Foreign text in them is clean.
std::vector<std::string> fact_phrases(const Notice& notice);

}  // namespace regwatch
