#include "storage/sources.h"

#include <algorithm>

#include "storage/health_events.h"
#include "storage/rows.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

constexpr std::size_t rhythm_dates = 60;

constexpr std::string_view run_columns =
    "source, at, verdict, reason, entries, appeared, amended, withdrawn, unread, requests, bytes, "
    "replayed";

Run run_of(const Statement& row) {
  Run run;
  run.source = row.text(0);
  run.at = row.instant(1);
  run.verdict = stored(verdict_named(row.view(2)), row.view(2));
  run.reason = row.text(3);
  run.entries = row.number(4);
  run.appeared = row.number(5);
  run.amended = row.number(6);
  run.withdrawn = row.number(7);
  run.unread = row.number(8);
  run.requests = row.number(9);
  run.bytes = static_cast<std::uint64_t>(row.integer(10));
  run.replayed = row.flag(11);
  return run;
}

std::int64_t insert_run(Database& database, const Run& run) {
  execute(database,
          sql("INSERT INTO run (", run_columns, ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          run.source, run.at, name_of(run.verdict), run.reason, run.entries, run.appeared,
          run.amended, run.withdrawn, run.unread, run.requests, run.bytes, run.replayed);
  return last_insert_id(database);
}

/// What every run changes, whatever its verdict. `skipped` says nothing of the source's health.
void note_run(Database& database, const ListOutcome& outcome, std::int64_t run_id) {
  const Run& run = outcome.run;
  const bool seen = sees(run.verdict);
  execute(database, R"sql(
UPDATE source_state SET last_run = ?, last_run_id = ?, verdict = ?, reason = ?, next_due = ?,
  baseline_done = max(baseline_done, ?), baseline_oldest = coalesce(?, baseline_oldest),
  last_success = coalesce(?, last_success),
  failures_in_row = iif(?, 0, failures_in_row + ?)
WHERE source = ?
)sql",
          run.at, run_id, name_of(run.verdict), run.reason, outcome.next_due, outcome.baseline_done,
          outcome.baseline_oldest, seen ? std::optional(run.at) : std::nullopt, seen,
          run.verdict == Verdict::skipped ? 0 : 1, run.source);
  if (!outcome.full_depth) return;
  execute(database, "UPDATE source_state SET last_full_depth = ? WHERE source = ?", run.at,
          run.source);
}

void remember_pages(Database& database, const ListOutcome& outcome) {
  const std::string& source = outcome.run.source;
  execute(database, "UPDATE source_state SET fingerprint = ?, total = ? WHERE source = ?",
          outcome.fingerprint, outcome.total, source);
  execute(database, "DELETE FROM remembered_page WHERE source = ?", source);
  int position = 0;
  for (const RememberedPage& page : outcome.pages) {
    execute(database, "INSERT INTO remembered_page VALUES (?, ?, ?, ?, ?, ?)", source, position++,
            page.request_key, page.validators.etag, page.validators.last_modified,
            page.body_sha256);
  }
}

void make_state(Database& database, std::string_view source) {
  execute(database, "INSERT INTO source_state (source) VALUES (?) ON CONFLICT DO NOTHING", source);
}

std::vector<RememberedPage> pages_of(Database& database, std::string_view source) {
  Statement query(database,
                  "SELECT request_key, etag, last_modified, body_sha256 FROM remembered_page "
                  "WHERE source = ? ORDER BY position",
                  source);
  std::vector<RememberedPage> pages;
  while (query.step()) {
    pages.push_back({query.text(0), {query.text(1), query.text(2)}, query.text(3)});
  }
  return pages;
}

void keep_newest(std::vector<CivilDate>& dates) {
  std::sort(dates.begin(), dates.end(), std::greater<>());
  if (dates.size() > rhythm_dates) dates.resize(rhythm_dates);
}

}  // namespace

SourceState Sources::state(std::string_view source) {
  Statement query(db_,
                  "SELECT baseline_done, baseline_oldest, last_run, last_success, last_full_depth, "
                  "next_due, verdict, reason, failures_in_row, fingerprint, total, disabled "
                  "FROM source_state WHERE source = ?",
                  source);
  SourceState state;
  if (!query.step()) return state;
  state.baseline_done = query.flag(0);
  state.baseline_oldest = query.date(1);
  state.last_run = query.optional_instant(2);
  state.last_success = query.optional_instant(3);
  state.last_full_depth = query.optional_instant(4);
  state.next_due = query.optional_instant(5);
  if (!query.is_null(6)) state.verdict = stored(verdict_named(query.view(6)), query.view(6));
  state.reason = query.text(7);
  state.failures_in_row = query.number(8);
  state.fingerprint = query.text(9);
  state.total = query.optional_number(10);
  state.disabled = query.optional_text(11);
  state.told_blind = HealthEvents(db_).is_told_blind(source);
  state.pages = pages_of(db_, source);
  return state;
}

ListMemory Sources::memory(std::string_view source) {
  ListMemory memory;
  Statement about(db_,
                  "SELECT baseline_done, baseline_oldest, total FROM source_state WHERE source = ?",
                  source);
  if (about.step()) {
    memory.baseline_done = about.flag(0);
    memory.baseline_oldest = about.date(1);
    memory.total = about.optional_number(2);
  }
  Statement query(db_, R"sql(
SELECT s.notice_id, n.canonical, s.title, s.published, s.comment_deadline, s.position,
       s.first_seen, s.last_seen, s.listed, coalesce(s.published, n.published)
FROM sighting s JOIN notice n ON n.id = s.notice_id
WHERE s.source = ? ORDER BY s.last_seen DESC, s.position
)sql",
                  source);
  while (query.step()) {
    memory.rows.push_back({query.text(0), query.text(1), query.text(2), query.date(3),
                           query.date(4), query.number(5), query.instant(6), query.instant(7),
                           query.flag(8)});
    if (const auto published = query.date(9)) memory.appeared_dates.push_back(*published);
  }
  keep_newest(memory.appeared_dates);
  return memory;
}

void Sources::finish_run(const ListOutcome& outcome) {
  make_state(db_, outcome.run.source);
  note_run(db_, outcome, insert_run(db_, outcome.run));
  if (outcome.run.verdict == Verdict::ok) remember_pages(db_, outcome);
}

void Sources::disable(std::string_view source, std::string_view why, Instant at) {
  make_state(db_, source);
  execute(db_, "UPDATE source_state SET disabled = ?, disabled_at = ? WHERE source = ?", why, at,
          source);
}

void Sources::enable(std::string_view source) {
  execute(db_, "UPDATE source_state SET disabled = NULL, disabled_at = NULL WHERE source = ?",
          source);
}

std::vector<Run> Sources::runs(std::string_view source, int limit) {
  Statement query(
      db_,
      sql("SELECT ", run_columns, " FROM run WHERE source = ? ORDER BY at DESC, id DESC LIMIT ?"),
      source, limit);
  std::vector<Run> runs;
  while (query.step()) runs.push_back(run_of(query));
  return runs;
}

std::vector<Run> Sources::last_runs() {
  Statement query(db_, sql("SELECT ", run_columns,
                           " FROM run WHERE id IN (SELECT last_run_id FROM source_state) "
                           "ORDER BY source"));
  std::vector<Run> runs;
  while (query.step()) runs.push_back(run_of(query));
  return runs;
}

bool Sources::holds_live_runs() {
  Statement query(db_, "SELECT EXISTS (SELECT 1 FROM run WHERE replayed = 0)");
  return query.step() && query.flag(0);
}

}  // namespace regwatch
