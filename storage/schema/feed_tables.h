#pragma once

#include <string_view>

namespace regwatch {

/// The part of a migration that makes what is kept of feeds, and of what they have to look at.
std::string_view feed_tables();

}  // namespace regwatch
