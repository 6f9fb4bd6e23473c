#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/config_tree.h"
#include "crawler/source.h"

namespace regwatch {

/// Where the list of sources comes from.
struct SourcesLocation {
  std::vector<std::string> files;  ///< `--sources`; empty: ./sources.toml, else the installed list.
};

/// Reads and validates every `[[source]]`, the keys that `[authority.CODE]` gives to all columns of
/// an institution and its names in `[institution]` included: keys, types, unknown parsers,
/// duplicate ids, and each parser's own options. Without `--sources`,
/// /etc/regwatch/sources.d/*.toml adds to the list or overrides by id. Throws ConfigError with
/// every problem.
std::vector<Source> load_sources(const SourcesLocation& location);

/// The sources of one TOML text; `file` names it in messages.
std::vector<Source> parse_sources(std::string_view text, const std::string& file,
                                  ConfigProblems& problems);

const Source* find_source(const std::vector<Source>& sources, std::string_view id);

}  // namespace regwatch
