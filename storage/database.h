#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace regwatch {

/// The database failed us: corrupt, full, locked past the timeout, newer than this program. Thrown
/// to main, which exits with 74.
class StorageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One connection. WAL, foreign keys, strict tables, synchronous=FULL, a busy timeout; the schema
/// is brought up to date by numbered migrations, each in its own transaction, when opened for
/// writing. One thread at a time.
class Database {
 public:
  enum class Mode {
    read_write,
    existing,  ///< Read and written, but not made: without a file there is nothing to work on.
    read_only,
  };
  /// Creates the file and its directory where they are missing (read_write). `:memory:` is a
  /// database that nobody else sees and that goes away with this object.
  explicit Database(const std::filesystem::path& path, Mode mode = Mode::read_write);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  int schema_version() const;
  /// `PRAGMA integrity_check` and foreign keys. Empty when sound; else what is wrong, a line each.
  std::string check();

  /// When a commit has to be on the disk. SQLite's log keeps the order of commits: what a power cut
  /// takes away with `in_order` is the newest of them, never one from among them.
  enum class Durability {
    every_commit,  ///< synchronous=FULL, as a database is opened.
    in_order,      ///< synchronous=NORMAL, for work that would simply be done again.
  };
  void set_durability(Durability durability);

  /// Writes everything into a new file (VACUUM INTO), as of now.
  void copy_to(const std::filesystem::path& path);

  struct Handle;
  Handle& handle() { return *handle_; }  ///< For storage/ only: statement.h.

 private:
  std::unique_ptr<Handle> handle_;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when destroyed before commit().
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace regwatch
