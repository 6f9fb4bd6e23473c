#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/fetcher.h"
#include "diff/compare_listing.h"
#include "diff/run.h"
#include "storage/database.h"

namespace regwatch {

/// What is known of one request that carried rows, from the last run that ended `ok`.
struct RememberedPage {
  std::string request_key;
  Validators validators;
  std::string body_sha256;
};

/// What a pass knows of a source before it starts.
struct SourceState {
  bool baseline_done = false;
  std::optional<CivilDate> baseline_oldest;
  std::optional<Instant> last_run;
  std::optional<Instant> last_success;     ///< ok or unchanged.
  std::optional<Instant> last_full_depth;  ///< The whole depth was read.
  std::optional<Instant> next_due;
  std::optional<Verdict> verdict;
  std::string reason;
  bool told_blind = false;  ///< A health event says that it is blind, and none since that it sees.
  int failures_in_row = 0;
  /// Parser version and source entry of the last ok run; remembered pages count only while they are
  /// the same.
  std::string fingerprint;
  std::vector<RememberedPage> pages;
  std::optional<int> total;
  std::optional<std::string> disabled;  ///< By `sources disable`, with the reason.
};

/// What a run leaves behind. Commits last, after every entry of the list.
struct ListOutcome {
  Run run;
  bool baseline_done = false;
  std::optional<CivilDate> baseline_oldest;
  bool full_depth = false;
  std::string fingerprint;
  std::vector<RememberedPage> pages;  ///< Only kept when the verdict is ok.
  std::optional<int> total;
  Instant next_due{};
};

/// Sources, their runs, and their health. Writes belong inside the caller's Transaction.
class Sources {
 public:
  explicit Sources(Database& database) : db_(database) {}

  SourceState state(std::string_view source);
  ListMemory memory(std::string_view source);
  void finish_run(const ListOutcome& outcome);
  void disable(std::string_view source, std::string_view why, Instant at);
  void enable(std::string_view source);

  std::vector<Run> runs(std::string_view source, int limit);
  std::vector<Run> last_runs();  ///< The newest of each source.
  bool holds_live_runs();        ///< Any run that was not replayed.

 private:
  Database& db_;
};

}  // namespace regwatch
