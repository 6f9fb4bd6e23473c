#pragma once

#include <string>
#include <string_view>

namespace regwatch {

enum class Ink { strong, heading, urgent, warning, good, bad, faint, added, removed };

/// ANSI colours (ECMA-48 §8.3.117), or none.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  std::string operator()(Ink ink, std::string_view text) const;

 private:
  bool colour_;
};

}  // namespace regwatch
