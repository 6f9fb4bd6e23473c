#include "storage/statement.h"

#include <cassert>

#include <sqlite3.h>

#include "storage/handle.h"

namespace regwatch {
namespace {

/// More than the program's own fixed statements; only a filter's composed SQL comes near it.
constexpr std::size_t most_idle_kinds = 200;

sqlite3_stmt* take_idle(Database::Handle& handle, std::string_view sql) {
  const auto found = handle.idle.find(sql);
  if (found == handle.idle.end() || found->second.empty()) return nullptr;
  sqlite3_stmt* statement = found->second.back();
  found->second.pop_back();
  return statement;
}

void keep_idle(Database::Handle& handle, const std::string& sql, sqlite3_stmt* statement) {
  const auto found = handle.idle.find(sql);
  if (found != handle.idle.end()) {
    found->second.push_back(statement);
  } else if (handle.idle.size() < most_idle_kinds) {
    handle.idle[sql].push_back(statement);
  } else {
    sqlite3_finalize(statement);
  }
}

}  // namespace

Statement::Statement(Database::Handle& handle, std::string_view sql)
    : handle_(handle), sql_(sql), statement_(take_idle(handle, sql)) {
  if (statement_ != nullptr) return;
  const int result =
      sqlite3_prepare_v3(handle_.connection, sql_.data(), static_cast<int>(sql_.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (result != SQLITE_OK) handle_.fail(sql_);
}

Statement::~Statement() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  keep_idle(handle_, sql_, statement_);
}

void Statement::check_bound(int result) const {
  if (result != SQLITE_OK) handle_.fail(sql_);
}

void Statement::bind(std::string_view text) {
  // A null pointer would bind NULL, and an empty view may carry one.
  const char* bytes = text.data() == nullptr ? "" : text.data();
  check_bound(
      sqlite3_bind_text64(statement_, ++bound_, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind(std::nullopt_t) { check_bound(sqlite3_bind_null(statement_, ++bound_)); }

void Statement::bind_integer(std::int64_t number) {
  check_bound(sqlite3_bind_int64(statement_, ++bound_, number));
}

void Statement::bind(Instant instant) { bind_integer(instant.time_since_epoch().count()); }

void Statement::bind(CivilDate date) {
  const std::string text = format_date(date);
  check_bound(sqlite3_bind_text64(statement_, ++bound_, text.data(), text.size(), SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
}

bool Statement::step() {
  assert(bound_ == sqlite3_bind_parameter_count(statement_));
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) handle_.fail(sql_);
  return false;
}

int Statement::run() {
  while (step()) {
  }
  return sqlite3_stmt_readonly(statement_) != 0 ? 0 : sqlite3_changes(handle_.connection);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::view(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<int> Statement::optional_number(int column) const {
  if (is_null(column)) return std::nullopt;
  return number(column);
}

Instant Statement::instant(int column) const {
  return Instant(std::chrono::seconds(integer(column)));
}

std::optional<Instant> Statement::optional_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

std::optional<CivilDate> Statement::date(int column) const {
  if (is_null(column)) return std::nullopt;
  const auto read = parse_date(view(column));
  if (!read) {
    throw StorageError(handle_.path + ": '" + text(column) + "' is stored where a date belongs");
  }
  return read;
}

std::int64_t last_insert_id(Database& database) {
  return sqlite3_last_insert_rowid(database.handle().connection);
}

std::vector<std::string> prepared_sql(Database& database) {
  std::vector<std::string> all;
  for (const auto& [sql, statements] : database.handle().idle) all.push_back(sql);
  return all;
}

Snapshot::Snapshot(Database& database) : database_(database) {
  execute(database_, "SAVEPOINT snapshot");
}

Snapshot::~Snapshot() {
  try {
    execute(database_, "RELEASE snapshot");
  } catch (const StorageError&) {
    // Only reads stand inside it. Where the connection itself has failed, the read said so.
  }
}

}  // namespace regwatch
