#include "documents/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace regwatch {
namespace {

Error system_error(Fault fault, const std::string& what) {
  return {fault, what + ": " + std::strerror(errno)};
}

// A program that is hostile bytes' prey gets no secret that an environment may hold.
const char* const clean_environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
                                         "LC_ALL=C.UTF-8",
                                         "HOME=/nonexistent",
                                         "OMP_THREAD_LIMIT=1",
                                         "ASAN_OPTIONS=detect_leaks=0",
                                         nullptr};

struct SpawnSettings {
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

void set_up(SpawnSettings& settings, int input, int output) {
  posix_spawn_file_actions_adddup2(&settings.actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&settings.actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&settings.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&settings.actions, STDERR_FILENO + 1);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&settings.attributes, &none);
  posix_spawnattr_setsigdefault(&settings.attributes, &all);
  posix_spawnattr_setpgroup(&settings.attributes, 0);
  posix_spawnattr_setflags(&settings.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

}  // namespace

Descriptor::~Descriptor() { close(); }

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = other.release();
  }
  return *this;
}

int Descriptor::release() { return std::exchange(number_, -1); }

void Descriptor::close() {
  if (number_ >= 0) ::close(release());
}

Result<Descriptor> memory_file(std::string_view bytes) {
  Descriptor file(::memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return system_error(Fault::unwritable, "no file in memory");
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t written = ::write(file.get(), bytes.data() + at, bytes.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return system_error(Fault::too_large, "no room for the document in memory");
    at += static_cast<std::size_t>(written);
  }
  ::lseek(file.get(), 0, SEEK_SET);
  ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  return file;
}

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return system_error(Fault::unwritable, "no pipe");
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

Result<ChildProcess> ChildProcess::start(const std::string& program,
                                         const std::vector<std::string>& arguments, int input,
                                         int output) {
  SpawnSettings settings;
  set_up(settings, input, output);
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ChildProcess process;
  errno = ::posix_spawn(&process.leader_, program.c_str(), &settings.actions, &settings.attributes,
                        argv.data(), const_cast<char* const*>(clean_environment));
  if (errno != 0) {
    process.leader_ = 0;
    return system_error(Fault::missing, program + " cannot be started");
  }
  return process;
}

ChildProcess::~ChildProcess() { end(); }

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : leader_(std::exchange(other.leader_, 0)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    end();
    leader_ = std::exchange(other.leader_, 0);
  }
  return *this;
}

int ChildProcess::end() {
  if (leader_ <= 0) return 0;
  const pid_t group = std::exchange(leader_, 0);
  ::kill(-group, SIGKILL);
  int status = 0;
  while (::waitpid(group, &status, 0) < 0 && errno == EINTR) {
  }
  // Where we are process 1 (a container), what the leader left behind has become ours.
  while (::waitpid(-group, nullptr, 0) > 0) {
  }
  return status;
}

}  // namespace regwatch
