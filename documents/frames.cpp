#include "documents/frames.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace regwatch {

bool write_frame(int descriptor, Frame frame, std::string_view body) {
  std::string record(1, static_cast<char>(frame));
  for (int shift = 0; shift < 32; shift += 8)
    record += static_cast<char>(static_cast<std::uint32_t>(body.size()) >> shift);
  record += body;
  for (std::size_t at = 0; at < record.size();) {
    const ssize_t written = ::write(descriptor, record.data() + at, record.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace regwatch
