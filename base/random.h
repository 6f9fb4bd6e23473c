#pragma once

#include <span>

namespace regwatch {

/// Bytes that nobody can guess, from the kernel. Throws where the machine has none.
void fill_random(std::span<unsigned char> bytes);

}  // namespace regwatch
