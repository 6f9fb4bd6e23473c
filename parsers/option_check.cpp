#include "parsers/option_check.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace regwatch {
namespace {

std::string_view words_for(OptionType type) {
  switch (type) {
    case OptionType::text:
      return "a text";
    case OptionType::number:
      return "a whole number";
    case OptionType::flag:
      return "true or false";
    case OptionType::texts:
      return "a list of texts";
  }
  return "";
}

bool is_of_type(const Option& option, OptionType type) {
  return option.value.index() == static_cast<std::size_t>(type);
}

// Levenshtein's distance, by one row.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::string unknown_key(const Source& source, std::string_view key,
                        const std::vector<std::string_view>& known) {
  std::string message =
      "parser '" + source.parser + "' has no option '" + std::string(ellipsize(key, 60)) + "'";
  if (const auto nearest = nearest_of(key, known))
    return message + "; did you mean '" + *nearest + "'?";
  if (known.empty()) return message + "; it takes none";
  message += "; it knows ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    message += (i > 0 ? ", '" : "'") + std::string(known[i]) + "'";
  }
  return message;
}

}  // namespace

std::vector<OptionProblem> check_no_options(const Source& source) {
  return check_options(source, {});
}

std::optional<std::string> nearest_of(std::string_view word,
                                      const std::vector<std::string_view>& known) {
  if (word.size() > 100) return std::nullopt;
  const std::string lower = ascii_lower(word);
  std::optional<std::string> nearest;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto candidate : known) {
    const std::size_t d = distance(lower, candidate);
    if (d < least) {
      least = d;
      nearest = std::string(candidate);
    }
  }
  return nearest;
}

std::vector<OptionProblem> check_options(const Source& source,
                                         const std::vector<OptionRule>& rules) {
  std::vector<OptionProblem> problems;
  std::vector<std::string_view> known;
  for (const auto& rule : rules) known.push_back(rule.key);
  for (const auto& [key, option] : source.options) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&key = key](const OptionRule& r) { return r.key == key; });
    if (rule == rules.end()) {
      problems.push_back({option.where, unknown_key(source, key, known)});
    } else if (!is_of_type(option, rule->type)) {
      problems.push_back(
          {option.where, "'" + key + "': " + std::string(words_for(rule->type)) + " is expected"});
    } else if (const auto* text = std::get_if<std::string>(&option.value);
               text && trim(*text).empty()) {
      problems.push_back({option.where, "'" + key + "' is empty"});
    }
  }
  for (const auto& rule : rules) {
    if (!rule.required || source.options.count(std::string(rule.key))) continue;
    problems.push_back({source.where, "parser '" + source.parser + "' needs the option '" +
                                          std::string(rule.key) + "'"});
  }
  return problems;
}

std::optional<std::string> text_option(const Source& source, std::string_view key) {
  const auto found = source.options.find(std::string(key));
  if (found == source.options.end()) return std::nullopt;
  const auto* text = std::get_if<std::string>(&found->second.value);
  return text ? std::optional(*text) : std::nullopt;
}

std::optional<std::int64_t> number_option(const Source& source, std::string_view key) {
  const auto found = source.options.find(std::string(key));
  if (found == source.options.end()) return std::nullopt;
  const auto* number = std::get_if<std::int64_t>(&found->second.value);
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace regwatch
