#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawler/source.h"
#include "render/english_names.h"

namespace regwatch {

/// Reads the text of `english.toml`. `file` is the name that errors give. Every failure is
/// Fault::invalid and its message has one line per problem, `FILE:LINE: what`, with the nearest
/// known table where one is misspelt.
Result<EnglishNames> read_english(std::string_view toml, std::string_view file);

/// Adds what [institution] says of the sources' authorities, where english.toml says nothing else.
void add_institutions(EnglishNames& names, const std::vector<Source>& sources);

}  // namespace regwatch
