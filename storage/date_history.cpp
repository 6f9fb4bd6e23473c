#include "storage/date_history.h"

#include <algorithm>

#include "storage/statement.h"

namespace regwatch {
namespace {

// Those that were taken back are counted too, for what is seen once is never unseen: the count only
// grows. Versions are counted besides, for one that completes another is told as no change, and may
// state other days. A list that leaves a notice out, and a deadline that comes near, move nothing.
constexpr std::string_view happenings = R"sql(
SELECT count(*) + (SELECT count(*) FROM version WHERE notice_id = ?1 AND number > 1), max(at)
FROM change WHERE notice_id = ?1 AND kind IN ('amended', 'deadline_moved', 'withdrawn', 'restored', 'flapped'))sql";

constexpr std::string_view newest_version =
    "SELECT max(fetched_at) FROM version WHERE notice_id = ? AND number > 0";
constexpr std::string_view newest_english = "SELECT max(at) FROM english WHERE notice_id = ?";

constexpr std::string_view last_move = R"sql(
SELECT deadline_before FROM change WHERE notice_id = ? AND kind = 'deadline_moved'
AND superseded_by IS NULL ORDER BY at DESC, id DESC LIMIT 1)sql";

constexpr std::string_view last_stated = R"sql(
SELECT json_extract(facts, ?) AS stated FROM version WHERE notice_id = ? AND number > 0
AND stated IS NOT NULL ORDER BY number DESC LIMIT 1)sql";

std::optional<Instant> instant_of(Database& database, std::string_view query,
                                  std::string_view notice_id) {
  Statement newest(database, query, notice_id);
  return newest.step() ? newest.optional_instant(0) : std::nullopt;
}

template <class... Values>
std::optional<CivilDate> date_of(Database& database, std::string_view query,
                                 const Values&... values) {
  Statement row(database, query, values...);
  return row.step() ? row.date(0) : std::nullopt;
}

}  // namespace

DateHistory date_history(Database& database, std::string_view notice_id) {
  const Snapshot snapshot(database);
  DateHistory history;
  {
    Statement query(database, happenings, notice_id);
    query.step();
    history.happenings = query.number(0);
    history.changed = query.optional_instant(1).value_or(Instant{});
  }
  for (const auto query : {newest_version, newest_english}) {
    if (const auto at = instant_of(database, query, notice_id))
      history.changed = std::max(history.changed, *at);
  }
  history.deadline_before = date_of(database, last_move, notice_id);
  history.last_deadline = date_of(database, last_stated, "$.comment_deadline", notice_id);
  history.last_effective_date = date_of(database, last_stated, "$.effective_date", notice_id);
  return history;
}

}  // namespace regwatch
