#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>

namespace regwatch {

/// What a process that reads documents may take.
struct Confinement {
  std::size_t max_memory_bytes = std::size_t(1) << 30;  ///< Address space. Not held to under ASan.
  std::chrono::seconds max_cpu{60};
};

/// Whether the system takes away what a reader does not need.
enum class Filter { in_force, not_to_be_had };

/// Confines this process and all that it starts, for good: memory, processor time, files (it can
/// write none), and system calls: no network, no signals to others, no change to any file system.
/// It ends when `parent` does. Works without privileges; where the kernel or a container does not
/// let system calls be filtered, the limits alone are in force.
Filter confine_this_process(const Confinement& confinement, pid_t parent);

}  // namespace regwatch
