#include "base/crash_point.h"

#ifdef REGWATCH_CRASH_POINTS

#include <csignal>
#include <cstdlib>
#include <string>

namespace regwatch {

void crash_point(std::string_view name) {
  static const std::string wanted = [] {
    const char* value = std::getenv("REGWATCH_CRASH_AT");
    return std::string(value ? value : "");
  }();
  if (wanted.empty()) return;
  // The last colon parts the count: names have colons of their own.
  static const auto colon = wanted.rfind(':');
  static const bool counted =
      colon != std::string::npos &&
      wanted.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  static int left = counted ? std::atoi(wanted.c_str() + colon + 1) : 1;
  if (name != std::string_view(wanted).substr(0, counted ? colon : std::string::npos)) return;
  if (--left <= 0) std::raise(SIGKILL);
}

}  // namespace regwatch

#endif
