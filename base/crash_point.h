#pragma once

#include <string_view>

namespace regwatch {

/// A named instant at which a test kills the process: with REGWATCH_CRASH_AT=name (or `name:3` for
/// the third time it is met) the process dies by SIGKILL here. Does nothing where crash points are
/// not built in.
#ifdef REGWATCH_CRASH_POINTS
void crash_point(std::string_view name);
#else
inline void crash_point(std::string_view) {}
#endif

}  // namespace regwatch
