#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diff/change.h"
#include "diff/notice.h"
#include "storage/notices.h"
#include "storage/statement.h"

namespace regwatch {

/// The columns of a notice `n`, in the order in which notice_of reads them.
inline constexpr std::string_view notice_columns =
    "n.id, n.canonical, n.url, n.title, n.published, n.authority, n.kind, n.kind_why, "
    "n.kind_by_person, n.topics_by_person, n.status, n.first_seen, n.last_seen, n.publisher, "
    "n.document_number, n.facts, n.section, n.section_by_person";
/// Sources and topics, which have tables of their own, are read with it.
Notice notice_of(Database& database, const Statement& row);

inline constexpr std::string_view change_columns =
    "id, kind, notice_id, source, at, found_late, suspect, summary, deadline_before, "
    "deadline_after, version_before, version_after, details";
inline constexpr int change_column_count = 13;
Change change_of(const Statement& row);

inline constexpr std::string_view health_event_columns =
    "id, source, blind, at, verdict, reason, since, subscription";
HealthEvent health_event_of(const Statement& row);

/// The columns of a page that is due, of a notice `n`, in the order in which page_due_of reads
/// them. A column that lists it now comes before one that does not.
inline constexpr std::string_view page_due_columns =
    "n.id, n.url, coalesce((SELECT source FROM sighting s WHERE s.notice_id = n.id "
    "ORDER BY listed DESC, first_seen, source LIMIT 1), ''), n.published, n.attempts, n.status";
PageDue page_due_of(const Statement& row, int first_column = 0);

/// The enumerator that was stored by name. Another name throws StorageError.
template <class Value>
Value stored(const std::optional<Value>& value, std::string_view name) {
  if (value) return *value;
  throw StorageError("the database holds '" + std::string(name) +
                     "', a word that this program does not know");
}

/// Texts put together for SQL; all of them are constants of this folder.
template <class... Parts>
std::string sql(const Parts&... parts) {
  std::string all;
  (all.append(parts), ...);
  return all;
}

/// An update that has to find its row: zero rows are an error that says what was looked for.
void must_change(int rows, std::string_view what, std::string_view id);

}  // namespace regwatch
