#include "storage/rows.h"

#include "storage/serialise.h"

namespace regwatch {
namespace {

void read_topics(Database& database, Notice& notice) {
  Statement query(database, "SELECT topic, words FROM notice_topic WHERE notice_id = ?", notice.id);
  while (query.step()) {
    notice.classification.topics[query.text(0)] = texts_from_json(query.view(1));
  }
}

void read_sources(Database& database, Notice& notice) {
  Statement query(database,
                  "SELECT source FROM sighting WHERE notice_id = ? ORDER BY first_seen, source",
                  notice.id);
  while (query.step()) notice.sources.push_back(query.text(0));
}

void read_english(Database& database, Notice& notice) {
  Statement query(database,
                  "SELECT title, summary, by_person, model FROM english WHERE notice_id = ? "
                  "ORDER BY by_person DESC LIMIT 1",
                  notice.id);
  if (query.step())
    notice.english = English{query.text(0), query.text(1), query.flag(2), query.text(3)};
}

}  // namespace

Notice notice_of(Database& database, const Statement& row) {
  Notice notice;
  notice.id = row.text(0);
  notice.canonical = row.text(1);
  notice.url = row.text(2);
  notice.title = row.text(3);
  notice.published = row.date(4);
  notice.authority = row.text(5);
  notice.classification.kind = stored(kind_named(row.view(6)), row.view(6));
  notice.classification.why = row.text(7);
  notice.kind_by_person = row.flag(8);
  notice.topics_by_person = row.flag(9);
  notice.status = stored(status_named(row.view(10)), row.view(10));
  notice.first_seen = row.instant(11);
  notice.last_seen = row.instant(12);
  notice.publisher = row.optional_text(13);
  notice.document_number = row.optional_text(14);
  notice.facts = facts_from_json(row.view(15));
  if (const auto section = row.optional_text(16))
    notice.classification.section = stored(news_section_named(*section), *section);
  notice.section_by_person = row.flag(17);
  read_topics(database, notice);
  read_sources(database, notice);
  read_english(database, notice);
  return notice;
}

Change change_of(const Statement& row) {
  Change change;
  change.id = row.integer(0);
  change.kind = stored(change_named(row.view(1)), row.view(1));
  change.notice_id = row.text(2);
  change.source = row.text(3);
  change.at = row.instant(4);
  change.found_late = row.flag(5);
  change.suspect = row.flag(6);
  change.summary = row.text(7);
  change.deadline_before = row.date(8);
  change.deadline_after = row.date(9);
  change.version_before = row.optional_number(10);
  change.version_after = row.optional_number(11);
  details_from_json(row.view(12), change);
  return change;
}

HealthEvent health_event_of(const Statement& row) {
  HealthEvent event;
  event.id = row.integer(0);
  event.source = row.text(1);
  event.blind = row.flag(2);
  event.at = row.instant(3);
  event.verdict = row.text(4);
  event.reason = row.text(5);
  event.since = row.optional_instant(6);
  event.subscription = row.optional_text(7);
  return event;
}

PageDue page_due_of(const Statement& row, int first_column) {
  PageDue page;
  page.notice_id = row.text(first_column);
  page.url = row.text(first_column + 1);
  page.source = row.text(first_column + 2);
  page.published = row.date(first_column + 3);
  page.attempts = row.number(first_column + 4);
  const std::string_view status = row.view(first_column + 5);
  page.status = stored(status_named(status), status);
  return page;
}

void must_change(int rows, std::string_view what, std::string_view id) {
  if (rows > 0) return;
  throw StorageError("there is no " + std::string(what) + " " + std::string(id) +
                     " in the database");
}

}  // namespace regwatch
