#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "documents/xml.h"

namespace regwatch {

/// The parts of an office document that are wanted, by name.
struct PackageParts {
  std::map<std::string, std::string> parts;
  std::string problem;  ///< The archive broke off, or a part is damaged; empty when all is whole.

  const std::string* find(std::string_view name) const;  ///< Null when it is not there.
  /// The part as XML; nothing when it is not there or cannot be read at all.
  std::optional<XmlDocument> parse(std::string_view name) const;
};

/// Reads those for which `wanted` says so. Names are compared as they are, `\` as `/`, without a
/// leading `/`. Fault::broken when it is no archive, too_large when it is a bomb.
Result<PackageParts> read_package(std::string_view bytes,
                                  const std::function<bool(const std::string&)>& wanted);

}  // namespace regwatch
