#include "storage/reminders.h"

#include <algorithm>

#include "storage/statement.h"

namespace regwatch {

std::vector<DueReminder> Reminders::due(CivilDate today, std::vector<int> steps) {
  std::sort(steps.begin(), steps.end());
  std::vector<DueReminder> all;
  int from = 0;
  for (const int step : steps) {
    Statement query(db_, R"sql(
SELECT n.id, n.comment_deadline FROM notice n
WHERE n.comment_deadline BETWEEN ? AND ? AND n.status = 'listed'
  AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.notice_id = n.id
                  AND r.deadline = n.comment_deadline AND r.step <= ?)
ORDER BY n.comment_deadline, n.number)sql",
                    add_days(today, from), add_days(today, step), step);
    while (query.step()) all.push_back({query.text(0), query.date(1).value(), step});
    from = step + 1;
  }
  return all;
}

void Reminders::put(const DueReminder& reminder) {
  execute(
      db_,
      "INSERT INTO reminder (notice_id, deadline, step) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      reminder.notice_id, reminder.deadline, reminder.step);
}

}  // namespace regwatch
