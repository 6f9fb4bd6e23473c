#include "alerts/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/text.h"
#include "documents/child_process.h"
#include "render/clean.h"

namespace regwatch {
namespace {

using Clock = std::chrono::steady_clock;
using How = ProgramEnd::How;

constexpr std::size_t kept_bytes = 4096;
// How long the end of a program may go unnoticed. Its pipe does not tell: who else holds it?
constexpr std::chrono::milliseconds look_every{20};

std::vector<std::string> environment_with(const std::vector<std::string>& variables) {
  std::vector<std::string> out = variables;
  for (char** each = ::environ; *each != nullptr; ++each) {
    const std::string_view name =
        std::string_view(*each).substr(0, std::string_view(*each).find('='));
    const bool is_ours = std::any_of(variables.begin(), variables.end(), [&](const auto& variable) {
      return variable.starts_with(std::string(name) + "=");
    });
    if (!is_ours) out.emplace_back(*each);
  }
  return out;
}

// Reads what is there, without waiting, and keeps the end of it. False at the end.
bool drain(const Descriptor& from, std::string& kept) {
  std::array<char, 1 << 14> buffer;
  const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
  if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
  kept.append(buffer.data(), static_cast<std::size_t>(got));
  if (kept.size() > kept_bytes) kept.erase(0, kept.size() - kept_bytes);
  return true;
}

// False when the time is over.
bool wait_for_end(const ChildProcess& process, Descriptor errors, std::string& said,
                  Clock::time_point deadline) {
  while (process.is_running()) {
    if (Clock::now() >= deadline) return false;
    pollfd ready{errors.get(), POLLIN, 0};
    const int stirred = ::poll(&ready, 1, static_cast<int>(look_every.count()));
    if (stirred > 0 && !drain(errors, said)) errors.close();
  }
  // What it said last is in the pipe; somebody else may be filling that without end.
  for (int most = 8; errors && most > 0 && drain(errors, said); --most) {
  }
  return true;
}

std::string last_line(std::string_view said) {
  said = trim(said);
  return clean_line(trim(said.substr(said.rfind('\n') + 1)), 200);
}

ProgramEnd end_of(int status, std::string last_words) {
  if (WIFSIGNALED(status)) return {How::died, WTERMSIG(status), std::move(last_words)};
  return {How::exited, WEXITSTATUS(status), std::move(last_words)};
}

}  // namespace

ProgramEnd run_program(const ProgramCall& call) {
  const auto deadline = Clock::now() + call.timeout;
  // A file, not a pipe: who does not read it keeps nobody waiting.
  const auto input = memory_file(call.input);
  if (!input) return {How::not_started, 0, input.error().message};
  auto errors = make_pipe();
  if (!errors) return {How::not_started, 0, errors.error().message};
  auto process = ChildProcess::start(
      call.command, {input->get(), -1, errors->write_end.get(), environment_with(call.variables)});
  if (!process) return {How::not_started, 0, process.error().message};
  errors->write_end.close();
  ::fcntl(errors->read_end.get(), F_SETFL, O_NONBLOCK);
  std::string said;
  const bool in_time = wait_for_end(*process, std::move(errors->read_end), said, deadline);
  const std::string last_words = last_line(said);
  if (in_time) return end_of(process->wait(), last_words);
  process->end();
  return {How::out_of_time, 0, last_words};
}

}  // namespace regwatch
