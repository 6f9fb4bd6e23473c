#include "parsers/option_regex.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "parsers/option_check.h"

namespace regwatch {
namespace {

constexpr int max_groups = 9;
constexpr std::size_t max_matched = 2u << 20;

std::unique_ptr<const RE2> compiled(const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return std::make_unique<const RE2>(pattern, options);
}

}  // namespace

OptionRegex::OptionRegex(const Source& source, const std::string& key,
                         const std::string& otherwise) {
  const std::string pattern = text_option(source, key).value_or(otherwise);
  if (!pattern.empty()) regex_ = compiled(pattern);
  if (regex_ && !regex_->ok()) regex_ = nullptr;
}
OptionRegex::~OptionRegex() = default;
OptionRegex::OptionRegex(OptionRegex&&) noexcept = default;

std::optional<std::string> OptionRegex::problem_of(const std::string& pattern) {
  const auto regex = compiled(pattern);
  if (regex->ok()) return std::nullopt;
  return "'" + pattern + "': " + regex->error() + " at '" + regex->error_arg() + "'";
}

int OptionRegex::groups_of(const std::string& pattern) {
  return std::max(compiled(pattern)->NumberOfCapturingGroups(), 0);
}

std::optional<std::vector<std::string>> OptionRegex::groups(std::string_view text) const {
  if (!regex_) return std::vector<std::string>{std::string(text), std::string(text)};
  std::array<re2::StringPiece, max_groups + 1> found;
  const int count = std::min(regex_->NumberOfCapturingGroups(), max_groups) + 1;
  const re2::StringPiece in(text.data(), std::min(text.size(), max_matched));
  if (!regex_->Match(in, 0, in.size(), RE2::UNANCHORED, found.data(), count)) return std::nullopt;
  std::vector<std::string> groups;
  for (int i = 0; i < count; ++i) groups.emplace_back(found[static_cast<std::size_t>(i)]);
  if (count == 1) groups.push_back(groups.front());
  return groups;
}

std::optional<std::string> OptionRegex::first(std::string_view text) const {
  const auto found = groups(text);
  return found ? std::optional((*found)[1]) : std::nullopt;
}

}  // namespace regwatch
