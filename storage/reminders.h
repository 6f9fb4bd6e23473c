#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "storage/database.h"

namespace regwatch {

/// A comment deadline that is at hand and was not reminded of at this step yet.
struct DueReminder {
  std::string notice_id;
  CivilDate deadline{};
  int step = 0;  ///< The step that is reached, in days before the deadline: 7, 3, 1.
};

/// Which comment deadlines were reminded of, and at which step. Writes belong inside the caller's
/// Transaction.
class Reminders {
 public:
  explicit Reminders(Database& database) : db_(database) {}

  /// Of notices that are listed and have a comment deadline from `today` on. A deadline reaches the
  /// smallest of `steps` that is not less than the days left, and is due where neither it nor a
  /// smaller one was put for that very deadline: one that moved is reminded of anew. Soonest first.
  std::vector<DueReminder> due(CivilDate today, std::vector<int> steps);
  void put(const DueReminder& reminder);

 private:
  Database& db_;
};

}  // namespace regwatch
