#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "alerts/channel.h"
#include "base/descriptor.h"
#include "base/durable_file.h"
#include "base/text.h"
#include "render/json.h"

namespace regwatch {
namespace {

// How far back a message is looked for that a killed process may have written.
constexpr off_t tail_bytes = 8 * 1024 * 1024;

SendOutcome failed(const std::string& path, const char* what) {
  return {SendOutcome::Kind::try_later, path + ": " + what + ": " + std::strerror(errno), true};
}

std::optional<std::string> read_tail(int file) {
  const off_t size = ::lseek(file, 0, SEEK_END);
  if (size < 0) return std::nullopt;
  const off_t begin = size > tail_bytes ? size - tail_bytes : 0;
  std::string tail(static_cast<std::size_t>(size - begin), '\0');
  std::size_t have = 0;
  while (have < tail.size()) {
    const ssize_t got =
        ::pread(file, tail.data() + have, tail.size() - have, begin + static_cast<off_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  tail.resize(have);
  return tail;
}

// The lines of a message that the file does not hold yet. Each names the message, so that a whole
// line that is there was written by an earlier attempt.
std::string missing_lines(std::string_view tail, std::string_view message) {
  std::string out;
  if (!tail.empty() && tail.back() != '\n') {
    // A process died within a line; what follows must not be joined to it.
    out = "\n";
    tail = tail.substr(0, tail.rfind('\n') + 1);
  }
  bool some = false;
  for (const auto line : split(message, '\n')) {
    if (line.empty()) continue;
    const std::string whole = std::string(line) + "\n";
    const auto at = tail.find(whole);
    if (at != tail.npos && (at == 0 || tail[at - 1] == '\n')) continue;
    out += whole;
    some = true;
  }
  return some ? out : "";
}

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message& envelope,
                                 const ChannelContext&) {
  return {digest_json_lines(digest, envelope.message_id)};
}

bool make_directory(const std::string& path) {
  const auto directory = std::filesystem::path(path).parent_path();
  std::error_code problem;
  if (!directory.empty()) std::filesystem::create_directories(directory, problem);
  errno = problem.value();
  return !problem;
}

SendOutcome send(const Message& message, std::string_view recipient, const Subscription&,
                 const ChannelContext&) {
  const std::string path(recipient);
  if (!make_directory(path)) return failed(path, "its directory cannot be made");
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
  if (!file) return failed(path, "cannot be opened");
  if (::flock(file.get(), LOCK_EX) != 0) return failed(path, "cannot be locked");
  const auto tail = read_tail(file.get());
  if (!tail) return failed(path, "cannot be read");
  errno = write_all(file.get(), missing_lines(*tail, message.bytes));
  if (errno != 0) return failed(path, "cannot be written");
  if (::fsync(file.get()) != 0) return failed(path, "cannot be written to the disk");
  return {};
}

std::vector<std::string> recipients(const Subscription& subscription) {
  if (!subscription.path) return {};
  return {*subscription.path};
}

std::string check(const Subscription& subscription, const ChannelContext&) {
  if (!subscription.to.empty()) return "the log takes a 'path', not 'to'";
  const bool named = subscription.path && !subscription.path->empty();
  return named ? "" : "the log needs a 'path', the file to append to";
}

}  // namespace

const Channel& channel_log() {
  static const Channel channel{.name = "log",
                               .keys = {},
                               .compose = compose,
                               .send = send,
                               .recipients = recipients,
                               .check = check,
                               .for_programs = true};
  return channel;
}

}  // namespace regwatch
