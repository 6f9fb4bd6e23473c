#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace regwatch {

/// chromedriver and all the processes of the browser that it starts: one process group, with a
/// directory of its own for the profile. At the end the group is killed and the directory removed.
///
/// Should we die first, the kernel kills chromedriver (PR_SET_PDEATHSIG), and the browser, which
/// hangs on a pipe to it, ends by itself. The directory is then removed by the next start.
class BrowserProcess {
 public:
  /// Starts that program on a free port of the loopback address, without our environment.
  /// Fault::missing where it is not installed, Fault::unwritable where there is no room.
  static Result<BrowserProcess> start(const std::string& chromedriver);
  ~BrowserProcess();
  BrowserProcess(BrowserProcess&& other) noexcept;
  BrowserProcess& operator=(BrowserProcess&&) = delete;

  /// The port that it listens on, once it has said so. Reads what it printed, without waiting.
  std::optional<int> port();
  /// Whether chromedriver still runs.
  bool is_running() const;
  /// Of the whole group, without what its processes share.
  std::uint64_t memory_bytes() const;
  const std::string& directory() const { return directory_; }
  pid_t group() const { return group_; }

 private:
  BrowserProcess() = default;

  pid_t group_ = 0;
  int output_ = -1;
  std::string said_;
  std::string directory_;
};

}  // namespace regwatch
