#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"

namespace regwatch {

/// The unsigned number of `size` (at most 4) bytes at `at`, lowest first. Bytes beyond the end
/// count as zeros.
inline std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i)
    value |= std::uint32_t(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

/// Appends one unit of UTF-16 to UTF-8. `high` holds the first half of a pair between two calls,
/// and is 0 otherwise.
inline void append_utf16(std::string& out, std::uint32_t unit, std::uint32_t& high) {
  if (unit >= 0xDC00 && unit < 0xE000 && high != 0) {
    append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
  } else if (unit < 0xD800 || unit >= 0xE000) {
    append_utf8(out, unit);
  }
  high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
}

}  // namespace regwatch
