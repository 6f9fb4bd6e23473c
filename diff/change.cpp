#include "diff/change.h"

#include <array>
#include <utility>

namespace regwatch {
namespace {

constexpr std::array<std::pair<ChangeKind, std::string_view>, 8> names = {{
    {ChangeKind::appeared, "appeared"},
    {ChangeKind::amended, "amended"},
    {ChangeKind::deadline_moved, "deadline_moved"},
    {ChangeKind::withdrawn, "withdrawn"},
    {ChangeKind::delisted, "delisted"},
    {ChangeKind::restored, "restored"},
    {ChangeKind::deadline_near, "deadline_near"},
    {ChangeKind::flapped, "flapped"},
}};

}  // namespace

std::string_view name_of(ChangeKind kind) {
  for (const auto& [value, name] : names) {
    if (value == kind) return name;
  }
  return "?";
}

std::optional<ChangeKind> change_named(std::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace regwatch
