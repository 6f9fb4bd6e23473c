#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parsers/article.h"

namespace regwatch {

std::string english_month(std::chrono::year_month month);  ///< `April 2022`
std::string english_day(CivilDate date);                   ///< `29 April`
std::string english_date(CivilDate date);                  ///< `29 April 2022`
std::string english_ordinal(int number);                   ///< third, 23rd: as words up to tenth.
std::string english_number(int number);                    ///< three, 23: as words up to ten.
std::string english_list(const std::vector<std::string>& words);  ///< `A, B and C`
bool is_plural(std::string_view noun);                            ///< By its last letter: measures.
std::string with_article(std::string_view noun);                  ///< a notice, an order, measures
std::string english_money(const Money& money);                    ///< `RMB 200,000`
/// `sentence` with one full stop at its end.
std::string closed_sentence(std::string_view sentence);

}  // namespace regwatch
