#pragma once

#include <memory>
#include <string_view>

#include "parsers/html.h"

namespace regwatch {

/// The compiled form of a selector written in code, kept for the life of the program. Not for
/// selectors of a configuration: one that does not compile is a bug and asserts.
const Selector& known_selector(std::string_view css);

}  // namespace regwatch
