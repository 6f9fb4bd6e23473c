#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "storage/database.h"

namespace regwatch {

/// What became of the days that a notice states, as far as its changes and versions tell.
struct DateHistory {
  int happenings = 0;  ///< Changes and versions that may have moved a day or put it off; never
                       ///< fewer than before.
  Instant changed{};   ///< The newest of them, or of its versions and English titles.
  std::optional<CivilDate> deadline_before;  ///< The comment deadline before it moved last.
  /// What a version stated last; the notice itself may state them no longer.
  std::optional<CivilDate> last_deadline;
  std::optional<CivilDate> last_effective_date;
};

DateHistory date_history(Database& database, std::string_view notice_id);

}  // namespace regwatch
