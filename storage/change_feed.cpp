#include "storage/change_feed.h"

#include <charconv>

#include "base/sha256.h"
#include "base/text.h"
#include "storage/rows.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

constexpr std::size_t digest_length = 12;  // Hexadecimal digits.

std::optional<long long> number_in(std::string_view digits) {
  long long number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!is_digits(digits) || read.ec != std::errc{}) return std::nullopt;
  return number;
}

std::vector<long long> taken_back_by(Database& database, const Change& change) {
  Statement query(database,
                  "SELECT id FROM change WHERE notice_id = ? AND superseded_by = ? ORDER BY id",
                  change.notice_id, change.id);
  std::vector<long long> ids;
  while (query.step()) ids.push_back(query.integer(0));
  return ids;
}

// What never changes of the row with that id; absent where there is none.
std::optional<std::string> row_words(Database& database, std::string_view query, long long id) {
  if (id == 0) return "";
  Statement row(database, query, id);
  if (!row.step()) return std::nullopt;
  return row.text(0);
}

Error not_here(const std::string& why) {
  return {Fault::missing, "the cursor " + why + ": begin again without --after"};
}

}  // namespace

std::vector<FedChange> ChangeFeed::changes_after(long long id, int limit) {
  const Snapshot snapshot(db_);
  Statement query(db_,
                  sql("SELECT ", change_columns,
                      ", superseded_by FROM change WHERE id > ? ORDER BY id LIMIT ?"),
                  id, limit);
  std::vector<FedChange> changes;
  while (query.step()) {
    FedChange fed{change_of(query), std::nullopt, {}};
    if (!query.is_null(change_column_count)) fed.taken_back_by = query.integer(change_column_count);
    fed.takes_back = taken_back_by(db_, fed.change);
    changes.push_back(std::move(fed));
  }
  return changes;
}

std::vector<HealthEvent> ChangeFeed::health_events_after(long long id, int limit) {
  Statement query(
      db_,
      sql("SELECT ", health_event_columns, " FROM health_event WHERE id > ? ORDER BY id LIMIT ?"),
      id, limit);
  std::vector<HealthEvent> events;
  while (query.step()) events.push_back(health_event_of(query));
  return events;
}

std::string ChangeFeed::name() {
  Statement query(db_, "SELECT name FROM identity");
  if (!query.step()) throw StorageError("the database has lost its name");
  return query.text(0);
}

std::optional<std::string> ChangeFeed::digest_at(const FeedPosition& position) {
  const auto change = row_words(
      db_,
      "SELECT kind || ' ' || notice_id || ' ' || at || ' ' || summary FROM change WHERE id = ?",
      position.change);
  const auto event = row_words(
      db_,
      "SELECT source || ' ' || blind || ' ' || at || ' ' || reason FROM health_event WHERE id = ?",
      position.health_event);
  if (!change || !event) return std::nullopt;
  return to_hex(sha256(*change + "\n" + *event)).substr(0, digest_length);
}

std::string ChangeFeed::cursor(const FeedPosition& position) {
  const auto digest = digest_at(position);
  if (!digest) throw StorageError("there is no cursor for what is not in the database");
  return name() + "-" + std::to_string(position.change) + "-" +
         std::to_string(position.health_event) + "-" + *digest;
}

Result<FeedPosition> ChangeFeed::position(std::string_view cursor) {
  const auto parts = split(cursor, '-');
  const auto change = parts.size() == 4 ? number_in(parts[1]) : std::nullopt;
  const auto event = parts.size() == 4 ? number_in(parts[2]) : std::nullopt;
  if (!change || !event || !is_hex(parts[0]) || !is_hex(parts[3])) {
    return Error{Fault::invalid,
                 "'" + ellipsize(to_valid_utf8(cursor), 80) +
                     "' is no cursor: what an earlier answer called so is expected"};
  }
  const Snapshot snapshot(db_);
  if (parts[0] != name()) return not_here("is another database's");
  const FeedPosition position{*change, *event};
  const auto digest = digest_at(position);
  if (!digest) {
    return not_here("lies beyond the end: this database was put back to an earlier state");
  }
  if (*digest != parts[3]) {
    return not_here("does not fit: this database was put back to an earlier state and went on");
  }
  return position;
}

}  // namespace regwatch
