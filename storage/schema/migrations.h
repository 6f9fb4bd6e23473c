#pragma once

#include <span>
#include <string_view>

namespace regwatch {

/// The SQL of each migration, in order: the first brings an empty file to schema version 1. One
/// that was released is never edited; a change of the schema is a further one.
std::span<const std::string_view> migrations();

/// `PRAGMA application_id` of our files: "rgwt".
inline constexpr int application_id = 0x72677774;

}  // namespace regwatch
