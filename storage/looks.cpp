#include <chrono>

#include "diff/look_schedule.h"
#include "storage/notices.h"
#include "storage/rows.h"
#include "storage/statement.h"

// Looking again, and what came of it: the part of Notices that knows when a page is due, and which
// sites contradict themselves.

namespace regwatch {
namespace {

// 9999-12-31: sorts behind every time that comes.
constexpr Instant no_more{std::chrono::seconds{253'402'214'400}};

constexpr std::string_view history_columns =
    "n.id, n.first_seen, n.published, n.comment_deadline, coalesce(n.last_look, n.first_seen), "
    "(SELECT max(at) FROM change c WHERE c.notice_id = n.id AND c.kind NOT IN ('appeared', "
    "'deadline_near')), "
    "n.status, n.attempts, n.gone_runs > 0, "
    "EXISTS (SELECT 1 FROM version v WHERE v.notice_id = n.id AND v.number = 0)";
constexpr int history_column_count = 10;

/// The history's id is the row's: valid until the next step.
LookHistory history_of(const Statement& row) {
  LookHistory history;
  history.id = row.view(0);
  history.first_seen = row.instant(1);
  history.published = row.date(2);
  history.deadline = row.date(3);
  history.last_look = row.instant(4);
  history.last_change = row.optional_instant(5);
  history.status = stored(status_named(row.view(6)), row.view(6));
  history.failures = row.number(7);
  history.is_gone = row.flag(8);
  history.unconfirmed = row.flag(9);
  return history;
}

}  // namespace

void Notices::plan_look(std::string_view notice_id) {
  Statement query(
      db_,
      sql("SELECT ", history_columns, " FROM notice n WHERE n.id = ? AND n.read_at IS NOT NULL"),
      notice_id);
  if (!query.step()) return;
  const Instant at = next_look(history_of(query)).value_or(no_more);
  execute(db_, "UPDATE notice SET next_look = ? WHERE id = ?", at, notice_id);
}

std::vector<DueLook> Notices::due_for_another_look(Instant due_until, Instant now, int limit) {
  Statement query(db_,
                  sql("SELECT ", history_columns, ", ", page_due_columns,
                      " FROM notice n WHERE n.next_look <= ? AND n.last_look < ? "
                      "ORDER BY n.next_look LIMIT ?"),
                  due_until, now, limit);
  std::vector<DueLook> due;
  while (query.step()) {
    due.push_back({page_due_of(query, history_column_count), is_pressing(history_of(query), now)});
  }
  return due;
}

void Notices::count_flap(std::string_view host, Instant at, std::string_view notice_id) {
  execute(db_, "INSERT OR IGNORE INTO flap (host, at, notice_id) VALUES (?, ?, ?)", host, at,
          notice_id);
}

bool Notices::flapped_since(std::string_view host, Instant since) {
  Statement query(db_, "SELECT 1 FROM flap WHERE host = ? AND at >= ? LIMIT 1", host, since);
  return query.step();
}

}  // namespace regwatch
