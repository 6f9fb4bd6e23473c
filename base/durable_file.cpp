#include "base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/descriptor.h"

namespace regwatch {
namespace {

Descriptor opened(const std::filesystem::path& path, int flags) {
  return Descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0666));
}

Error unwritable(const std::filesystem::path& path, int why) {
  return {Fault::unwritable, path.string() + ": cannot be written: " + std::strerror(why)};
}

// 0, or the errno of what failed.
int write_synced(const std::filesystem::path& path, std::string_view bytes) {
  const Descriptor file = opened(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!file) return errno;
  if (const int why = write_all(file.get(), bytes); why != 0) return why;
  return ::fsync(file.get()) == 0 ? 0 : errno;
}

}  // namespace

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) return ENOSPC;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

int sync_directory(const std::filesystem::path& directory) {
  const Descriptor file = opened(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY);
  return file && ::fsync(file.get()) == 0 ? 0 : errno;
}

Result<void> put_file(const std::filesystem::path& unfinished, const std::filesystem::path& path,
                      std::string_view bytes) {
  if (const int why = write_synced(unfinished, bytes); why != 0) {
    ::unlink(unfinished.c_str());
    return unwritable(unfinished, why);
  }
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) {
    const int why = errno;
    ::unlink(unfinished.c_str());
    return unwritable(path, why);
  }
  if (const int why = sync_directory(path.parent_path()); why != 0) return unwritable(path, why);
  return {};
}

}  // namespace regwatch
