#pragma once

#include <stdexcept>
#include <string>

namespace regwatch {

/// Exit statuses (DESIGN §4; the numbers above 63 are those of sysexits.h).
enum ExitStatus : int {
  exit_ok = 0,
  exit_not_well = 1,  ///< A source is not well, a message failed, a page was judged not good.
  exit_usage = 64,    ///< Usage, unknown source or id.
  exit_data = 65,     ///< A file that is missing, or is not what was asked for.
  exit_cannot_write = 73,
  exit_storage = 74,
  exit_locked = 75,  ///< Another pass holds the lock.
  exit_configuration = 78,
};

/// Ends a command with a message on standard error and this status.
class CommandError : public std::runtime_error {
 public:
  CommandError(ExitStatus exit, const std::string& message)
      : std::runtime_error(message), status(exit) {}
  ExitStatus status;
};

}  // namespace regwatch
