#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace regwatch {

/// The unsigned number of `size` (at most 4) bytes at `at`, lowest first. Bytes beyond the end
/// count as zeros.
inline std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i)
    value |= std::uint32_t(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

}  // namespace regwatch
