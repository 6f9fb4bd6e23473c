#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace regwatch {

/// What a connection is made of. For database.cpp and statement.cpp, the two that speak to SQLite.
struct Database::Handle {
  sqlite3* connection = nullptr;
  std::string path;
  /// Prepared statements that nobody uses now, by their SQL; several where the same one was in use
  /// twice at once.
  std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> idle;

  Handle() = default;
  ~Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  /// Throws what SQLite says of its last failure, with the file and the first words of the SQL.
  [[noreturn]] void fail(std::string_view sql) const;
};

}  // namespace regwatch
