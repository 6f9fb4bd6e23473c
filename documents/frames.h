#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace regwatch {

/// What the process that reads a document tells on its pipe: records of one letter, a length of
/// four bytes (lowest first) and so many bytes.
enum class Frame : char {
  filter_missing = 'f',  ///< System calls could not be filtered.
  paragraph = 'p',
  reader = 'r',
  problem = 'm',
  outcome = 'o',  ///< One byte: the number of DocumentText::Outcome. The last record.
};
inline constexpr std::size_t frame_head_bytes = 5;

/// Writes one record. False when nobody reads any more.
bool write_frame(int descriptor, Frame frame, std::string_view body);

}  // namespace regwatch
