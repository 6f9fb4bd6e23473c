#include "crawler/browser_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view directory_prefix = "regwatch-browser-";
constexpr std::size_t max_said = 64u << 10;

std::optional<long> number_in(std::string_view digits) {
  long number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return read.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

// Directories of processes that died before they could remove theirs.
void remove_abandoned(const fs::path& parent) {
  std::error_code failed;
  std::vector<fs::path> abandoned;
  for (const auto& entry : fs::directory_iterator(parent, failed)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(directory_prefix)) continue;
    const auto owner = number_in(std::string_view(name).substr(directory_prefix.size()));
    if (owner && ::kill(static_cast<pid_t>(*owner), 0) != 0 && errno == ESRCH)
      abandoned.push_back(entry.path());
  }
  for (const fs::path& path : abandoned) fs::remove_all(path, failed);
}

Result<std::string> make_directory() {
  std::error_code failed;
  const fs::path parent = fs::temp_directory_path(failed);
  if (failed) return Error{Fault::unwritable, "no temporary directory: " + failed.message()};
  remove_abandoned(parent);
  std::string path =
      (parent / (std::string(directory_prefix) + std::to_string(::getpid()) + "-XXXXXX")).string();
  if (::mkdtemp(path.data()) == nullptr)
    return Error{Fault::unwritable, path + ": " + std::strerror(errno)};
  return path;
}

// Called between fork and exec: nothing here may allocate.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment,
                         int output, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::execve(program, arguments, environment);
  ::_exit(127);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string read_small(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::array<char, 1024> bytes{};
  in.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(in.gcount())};
}

// The fields of /proc/PID/stat behind the name, which may hold anything (proc(5)).
bool is_of_group(const fs::path& process, pid_t group) {
  const std::string stat = read_small(process / "stat");
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) return false;
  const auto fields = split(trim(std::string_view(stat).substr(name_end + 1)), ' ');
  return fields.size() > 2 && number_in(fields[2]) == group;
}

std::uint64_t own_pages(const fs::path& process) {
  const std::string statm = read_small(process / "statm");
  const auto fields = split(statm, ' ');
  if (fields.size() < 3) return 0;
  const long resident = number_in(fields[1]).value_or(0);
  const long shared = number_in(fields[2]).value_or(0);
  return resident > shared ? static_cast<std::uint64_t>(resident - shared) : 0;
}

}  // namespace

Result<BrowserProcess> BrowserProcess::start(const std::string& chromedriver) {
  if (::access(chromedriver.c_str(), X_OK) != 0)
    return Error{Fault::missing, chromedriver + ": " + std::strerror(errno)};
  auto directory = make_directory();
  if (!directory) return directory.error();
  BrowserProcess process;
  process.directory_ = *directory;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return Error{Fault::unwritable, std::string("no pipe: ") + std::strerror(errno)};
  process.output_ = ends[0];
  ::fcntl(process.output_, F_SETFL, O_NONBLOCK);

  std::vector<std::string> words{chromedriver, "--port=0"};
  std::vector<std::string> settings{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                    "TZ=Asia/Shanghai", "HOME=" + *directory,
                                    "TMPDIR=" + *directory};
  const auto arguments = pointers_to(words);
  const auto environment = pointers_to(settings);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0)
    become(chromedriver.c_str(), arguments.data(), environment.data(), ends[1], parent);
  ::close(ends[1]);
  if (child < 0)
    return Error{Fault::unwritable, std::string("no process: ") + std::strerror(errno)};
  ::setpgid(child, child);  // Whoever of the two comes first.
  process.group_ = child;
  return process;
}

BrowserProcess::BrowserProcess(BrowserProcess&& other) noexcept
    : group_(std::exchange(other.group_, 0)),
      output_(std::exchange(other.output_, -1)),
      said_(std::move(other.said_)),
      directory_(std::exchange(other.directory_, {})) {}

BrowserProcess::~BrowserProcess() {
  if (group_ > 0) {
    ::kill(-group_, SIGKILL);
    while (::waitpid(group_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  if (output_ >= 0) ::close(output_);
  if (directory_.empty()) return;
  // The browser's processes are not our children: the last of them may still be writing.
  std::error_code failed;
  for (int attempt = 0; attempt < 50; ++attempt) {
    fs::remove_all(directory_, failed);
    if (!failed && !fs::exists(directory_, failed)) return;
    ::usleep(10'000);
  }
}

std::optional<int> BrowserProcess::port() {
  std::array<char, 4096> bytes;
  for (ssize_t got = 0; (got = ::read(output_, bytes.data(), bytes.size())) > 0;)
    if (said_.size() < max_said) said_.append(bytes.data(), static_cast<std::size_t>(got));
  constexpr std::string_view announced = "started successfully on port ";
  const auto at = said_.find(announced);
  if (at == std::string::npos) return std::nullopt;
  const std::string_view digits = std::string_view(said_).substr(at + announced.size());
  if (digits.find('.') == digits.npos) return std::nullopt;
  const auto number = number_in(digits);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

bool BrowserProcess::is_running() const {
  siginfo_t ended{};
  return ::waitid(P_PID, static_cast<id_t>(group_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         ended.si_pid == 0;
}

std::uint64_t BrowserProcess::memory_bytes() const {
  std::uint64_t pages = 0;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc", failed)) {
    const std::string name = entry.path().filename().string();
    if (is_digits(name) && is_of_group(entry.path(), group_)) pages += own_pages(entry.path());
  }
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace regwatch
