#pragma once

#include <filesystem>

namespace regwatch {

/// The one lock beside the database, held for one pass and released by the kernel when the process
/// dies.
class PassLock {
 public:
  /// Throws CommandError: exit_locked when another pass holds it, exit_cannot_write when it cannot
  /// be made.
  explicit PassLock(const std::filesystem::path& database);
  ~PassLock();
  PassLock(const PassLock&) = delete;
  PassLock& operator=(const PassLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace regwatch
