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

#include "base/durable_file.h"

namespace regwatch {
namespace {

Error system_error(Fault fault, const std::string& what) {
  return {fault, what + ": " + std::strerror(errno)};
}

// A program that is hostile bytes' prey gets no secret that an environment may hold.
const std::vector<std::string> clean_environment = {
    "PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent",
    "OMP_THREAD_LIMIT=1", "ASAN_OPTIONS=detect_leaks=0"};

// As exec() wants them; it changes none.
std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

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

void connect(SpawnSettings& settings, int from, int to, int mode) {
  if (from >= 0) {
    posix_spawn_file_actions_adddup2(&settings.actions, from, to);
  } else {
    posix_spawn_file_actions_addopen(&settings.actions, to, "/dev/null", mode, 0);
  }
}

void set_up(SpawnSettings& settings, const ChildSurroundings& surroundings) {
  connect(settings, surroundings.input, STDIN_FILENO, O_RDONLY);
  connect(settings, surroundings.output, STDOUT_FILENO, O_WRONLY);
  connect(settings, surroundings.errors, STDERR_FILENO, O_WRONLY);
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

Result<Descriptor> memory_file(std::string_view bytes) {
  Descriptor file(::memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return system_error(Fault::unwritable, "no file in memory");
  errno = write_all(file.get(), bytes);
  if (errno != 0) return system_error(Fault::too_large, "no room for the document in memory");
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
  std::vector<std::string> command{program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return start(command, {input, output, -1, clean_environment});
}

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& command,
                                         const ChildSurroundings& surroundings) {
  SpawnSettings settings;
  set_up(settings, surroundings);
  const auto argv = pointers_to(command);
  const auto environment = pointers_to(surroundings.environment);
  ChildProcess process;
  errno = ::posix_spawnp(&process.leader_, argv.front(), &settings.actions, &settings.attributes,
                         argv.data(), environment.data());
  if (errno != 0) {
    process.leader_ = 0;
    return system_error(Fault::missing, command.front() + " cannot be started");
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

bool ChildProcess::is_running() const {
  siginfo_t ended{};
  return leader_ > 0 &&
         ::waitid(P_PID, static_cast<id_t>(leader_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         ended.si_pid == 0;
}

int ChildProcess::wait() {
  int status = 0;
  const pid_t leader = std::exchange(leader_, 0);
  while (leader > 0 && ::waitpid(leader, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace regwatch
