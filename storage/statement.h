#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "storage/database.h"

struct sqlite3_stmt;

namespace regwatch {

/// One use of a prepared statement. The connection keeps what was prepared, so that the same SQL is
/// compiled once. Parameters are bound in order, columns are read by their number from 0. Every
/// failure of SQLite throws StorageError.
class Statement {
 public:
  template <class... Values>
  Statement(Database& database, std::string_view sql, const Values&... values)
      : Statement(database.handle(), sql) {
    (bind(values), ...);
  }
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // The bytes of a text must live until the statement is done with.
  void bind(std::string_view text);
  void bind(const std::string& text) { bind(std::string_view(text)); }
  void bind(const char* text) { bind(std::string_view(text)); }
  void bind(std::nullopt_t);
  void bind(Instant instant);
  void bind(CivilDate date);
  template <std::integral Number>
  void bind(Number number) {
    bind_integer(static_cast<std::int64_t>(number));
  }
  template <class Value>
  void bind(const std::optional<Value>& value) {
    if (value) {
      bind(*value);
    } else {
      bind(std::nullopt);
    }
  }

  /// The next row; false when there is none.
  bool step();
  /// Runs to the end and returns how many rows were inserted, updated or deleted.
  int run();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  int number(int column) const { return static_cast<int>(integer(column)); }
  bool flag(int column) const { return integer(column) != 0; }
  std::string_view view(int column) const;  ///< Valid until the next step.
  std::string text(int column) const { return std::string(view(column)); }
  std::optional<std::string> optional_text(int column) const;
  std::optional<int> optional_number(int column) const;
  Instant instant(int column) const;
  std::optional<Instant> optional_instant(int column) const;
  /// Anything but `YYYY-MM-DD` throws: this program wrote it.
  std::optional<CivilDate> date(int column) const;

 private:
  Statement(Database::Handle& handle, std::string_view sql);
  void bind_integer(std::int64_t number);
  void check_bound(int result) const;

  Database::Handle& handle_;
  std::string sql_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

/// Runs one statement to its end; returns how many rows it changed.
template <class... Values>
int execute(Database& database, std::string_view sql, const Values&... values) {
  return Statement(database, sql, values...).run();
}

/// The row id of the last insert of this connection.
std::int64_t last_insert_id(Database& database);

/// The SQL that this connection has prepared so far and keeps, for a look at its query plans.
std::vector<std::string> prepared_sql(Database& database);

/// All reads while it lives see the same state of the database, inside a transaction or outside.
class Snapshot {
 public:
  explicit Snapshot(Database& database);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
};

}  // namespace regwatch
