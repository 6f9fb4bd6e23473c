#include "storage/database.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include <sqlite3.h>

#include "base/url.h"
#include "storage/handle.h"
#include "storage/schema/migrations.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

constexpr std::chrono::milliseconds busy_timeout{5000};

/// What a reader of a message recognises the statement by, on one line.
std::string first_words(std::string_view sql) {
  std::string words;
  for (const char c : sql) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (space && (words.empty() || words.back() == ' ')) continue;
    words += space ? ' ' : c;
    if (words.size() >= 60) return words + "…";
  }
  return words;
}

/// Like mkdir -p, with nothing readable by others in what is made.
void make_directory(const std::filesystem::path& directory) {
  std::filesystem::path so_far;
  for (const auto& part : directory) {
    so_far /= part;
    if (std::error_code ignored; std::filesystem::is_directory(so_far, ignored)) continue;
    if (::mkdir(so_far.c_str(), 0700) != 0 && errno != EEXIST) {
      throw StorageError("cannot create the directory " + so_far.string() +
                         " for the database: " + std::strerror(errno));
    }
  }
}

std::unique_ptr<Database::Handle> open_file(const std::string& name, const std::string& path,
                                            int flags) {
  auto handle = std::make_unique<Database::Handle>();
  handle->path = path;
  const int result =
      sqlite3_open_v2(name.c_str(), &handle->connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (handle->connection == nullptr) throw StorageError(path + ": out of memory");
  if (result != SQLITE_OK) handle->fail("open");
  sqlite3_extended_result_codes(handle->connection, 1);
  sqlite3_busy_timeout(handle->connection, static_cast<int>(busy_timeout.count()));
  return handle;
}

void run_script(Database::Handle& handle, const std::string& sql) {
  if (sqlite3_exec(handle.connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    handle.fail(sql);
  }
}

std::int64_t pragma(Database& database, std::string_view name) {
  Statement query(database, "PRAGMA " + std::string(name));
  return query.step() ? query.integer(0) : 0;
}

bool is_empty(Database& database) {
  Statement query(database, "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)");
  return query.step() && query.flag(0);
}

/// True when the file is ours, false when there is nothing in it yet.
bool is_ours(Database& database, const std::string& path) {
  const auto id = pragma(database, "application_id");
  if (id == application_id) return true;
  if (id == 0 && is_empty(database)) return false;
  // Another process may have made the schema between the two looks.
  if (id == 0 && pragma(database, "application_id") == application_id) return true;
  throw StorageError(path + ": this is an SQLite database, but not one of regwatch");
}

void check_version(int version, const std::string& path, Database::Mode mode) {
  const int known = static_cast<int>(migrations().size());
  const std::string found = ": its schema is version " + std::to_string(version);
  if (version > known) {
    throw StorageError(path + found + ", newer than this program, which knows version " +
                       std::to_string(known) + ": use the newer regwatch");
  }
  if (version < known && mode == Database::Mode::read_only) {
    throw StorageError(path + found + " and this program reads version " + std::to_string(known) +
                       ": `regwatch run` brings it up to date");
  }
}

/// Turning a new file to WAL wants it alone, and SQLite does not wait for that by itself.
void set_wal(Database& database) {
  const auto give_up = std::chrono::steady_clock::now() + busy_timeout;
  while (true) {
    try {
      Statement query(database, "PRAGMA journal_mode = WAL");
      // A database in memory keeps its journal there, and nobody shares it.
      if (query.step() && (query.view(0) == "wal" || query.view(0) == "memory")) return;
      throw StorageError(database.handle().path + ": this file system does not carry WAL");
    } catch (const StorageError&) {
      const int code = sqlite3_errcode(database.handle().connection);
      if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > give_up) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void apply(Database& database, int number) {
  Transaction transaction(database);
  // Another process may have migrated between our look and our lock.
  if (database.schema_version() >= number) return;
  std::string script(migrations()[static_cast<std::size_t>(number) - 1]);
  script += "PRAGMA user_version = " + std::to_string(number) + ";";
  script += "PRAGMA application_id = " + std::to_string(application_id) + ";";
  run_script(database.handle(), script);
  transaction.commit();
}

/// A WAL database can be read where nothing can be written only when no writer is about: then
/// there is no log beside it, and the file itself is the whole truth.
std::unique_ptr<Database::Handle> open_for_reading(const std::string& path) {
  auto handle = open_file(path, path, SQLITE_OPEN_READONLY);
  const int result =
      sqlite3_exec(handle->connection, "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
  if ((result & 0xFF) != SQLITE_CANTOPEN || std::filesystem::exists(path + "-wal")) return handle;
  std::string name = "file:";
  for (const char c : path) name += c == '/' ? "/" : percent_encode(std::string_view(&c, 1));
  return open_file(name + "?immutable=1", path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

}  // namespace

Database::Handle::~Handle() {
  for (auto& [sql, statements] : idle) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  sqlite3_close_v2(connection);
}

void Database::Handle::fail(std::string_view sql) const {
  const int code = sqlite3_extended_errcode(connection);
  std::string what = sqlite3_errmsg(connection);
  if ((code & 0xFF) == SQLITE_FULL) what = "disk full (" + what + ")";
  if ((code & 0xFF) == SQLITE_BUSY) what += " by another process for over 5 seconds";
  throw StorageError(path + ": " + what + " (at: " + first_words(sql) + ")");
}

Database::Database(const std::filesystem::path& path, Mode mode) {
  const std::string file = path.string();
  if (mode != Mode::read_write && !std::filesystem::exists(path))
    throw StorageError(file + ": there is no database yet; `regwatch run` makes one");
  if (mode == Mode::read_only) {
    handle_ = open_for_reading(file);
    if (!is_ours(*this, file)) throw StorageError(file + ": there is nothing in it yet");
    check_version(schema_version(), file, mode);
    return;
  }
  if (path.has_parent_path()) make_directory(path.parent_path());
  handle_ = open_file(file, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  is_ours(*this, file);
  check_version(schema_version(), file, mode);
  set_wal(*this);
  run_script(
      *handle_,
      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
      "PRAGMA secure_delete = OFF; PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 8000;");
  for (int next = schema_version() + 1; next <= static_cast<int>(migrations().size()); ++next) {
    apply(*this, next);
  }
}

Database::~Database() = default;

int Database::schema_version() const {
  return static_cast<int>(pragma(const_cast<Database&>(*this), "user_version"));
}

std::string Database::check() {
  std::string wrong;
  const auto add = [&wrong](const std::string& line) { wrong += line + "\n"; };
  try {
    Statement integrity(*this, "PRAGMA integrity_check");
    while (integrity.step()) {
      if (integrity.view(0) != "ok") add(integrity.text(0));
    }
    Statement keys(*this, "PRAGMA foreign_key_check");
    while (keys.step()) {
      add("a row of " + keys.text(0) + " refers to a row of " + keys.text(2) +
          " that is not there (row " + keys.text(1) + ")");
    }
  } catch (const StorageError& error) {
    add(error.what());
  }
  if (!wrong.empty()) wrong.pop_back();
  return wrong;
}

void Database::set_durability(Durability durability) {
  run_script(*handle_, durability == Durability::every_commit ? "PRAGMA synchronous = FULL"
                                                              : "PRAGMA synchronous = NORMAL");
}

void Database::copy_to(const std::filesystem::path& path) {
  Statement(*this, "VACUUM INTO ?", path.string()).run();
}

Transaction::Transaction(Database& database) : database_(database) {
  execute(database_, "BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  // SQLite has rolled back by itself after some failures (disk full); then there is nothing to do.
  if (sqlite3_get_autocommit(database_.handle().connection) != 0) return;
  sqlite3_exec(database_.handle().connection, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  execute(database_, "COMMIT");
  open_ = false;
}

}  // namespace regwatch
