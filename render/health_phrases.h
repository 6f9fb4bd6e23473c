#pragma once

#include <string>
#include <vector>

#include "render/outline.h"

namespace regwatch {

/// What one line of a digest says of the health of one source, or of several that share a cause.
struct HealthPhrase {
  bool blind = true;  ///< false: sees again.
  std::string text;
};

/// What stands above them.
std::string health_heading(const Outline& outline);

/// The health events of a digest, in its order. Four and more that have one cause, hosts aside (a
/// network that is down), are one phrase that names them all.
std::vector<HealthPhrase> health_phrases(const Outline& outline, const Digest& digest);

/// The standing of each source; of four and more with one cause together, likewise.
std::vector<std::string> standing_phrases(const std::vector<const SourceLine*>& sources);

}  // namespace regwatch
