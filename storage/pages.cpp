#include <algorithm>

#include "storage/notices.h"
#include "storage/rows.h"
#include "storage/statement.h"

// Reading pages: the part of Notices that keeps what is owed and what came of each look.

namespace regwatch {
namespace {

constexpr std::chrono::seconds first_pause = std::chrono::minutes{10};
constexpr std::chrono::seconds longest_pause = std::chrono::hours{24};

/// After the first failure twenty minutes, then doubled, at most a day.
std::chrono::seconds pause_after(int failures) {
  const int doublings = std::clamp(failures, 0, 12);
  return std::min(first_pause * (1 << doublings), longest_pause);
}

std::vector<PageDue> pages_of(Statement& query) {
  std::vector<PageDue> pages;
  while (query.step()) pages.push_back(page_due_of(query));
  return pages;
}

int failures_of(Database& database, std::string_view notice_id) {
  Statement query(database, "SELECT attempts FROM notice WHERE id = ?", notice_id);
  return query.step() ? query.number(0) : 0;
}

}  // namespace

std::vector<PageDue> Notices::unread(std::optional<CivilDate> published_since, Instant now,
                                     int limit) {
  const std::string head =
      sql("SELECT ", page_due_columns, " FROM notice n WHERE n.read_at IS NULL ");
  const std::string_view tail =
      " AND n.next_attempt <= ? ORDER BY n.last_look, n.published DESC, n.number LIMIT ?";
  if (!published_since) {
    Statement query(db_, sql(head, tail), now, limit);
    return pages_of(query);
  }
  // A notice without a date may be young: it is not left out.
  Statement query(db_, sql(head, "AND (n.published >= ? OR n.published IS NULL)", tail),
                  *published_since, now, limit);
  return pages_of(query);
}

void Notices::looked_at(std::string_view notice_id, Instant at, const Validators& validators,
                        std::string_view problem) {
  if (problem.empty()) {
    must_change(execute(db_,
                        "UPDATE notice SET read_at = coalesce(read_at, ?), last_look = ?, "
                        "attempts = 0, next_attempt = 0, problem = '', etag = ?, "
                        "last_modified = ? WHERE id = ?",
                        at, at, validators.etag, validators.last_modified, notice_id),
                "notice", notice_id);
    plan_look(notice_id);
    return;
  }
  const int failures = failures_of(db_, notice_id) + 1;
  must_change(execute(db_,
                      "UPDATE notice SET last_look = ?, attempts = ?, next_attempt = ?, "
                      "problem = ? WHERE id = ?",
                      at, failures, at + pause_after(failures), problem, notice_id),
              "notice", notice_id);
  plan_look(notice_id);
}

Validators Notices::page_validators(std::string_view notice_id) {
  Statement query(db_, "SELECT etag, last_modified FROM notice WHERE id = ?", notice_id);
  if (!query.step()) return {};
  return {query.text(0), query.text(1)};
}

int Notices::count_gone(std::string_view notice_id, Instant run_at) {
  must_change(execute(db_,
                      "UPDATE notice SET gone_runs = gone_runs + (gone_at IS NOT ?), gone_at = ? "
                      "WHERE id = ?",
                      run_at, run_at, notice_id),
              "notice", notice_id);
  Statement query(db_, "SELECT gone_runs FROM notice WHERE id = ?", notice_id);
  return query.step() ? query.number(0) : 0;
}

void Notices::reset_gone(std::string_view notice_id) {
  execute(db_, "UPDATE notice SET gone_runs = 0, gone_at = NULL WHERE id = ? AND gone_runs > 0",
          notice_id);
}

int Notices::backlog_used(std::string_view host, CivilDate day) {
  Statement query(db_, "SELECT requests FROM backlog_use WHERE host = ? AND day = ?", host, day);
  return query.step() ? query.number(0) : 0;
}

void Notices::use_backlog(std::string_view host, CivilDate day) {
  execute(db_,
          "INSERT INTO backlog_use (host, day, requests) VALUES (?, ?, 1) "
          "ON CONFLICT (host, day) DO UPDATE SET requests = requests + 1",
          host, day);
}

}  // namespace regwatch
