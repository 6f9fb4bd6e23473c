#include "app/config_tree.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include <toml++/toml.h>

#include "base/text.h"
#include "parsers/option_check.h"

namespace regwatch {
namespace {

constexpr int max_depth = 16;

Location location_of(const toml::node& node, const std::string& file) {
  return {file, static_cast<int>(node.source().begin.line)};
}

ConfigValue convert(const toml::node& node, const std::string& file, int depth) {
  ConfigValue out;
  out.where = location_of(node, file);
  if (depth > max_depth) throw ConfigError(out.where.str() + ": tables are nested too deeply");
  if (const auto* text = node.as_string()) {
    out.value = text->get();
  } else if (const auto* number = node.as_integer()) {
    out.value = number->get();
  } else if (const auto* real = node.as_floating_point()) {
    out.value = real->get();
  } else if (const auto* flag = node.as_boolean()) {
    out.value = flag->get();
  } else if (const auto* list = node.as_array()) {
    ConfigValue::List items;
    for (const auto& item : *list) items.push_back(convert(item, file, depth + 1));
    out.value = std::move(items);
  } else if (const auto* table = node.as_table()) {
    ConfigValue::Table members;
    for (const auto& [key, member] : *table) {
      members.emplace(std::string(key.str()), convert(member, file, depth + 1));
    }
    out.value = std::move(members);
  } else {
    throw ConfigError(out.where.str() + ": dates and times are not used here; write a string");
  }
  return out;
}

std::string read_whole_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open()) throw ConfigError(file + ": cannot be read");
  // A directory opens, and fails here. An empty file is one that says nothing.
  if (in.peek() == std::ifstream::traits_type::eof() && !in.bad()) return "";
  std::ostringstream content;
  if (!(content << in.rdbuf())) throw ConfigError(file + ": cannot be read");
  return content.str();
}

// A number and the word behind it: `2 GiB` → 2, `GiB`.
std::optional<std::pair<double, std::string>> number_and_unit(std::string_view text) {
  const std::string clean(trim(text));
  std::size_t used = 0;
  double number = 0;
  try {
    number = std::stod(clean, &used);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  if (!std::isfinite(number) || number < 0) return std::nullopt;
  return std::pair{number, std::string(trim(std::string_view(clean).substr(used)))};
}

}  // namespace

std::string_view ConfigValue::type_name() const {
  static constexpr std::string_view names[] = {"a string",      "a whole number", "a number",
                                               "true or false", "a list",         "a table"};
  return names[value.index()];
}

ConfigValue parse_toml(std::string_view text, const std::string& file) {
  try {
    const toml::table table = toml::parse(text, file);
    return convert(table, file, 0);
  } catch (const toml::parse_error& error) {
    throw ConfigError(file + ":" + std::to_string(error.source().begin.line) + ": " +
                      std::string(error.description()));
  }
}

ConfigValue read_toml(const std::string& file) { return parse_toml(read_whole_file(file), file); }

void ConfigProblems::add(const Location& where, std::string_view message) {
  lines_.push_back(where.str() + ": " + std::string(message));
}

void ConfigProblems::raise_if_any() const {
  if (!lines_.empty()) throw ConfigError(join(lines_, "\n"));
}

TableReader::TableReader(const ConfigValue& table, std::string name, ConfigProblems& problems)
    : table_(table), name_(std::move(name)), problems_(problems) {}

const ConfigValue* TableReader::find(std::string_view key) {
  known_.emplace(key);
  const auto& members = std::get<ConfigValue::Table>(table_.value);
  const auto found = members.find(std::string(key));
  return found == members.end() ? nullptr : &found->second;
}

Location TableReader::where(std::string_view key) const {
  const auto& members = std::get<ConfigValue::Table>(table_.value);
  const auto found = members.find(std::string(key));
  return found == members.end() ? table_.where : found->second.where;
}

void TableReader::problem(std::string_view key, std::string_view message) {
  problems_.add(where(key), name_ + " " + std::string(key) + ": " + std::string(message));
}

template <class T>
std::optional<T> TableReader::take(std::string_view key, std::string_view expected) {
  const ConfigValue* found = find(key);
  if (!found) return std::nullopt;
  if (const T* value = std::get_if<T>(&found->value)) return *value;
  problem(key, std::string(expected) + " is expected, not " + std::string(found->type_name()));
  return std::nullopt;
}

std::optional<std::string> TableReader::text(std::string_view key) {
  return take<std::string>(key, "a string");
}

std::optional<std::int64_t> TableReader::number(std::string_view key) {
  return take<std::int64_t>(key, "a whole number");
}

std::optional<bool> TableReader::flag(std::string_view key) {
  return take<bool>(key, "true or false");
}

std::optional<std::vector<std::string>> TableReader::texts(std::string_view key) {
  const auto list = take<ConfigValue::List>(key, "a list of strings");
  if (!list) return std::nullopt;
  std::vector<std::string> out;
  for (const auto& item : *list) {
    if (const auto* word = std::get_if<std::string>(&item.value)) {
      out.push_back(*word);
    } else {
      problem(key, "a list of strings is expected; it holds " + std::string(item.type_name()));
    }
  }
  return out;
}

std::optional<std::chrono::milliseconds> TableReader::duration(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto parsed = parse_duration(*written);
  if (!parsed) problem(key, "'" + *written + "' is no duration (500ms, 1s, 10m, 1h, 30d, 2w)");
  return parsed;
}

std::optional<std::uint64_t> TableReader::bytes(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto parsed = parse_bytes(*written);
  if (!parsed) problem(key, "'" + *written + "' is no size (2 GiB, 500 MB)");
  return parsed;
}

std::string TableReader::required_text(std::string_view key) {
  const bool present = find(key) != nullptr;
  auto written = text(key);
  if (!present) problems_.add(table_.where, name_ + ": '" + std::string(key) + "' is missing");
  if (written && trim(*written).empty()) problem(key, "may not be empty");
  return written.value_or("");
}

Options TableReader::rest() {
  Options out;
  for (const auto& [key, member] : std::get<ConfigValue::Table>(table_.value)) {
    if (known_.count(key)) continue;
    Option option;
    option.where = member.where;
    if (const auto* word = std::get_if<std::string>(&member.value)) {
      option.value = *word;
    } else if (const auto* number = std::get_if<std::int64_t>(&member.value)) {
      option.value = *number;
    } else if (const auto* flag = std::get_if<bool>(&member.value)) {
      option.value = *flag;
    } else if (std::holds_alternative<ConfigValue::List>(member.value)) {
      option.value = texts(key).value_or(std::vector<std::string>{});
    } else {
      problem(key, "an option is a string, a whole number, true or false, or a list of strings");
      continue;
    }
    out.emplace(key, std::move(option));
  }
  for (const auto& [key, option] : out) known_.insert(key);
  return out;
}

void TableReader::finish() {
  const std::vector<std::string_view> names(known_.begin(), known_.end());
  for (const auto& [key, member] : std::get<ConfigValue::Table>(table_.value)) {
    if (known_.count(key)) continue;
    std::string message = name_ + ": unknown key '" + key + "'";
    if (const auto near = nearest_of(key, names)) message += "; did you mean '" + *near + "'?";
    problems_.add(member.where, message);
  }
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  static const std::map<std::string, double, std::less<>> units = {
      {"ms", 1},     {"s", 1000},    {"m", 60e3},    {"min", 60e3},
      {"h", 3600e3}, {"d", 86400e3}, {"w", 604800e3}};
  const auto parts = number_and_unit(text);
  if (!parts) return std::nullopt;
  const auto unit = units.find(parts->second);
  if (unit == units.end() || parts->first * unit->second > 1e14) return std::nullopt;
  return std::chrono::milliseconds(std::llround(parts->first * unit->second));
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  static const std::map<std::string, double, std::less<>> units = {{"", 1},
                                                                   {"B", 1},
                                                                   {"kB", 1e3},
                                                                   {"KB", 1e3},
                                                                   {"MB", 1e6},
                                                                   {"GB", 1e9},
                                                                   {"TB", 1e12},
                                                                   {"KiB", 1024.0},
                                                                   {"MiB", 1048576.0},
                                                                   {"GiB", 1073741824.0},
                                                                   {"TiB", 1099511627776.0}};
  const auto parts = number_and_unit(text);
  if (!parts) return std::nullopt;
  const auto unit = units.find(parts->second);
  if (unit == units.end() || parts->first * unit->second > 1e18) return std::nullopt;
  return static_cast<std::uint64_t>(parts->first * unit->second);
}

}  // namespace regwatch
