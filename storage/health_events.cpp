#include "storage/health_events.h"

#include "storage/rows.h"
#include "storage/statement.h"

namespace regwatch {

long long HealthEvents::put(const HealthEvent& event) {
  execute(db_,
          "INSERT INTO health_event (source, blind, at, verdict, reason, since, subscription) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)",
          event.source, event.blind, event.at, event.verdict, event.reason, event.since,
          event.subscription);
  return last_insert_id(db_);
}

std::vector<HealthEvent> HealthEvents::between(Instant from, Instant to) {
  Statement query(db_,
                  sql("SELECT ", health_event_columns,
                      " FROM health_event WHERE at BETWEEN ? AND ? ORDER BY at, id"),
                  from, to);
  std::vector<HealthEvent> events;
  while (query.step()) events.push_back(health_event_of(query));
  return events;
}

bool HealthEvents::is_told_blind(std::string_view source) {
  Statement query(db_, "SELECT blind FROM health_event WHERE source = ? ORDER BY id DESC LIMIT 1",
                  source);
  return query.step() && query.flag(0);
}

std::optional<HealthEvent> HealthEvents::standing_of(std::string_view subscription) {
  Statement query(db_,
                  sql("SELECT ", health_event_columns,
                      " FROM health_event WHERE subscription = ? "
                      "AND verdict NOT IN ('paused', 'late') ORDER BY id DESC LIMIT 1"),
                  subscription);
  if (!query.step()) return std::nullopt;
  auto event = health_event_of(query);
  return event.blind ? std::optional(std::move(event)) : std::nullopt;
}

}  // namespace regwatch
