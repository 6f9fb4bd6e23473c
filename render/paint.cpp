#include "render/paint.h"

namespace regwatch {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::strong:
      return "\x1b[1m";
    case Ink::heading:
      return "\x1b[1;36m";
    case Ink::urgent:
      return "\x1b[1;31m";
    case Ink::warning:
      return "\x1b[33m";
    case Ink::good:
      return "\x1b[32m";
    case Ink::bad:
      return "\x1b[31m";
    case Ink::added:
      return "\x1b[1;4;32m";
    case Ink::removed:
      return "\x1b[1;4;31m";
    case Ink::faint:
      break;
  }
  return "\x1b[2m";
}

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text) const {
  if (!colour_ || text.empty()) return std::string(text);
  // A line's end stays outside, so that a colour never runs into the next line.
  const auto end = text.find_last_not_of('\n') + 1;
  return std::string(code_of(ink))
      .append(text.substr(0, end))
      .append("\x1b[0m")
      .append(text.substr(end));
}

}  // namespace regwatch
