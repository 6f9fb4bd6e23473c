#pragma once

#include <string>
#include <vector>

namespace regwatch {

struct ZipMember {
  std::string name;
  std::string content;
};

/// An archive in memory, members in their order, deflated. The same members give the same bytes: no
/// member has a time.
std::string zip_of(const std::vector<ZipMember>& members);

}  // namespace regwatch
