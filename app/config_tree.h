#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crawler/source.h"

namespace regwatch {

/// The configuration is wrong. The message has one line per problem, each `file:line: what`. Thrown
/// to main, which exits with 78.
class ConfigError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A value of a TOML file with the place where it was written.
struct ConfigValue {
  using List = std::vector<ConfigValue>;
  using Table = std::map<std::string, ConfigValue>;
  std::variant<std::string, std::int64_t, double, bool, List, Table> value;
  Location where;

  std::string_view type_name() const;  ///< `a string`, `a whole number`, …
};

/// Parses TOML text; `file` is its name in messages. Throws ConfigError on bad syntax.
ConfigValue parse_toml(std::string_view text, const std::string& file);
/// Reads and parses; throws ConfigError when the file cannot be read.
ConfigValue read_toml(const std::string& file);

/// Every problem of a configuration, so that a person mends them in one go.
class ConfigProblems {
 public:
  void add(const Location& where, std::string_view message);
  bool empty() const { return lines_.empty(); }
  void raise_if_any() const;  ///< Throws ConfigError with all of them.

 private:
  std::vector<std::string> lines_;
};

/// Takes the keys of one table by name and type. What is missing is nullopt; what has another type
/// is a problem; what was never asked for is a problem at finish(), with the nearest known key as
/// suggestion.
class TableReader {
 public:
  /// `name` is how messages call the table: `[mail]`, `[[source]] cac-rules`. `table` outlives the
  /// reader.
  TableReader(const ConfigValue& table, std::string name, ConfigProblems& problems);

  std::optional<std::string> text(std::string_view key);
  std::optional<std::int64_t> number(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<std::vector<std::string>> texts(std::string_view key);
  /// `500ms`, `1s`, `10m`, `1h`, `30d`, `2w`.
  std::optional<std::chrono::milliseconds> duration(std::string_view key);
  /// `2 GiB`, `500 MB`, `1048576`.
  std::optional<std::uint64_t> bytes(std::string_view key);
  std::string required_text(std::string_view key);

  const ConfigValue* find(std::string_view key);  ///< Any type; counts as asked for.
  Location where(std::string_view key) const;     ///< Of the key, else of the table.
  void problem(std::string_view key, std::string_view message);
  /// Everything not asked for, as parser options.
  Options rest();
  void finish();

 private:
  template <class T>
  std::optional<T> take(std::string_view key, std::string_view expected);

  const ConfigValue& table_;
  std::string name_;
  ConfigProblems& problems_;
  std::set<std::string, std::less<>> known_;
};

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
std::optional<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace regwatch
