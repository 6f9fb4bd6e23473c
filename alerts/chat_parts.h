#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "render/chat_digest.h"

namespace regwatch {

/// Writes a message of these blocks in the syntax of one chat.
using LayOutChat =
    std::function<std::string(const std::string& heading, std::span<const ChatBlock> blocks)>;

/// A digest in Chinese and English as messages of at most so many bytes each, as `lay_out` writes
/// them: split between its items, numbered (1/3) in their headings. Where it would take more than
/// four, less is told of each item, down to one line; what fifteen messages of those do not hold is
/// counted at the end of the last, so that no group is flooded and a robot takes them within its
/// minute.
std::vector<std::string> chat_parts(const Digest& digest, const LayOutChat& lay_out,
                                    std::size_t most_bytes);

}  // namespace regwatch
