#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/penalty.h"
#include "parsers/respondent.h"

namespace regwatch {

/// The sums that one sentence imposes (without spaces, half-width), with the party where the words
/// name it: `对某公司处以20万元罚款`, `对张三、李四各罚款5万元`. `party` pays where they name none.
std::vector<Penalty> penalties_in_words(std::string_view plain,
                                        const std::vector<Respondent>& respondents,
                                        const std::string& party);

/// Whom the last `对…` of a sentence is about, for the next one of the same list; empty for nobody.
std::string party_in_words(std::string_view plain, const std::vector<Respondent>& respondents);

}  // namespace regwatch
