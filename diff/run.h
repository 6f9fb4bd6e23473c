#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

/// What one pass found of a source's list.
enum class Verdict { ok, unchanged, suspect, broken, unreachable, blocked, skipped };
std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);
/// Whether the source was seen: ok, unchanged. `skipped` says nothing.
bool sees(Verdict verdict);
/// The verdict that a failure to fetch or read a list amounts to.
Verdict verdict_of(const Error& error);

/// One pass over one source.
struct Run {
  std::string source;
  Instant at{};
  Verdict verdict = Verdict::skipped;
  std::string reason;
  int entries = 0;
  int appeared = 0;
  int amended = 0;
  int withdrawn = 0;
  int unread = 0;  ///< Articles that could not be read and are tried again.
  int requests = 0;
  std::uint64_t bytes = 0;
  bool replayed = false;
};

}  // namespace regwatch
