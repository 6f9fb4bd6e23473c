#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"

namespace regwatch {

/// What differs between two versions of a notice, for a reader.
struct VersionDifference {
  bool differs = false;         ///< In words, numbers, dates or attachments.
  bool deadline_moved = false;  ///< The comment deadline, both known, or one that vanished or came.
  std::optional<CivilDate> deadline_before;
  std::optional<CivilDate> deadline_after;
  bool title_differs = false;
  std::vector<TextHunk> hunks;  ///< At most 40 paragraphs.
  int hunks_total = 0;
  std::vector<std::string> attachments_added;
  std::vector<std::string> attachments_removed;
  std::vector<std::string> attachments_replaced;  ///< Same address, other bytes.
  std::string summary;                            ///< `2 paragraphs changed, 1 attachment added`
};

/// Compares by what a person reads: white space, width of punctuation and letters, visit counters,
/// share and print widgets are no difference. A file whose bytes were not known before is
/// completed, not replaced. Work is bounded: two texts of 100 KB take milliseconds whatever they
/// are.
VersionDifference compare_versions(const Version& before, const Version& after);

}  // namespace regwatch
