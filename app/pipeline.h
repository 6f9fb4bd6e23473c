#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerts/telling.h"
#include "app/world.h"
#include "diff/run.h"

namespace regwatch {

/// What one pass is asked to do.
struct PassOptions {
  std::vector<std::string> only;  ///< Ids of sources; empty: those that are due.
  bool all = false;               ///< Due or not.
  std::optional<int>
      baseline_days;  ///< A first run tells what was published within that many days.
  bool tell = true;
  std::vector<std::string> only_channels;  ///< Empty: all.
  std::chrono::seconds overdue = TellingOptions().overdue;
  std::chrono::seconds send_for = TellingOptions().send_for;
  int backlog_per_host = 100;  ///< Older pages read per host and day.
};

struct PassReport {
  std::vector<Run> runs;
  TellingReport telling;
  int indexed = 0;
  bool all_well() const;  ///< Every source ok, unchanged or skipped, and no message failed.
};

/// How every watched source stands, for a digest's end.
std::vector<SourceLine> source_lines(Database& database, const std::vector<Source>& sources);

/// One pass over the sources: fetch, parse, compare, store, tell. Throws StorageError.
PassReport run_pass(World& world, const PassOptions& options);

}  // namespace regwatch
