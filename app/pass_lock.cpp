#include "app/pass_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "app/exit_status.h"

namespace regwatch {

PassLock::PassLock(const std::filesystem::path& database) {
  const std::string path = database.string() + ".lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) {
    throw CommandError(exit_cannot_write, path + ": cannot be opened: " + std::strerror(errno));
  }
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  const int why = errno;
  ::close(file_);
  if (why == EWOULDBLOCK) throw CommandError(exit_locked, "another pass holds " + path);
  throw CommandError(exit_cannot_write, path + ": cannot be locked: " + std::strerror(why));
}

PassLock::~PassLock() { ::close(file_); }

}  // namespace regwatch
