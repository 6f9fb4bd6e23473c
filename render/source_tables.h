#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/source.h"
#include "diff/run.h"
#include "render/digest.h"
#include "render/terminal.h"

namespace regwatch {

/// `sources`: how many are well, then those that are not with their reasons, then all by
/// institution. Whole lines, made harmless as in render/terminal.h.
std::string sources_table(const std::vector<SourceLine>& sources, Instant now,
                          const TerminalStyle& style);

/// `sources check --offline`: what the entries say of themselves that nobody verified, by
/// institution, the less sure ones first.
std::string doubts_table(const std::vector<Source>& sources, const TerminalStyle& style);

/// What one look at a source found, beside what its entry says.
struct SourceCheck {
  const Source* source = nullptr;
  Run run;
  std::string rows_from;            ///< The address that carried rows; empty: none did.
  std::optional<CivilDate> newest;  ///< Of the rows' published dates.
  std::string older;                ///< Where the next page's rows are; empty: none is named.
  std::optional<int> total;         ///< Rows in all, where the site says so.
};
/// `sources check`: the verdict, and for an entry that is less sure than A what it says and what
/// was found.
std::string check_lines(const SourceCheck& check, const TerminalStyle& style);

}  // namespace regwatch
