#include "storage/notices.h"

#include "storage/rows.h"
#include "storage/serialise.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

void write_topics(Database& database, std::string_view id,
                  const std::map<std::string, std::vector<std::string>>& topics) {
  execute(database, "DELETE FROM notice_topic WHERE notice_id = ?", id);
  for (const auto& [topic, words] : topics) {
    const std::string json = to_json(words);
    execute(database, "INSERT INTO notice_topic (notice_id, topic, words) VALUES (?, ?, ?)", id,
            topic, json);
  }
}

// Only a title or a number that differs sends the notice to the search index again, and to be
// compared with the others. `first_seen`
// and `last_seen` can only widen, whatever an older copy of the notice says.
constexpr std::string_view put_notice = R"sql(
INSERT INTO notice (id, canonical, url, title, published, authority, kind, kind_why, kind_by_person,
                    topics_by_person, status, first_seen, last_seen, publisher, document_number,
                    facts, section, section_by_person)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  canonical = excluded.canonical, url = excluded.url, title = excluded.title,
  published = excluded.published, authority = excluded.authority,
  kind = iif(kind_by_person, kind, excluded.kind),
  kind_why = iif(kind_by_person, kind_why, excluded.kind_why),
  kind_by_person = max(kind_by_person, excluded.kind_by_person),
  topics_by_person = max(topics_by_person, excluded.topics_by_person),
  status = excluded.status,
  first_seen = min(first_seen, excluded.first_seen),
  last_seen = max(last_seen, excluded.last_seen),
  publisher = excluded.publisher, document_number = excluded.document_number,
  indexed_as = iif(title = excluded.title AND document_number IS excluded.document_number,
                   indexed_as, NULL),
  related_version = iif(title = excluded.title AND document_number IS excluded.document_number
                        AND published IS excluded.published, related_version, NULL),
  facts = excluded.facts,
  section = iif(section_by_person, section, excluded.section),
  section_by_person = max(section_by_person, excluded.section_by_person)
)sql";

std::optional<std::string> section_name(std::optional<NewsSection> section) {
  return section ? std::optional(std::string(name_of(*section))) : std::nullopt;
}

bool topics_are_a_persons(Database& database, std::string_view id) {
  Statement query(database, "SELECT topics_by_person FROM notice WHERE id = ?", id);
  return query.step() && query.flag(0);
}

std::optional<Notice> find_by(Database& database, std::string_view condition,
                              std::string_view value) {
  Statement query(database, sql("SELECT ", notice_columns, " FROM notice n WHERE ", condition),
                  value);
  if (!query.step()) return std::nullopt;
  return notice_of(database, query);
}

}  // namespace

std::optional<Notice> Notices::find(std::string_view id) { return find_by(db_, "n.id = ?", id); }

std::optional<Notice> Notices::find_canonical(std::string_view canonical) {
  return find_by(db_, "n.canonical = ?", canonical);
}

std::string Notices::free_id(std::string_view canonical) {
  constexpr std::size_t shortest = 7;
  constexpr std::size_t longest = 52;  // A whole SHA-256 in base 32.
  for (std::size_t length = shortest; length <= longest; ++length) {
    const std::string id = notice_id(canonical, length);
    Statement query(db_, "SELECT 1 FROM notice WHERE id = ? AND canonical <> ?", id, canonical);
    if (!query.step()) return id;
  }
  throw StorageError("every id of " + std::string(canonical) + " is taken");
}

void Notices::put(const Notice& notice) {
  const bool keep_topics = topics_are_a_persons(db_, notice.id);
  const std::string facts = facts_to_json(notice.facts);
  execute(db_, put_notice, notice.id, notice.canonical, notice.url, notice.title, notice.published,
          notice.authority, name_of(notice.classification.kind), notice.classification.why,
          notice.kind_by_person, notice.topics_by_person, name_of(notice.status), notice.first_seen,
          notice.last_seen, notice.publisher, notice.document_number, facts,
          section_name(notice.classification.section), notice.section_by_person);
  if (!keep_topics) write_topics(db_, notice.id, notice.classification.topics);
}

void Notices::mark_kind(std::string_view id, Kind kind, std::optional<NewsSection> section) {
  must_change(execute(db_,
                      "UPDATE notice SET kind = ?, kind_why = 'a person', kind_by_person = 1, "
                      "section = iif(section_by_person, section, ?) WHERE id = ?",
                      name_of(kind), section_name(section), id),
              "notice", id);
}

void Notices::mark_section(std::string_view id, std::optional<NewsSection> section) {
  must_change(execute(db_, "UPDATE notice SET section = ?, section_by_person = 1 WHERE id = ?",
                      section_name(section), id),
              "notice", id);
}

void Notices::mark_topics(std::string_view id, const std::vector<std::string>& topics) {
  must_change(execute(db_, "UPDATE notice SET topics_by_person = 1 WHERE id = ?", id), "notice",
              id);
  std::map<std::string, std::vector<std::string>> by_name;
  for (const std::string& topic : topics) by_name[topic];
  write_topics(db_, id, by_name);
}

void Notices::put_english(std::string_view id, const English& english, Instant at) {
  if (english.title.empty() && english.summary.empty()) {
    execute(db_, "DELETE FROM english WHERE notice_id = ? AND by_person = ?", id,
            english.by_person);
    return;
  }
  execute(db_,
          "INSERT INTO english (notice_id, by_person, title, summary, at, model) "
          "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (notice_id, by_person) DO UPDATE SET "
          "title = excluded.title, summary = excluded.summary, at = excluded.at, "
          "model = excluded.model",
          id, english.by_person, english.title, english.summary, at, english.model);
}

void Notices::put_sighting(std::string_view notice_id, std::string_view source, const Entry& entry,
                           int position, Instant seen_at) {
  execute(db_, R"sql(
INSERT INTO sighting (notice_id, source, title, url, published, comment_deadline, document_number,
                      publisher, position, first_seen, last_seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (notice_id, source) DO UPDATE SET
  title = excluded.title, url = excluded.url, published = excluded.published,
  comment_deadline = excluded.comment_deadline, document_number = excluded.document_number,
  publisher = excluded.publisher, position = excluded.position,
  last_seen = max(last_seen, excluded.last_seen), listed = 1
)sql",
          notice_id, source, entry.title, entry.url, entry.published, entry.comment_deadline,
          entry.document_number, entry.publisher, position, seen_at, seen_at);
  execute(db_, "UPDATE notice SET last_seen = ? WHERE id = ? AND last_seen < ?", seen_at, notice_id,
          seen_at);
}

void Notices::set_sighting_listed(std::string_view notice_id, std::string_view source,
                                  bool listed) {
  must_change(execute(db_, "UPDATE sighting SET listed = ? WHERE notice_id = ? AND source = ?",
                      listed, notice_id, source),
              "sighting of", notice_id);
}

int Notices::listed_count(std::string_view notice_id) {
  Statement query(db_, "SELECT count(*) FROM sighting WHERE notice_id = ? AND listed = 1",
                  notice_id);
  query.step();
  return query.number(0);
}

std::vector<Notice> Notices::with_title(std::string_view authority, std::string_view title) {
  Statement query(db_,
                  sql("SELECT ", notice_columns,
                      " FROM notice n WHERE n.title = ? AND n.authority = ? "
                      "ORDER BY n.published DESC, n.id LIMIT 20"),
                  title, authority);
  std::vector<Notice> notices;
  while (query.step()) notices.push_back(notice_of(db_, query));
  return notices;
}

long long Notices::put_change(const Change& change) {
  const std::string details = details_to_json(change);
  execute(db_, R"sql(
INSERT INTO change (kind, notice_id, source, at, found_late, suspect, summary, deadline_before,
                    deadline_after, version_before, version_after, details)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql",
          name_of(change.kind), change.notice_id, change.source, change.at, change.found_late,
          change.suspect, change.summary, change.deadline_before, change.deadline_after,
          change.version_before, change.version_after, details);
  const long long id = last_insert_id(db_);
  plan_look(change.notice_id);
  return id;
}

void Notices::supersede(long long change_id, long long by) {
  must_change(execute(db_, "UPDATE change SET superseded_by = ? WHERE id = ?", by, change_id),
              "change", std::to_string(change_id));
}

std::vector<Change> Notices::changes_of(std::string_view notice_id) {
  Statement query(db_,
                  sql("SELECT ", change_columns,
                      " FROM change WHERE notice_id = ? AND superseded_by IS NULL ORDER BY at, id"),
                  notice_id);
  std::vector<Change> changes;
  while (query.step()) changes.push_back(change_of(query));
  return changes;
}

std::vector<Change> Notices::changes_between(Instant from, Instant to) {
  Statement query(
      db_,
      sql("SELECT ", change_columns,
          " FROM change WHERE at BETWEEN ? AND ? AND superseded_by IS NULL ORDER BY at, id"),
      from, to);
  std::vector<Change> changes;
  while (query.step()) changes.push_back(change_of(query));
  return changes;
}

}  // namespace regwatch
