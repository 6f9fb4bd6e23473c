#include "base/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <system_error>

namespace regwatch {

void fill_random(std::span<unsigned char> bytes) {
  // Up to 256 bytes come whole or not at all (getrandom(2)).
  while (!bytes.empty()) {
    const auto got = ::getrandom(bytes.data(), std::min<std::size_t>(bytes.size(), 256), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::system_error(errno, std::generic_category(), "getrandom");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace regwatch
