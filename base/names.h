#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace regwatch {

/// An enumeration's values with the names by which they are stored and printed.
template <class Value, std::size_t count>
using Names = std::array<std::pair<Value, std::string_view>, count>;

/// `?` for a value that the table lacks.
template <class Value, std::size_t count>
constexpr std::string_view name_in(const Names<Value, count>& names, Value wanted) {
  for (const auto& [value, name] : names) {
    if (value == wanted) return name;
  }
  return "?";
}

template <class Value, std::size_t count>
constexpr std::optional<Value> value_in(const Names<Value, count>& names, std::string_view wanted) {
  for (const auto& [value, name] : names) {
    if (name == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace regwatch
