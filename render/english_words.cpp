#include "render/english_words.h"

#include <array>

#include "base/text.h"
#include "render/fact_phrases.h"

namespace regwatch {
namespace {

std::string month_name(std::chrono::month month) {
  constexpr std::array<std::string_view, 12> names = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return month.ok() ? std::string(names[static_cast<unsigned>(month) - 1]) : "";
}

}  // namespace

std::string english_month(std::chrono::year_month month) {
  return month_name(month.month()) + " " + std::to_string(static_cast<int>(month.year()));
}

std::string english_day(CivilDate date) {
  return std::to_string(static_cast<unsigned>(date.day())) + " " + month_name(date.month());
}

std::string english_date(CivilDate date) {
  return english_day(date) + " " + std::to_string(static_cast<int>(date.year()));
}

std::string english_ordinal(int number) {
  constexpr std::array<std::string_view, 10> words = {"first", "second", "third",   "fourth",
                                                      "fifth", "sixth",  "seventh", "eighth",
                                                      "ninth", "tenth"};
  if (number >= 1 && number <= 10) return std::string(words[static_cast<std::size_t>(number - 1)]);
  const int tens = number % 100;
  const int last = tens >= 11 && tens <= 13 ? 0 : number % 10;
  return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

std::string english_number(int number) {
  constexpr std::array<std::string_view, 10> words = {"one", "two",   "three", "four", "five",
                                                      "six", "seven", "eight", "nine", "ten"};
  if (number >= 1 && number <= 10) return std::string(words[static_cast<std::size_t>(number - 1)]);
  return std::to_string(number);
}

std::string english_list(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

bool is_plural(std::string_view noun) {
  return noun.ends_with("s") && !noun.ends_with("ss") && !noun.ends_with("is");
}

std::string with_article(std::string_view noun) {
  if (noun.empty() || is_plural(noun) || noun.starts_with("the ") || noun.starts_with("a "))
    return std::string(noun);
  const bool vowel = std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string english_money(const Money& money) {
  const std::string phrase = money_phrase(money);
  const auto space = phrase.find(' ');
  const std::string currency = phrase.substr(space + 1);
  return (currency == "CNY" ? "RMB" : currency) + " " + phrase.substr(0, space);
}

std::string closed_sentence(std::string_view sentence) {
  std::string out(trim(sentence));
  const bool closed = out.empty() || out.ends_with('.') || out.ends_with('!') ||
                      out.ends_with('?') || out.ends_with("。") || out.ends_with(".”") ||
                      out.ends_with(".\"");
  return closed ? out : out + ".";
}

}  // namespace regwatch
