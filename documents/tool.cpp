#include "documents/tool.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "base/text.h"
#include "documents/child_process.h"

namespace regwatch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_error_bytes = 4096;
constexpr int status_not_started = 127;

// This process may write no file; one in memory is made before the limit is back.
class RoomForMemoryFile {
 public:
  RoomForMemoryFile() {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    struct rlimit raised = before_;
    raised.rlim_cur = raised.rlim_max;
    ::setrlimit(RLIMIT_FSIZE, &raised);
  }
  ~RoomForMemoryFile() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  RoomForMemoryFile(const RoomForMemoryFile&) = delete;
  RoomForMemoryFile& operator=(const RoomForMemoryFile&) = delete;

 private:
  struct rlimit before_ {};
};

[[noreturn]] void become(const std::vector<char*>& argv, int input, int output, int errors) {
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const struct rlimit nothing { 0, 0 };
  ::setrlimit(RLIMIT_FSIZE, &nothing);
  ::execvp(argv.front(), argv.data());
  ::_exit(status_not_started);
}

// Reads what is there. False at the end.
bool drain(Descriptor& from, std::string& to, std::size_t limit, bool& over) {
  char buffer[1 << 16];
  const ssize_t got = ::read(from.get(), buffer, sizeof buffer);
  if (got < 0) return errno == EINTR;
  const auto fits = std::min(static_cast<std::size_t>(got), limit - std::min(limit, to.size()));
  to.append(buffer, fits);
  over = over || fits < static_cast<std::size_t>(got);
  return got > 0;
}

void collect(ToolRun& run, Descriptor out, Descriptor err, Clock::time_point deadline,
             std::size_t max_output) {
  bool over = false, more_than_kept = false;
  while ((out || err) && !over) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      run.end = ToolRun::End::out_of_time;
      return;
    }
    pollfd both[2] = {{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}};
    if (::poll(both, 2, static_cast<int>(std::min<long long>(left, 60'000))) <= 0) continue;
    if (both[0].revents != 0 && !drain(out, run.out, max_output, over)) out.close();
    if (both[1].revents != 0 && !drain(err, run.err, most_error_bytes, more_than_kept)) err.close();
  }
  if (over) run.end = ToolRun::End::too_much;
}

}  // namespace

std::string ToolRun::problem(std::string_view tool) const {
  const std::string name(tool);
  switch (end) {
    case End::not_installed:
      return name + " is not installed";
    case End::out_of_time:
      return name + " took too long";
    case End::too_much:
      return name + " gave more than is read";
    case End::exited:
      break;
  }
  // What came beyond the limit was left out, in the middle of a line.
  const bool cut = err.size() >= most_error_bytes && err.find('\n') != std::string::npos;
  const std::string_view words =
      trim(std::string_view(err).substr(0, cut ? err.rfind('\n') : err.size()));
  if (!words.empty())
    return name + ": " + ellipsize(trim(words.substr(words.rfind('\n') + 1)), 200);
  if (WIFSIGNALED(status)) return name + " died of signal " + std::to_string(WTERMSIG(status));
  return name + " ended with status " + std::to_string(WEXITSTATUS(status));
}

ToolRun run_tool(const std::vector<std::string>& command, std::string_view input,
                 Clock::time_point deadline, std::size_t max_output) {
  ToolRun run;
  if (!has_tool(command.front())) {
    run.end = ToolRun::End::not_installed;
    return run;
  }
  const RoomForMemoryFile room;
  const auto file = memory_file(input);
  auto out = make_pipe();
  auto err = make_pipe();
  if (!file || !out || !err) {
    run.err = "no room to hand the document over";
    run.status = -1;
    return run;
  }
  std::vector<char*> argv;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) become(argv, file->get(), out->write_end.get(), err->write_end.get());
  out->write_end.close();
  err->write_end.close();
  collect(run, std::move(out->read_end), std::move(err->read_end), deadline, max_output);
  if (run.end == ToolRun::End::exited) {
    while (::waitpid(child, &run.status, 0) < 0 && errno == EINTR) {
    }
  }
  return run;
}

bool has_tool(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : split(path == nullptr ? "" : path, ':')) {
    const std::string file = std::string(folder) + "/" + name;
    if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) return true;
  }
  return false;
}

}  // namespace regwatch
