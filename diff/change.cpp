#include "diff/change.h"

#include "base/names.h"

namespace regwatch {
namespace {

constexpr Names<ChangeKind, 8> names = {{
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

std::string_view name_of(ChangeKind kind) { return name_in(names, kind); }

std::optional<ChangeKind> change_named(std::string_view name) { return value_in(names, name); }

}  // namespace regwatch
