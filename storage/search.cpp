#include "storage/search.h"

#include <algorithm>

#include "storage/rows.h"
#include "storage/search_words.h"
#include "storage/statement.h"

// Single characters with their positions in an FTS5 table that keeps no text: a phrase of any
// length, one character included, is found exactly. Pairs of characters would make the lists
// shorter, but texts hold so many different ones that indexing costs four times as much
// (bench/search_bench.cpp).

namespace regwatch {
namespace {

constexpr int batch_size = 100;

/// What a notice `n` says now: title, number, text, and the texts of its files (the first
/// megabyte), each a paragraph of its own.
constexpr std::string_view text_columns =
    "n.title, n.document_number, (SELECT v.text FROM version v WHERE v.notice_id = n.id "
    "ORDER BY v.number DESC LIMIT 1), "
    "(SELECT substr(group_concat(d.text, char(10)), 1, 350000) FROM document_text d "
    "WHERE d.sha256 IN (SELECT json_extract(f.value, '$.sha256') FROM version v, "
    "json_each(v.attachments) f WHERE v.notice_id = n.id AND v.number = "
    "(SELECT max(w.number) FROM version w WHERE w.notice_id = n.id)))";
constexpr int count_of_text_columns = 4;

std::string text_of(const Statement& row, int first_column) {
  std::string text = row.text(first_column);
  for (int column = first_column + 1; column < first_column + count_of_text_columns; ++column) {
    text += '\n';
    text += row.view(column);
  }
  return text;
}

/// Where a notice stands in the order of results.
struct Hit {
  std::string id;
  std::string published;  ///< Empty: unknown, which stands last.
  Instant first_seen{};
};

bool newer(const Hit& a, const Hit& b) {
  if (a.published != b.published) return a.published > b.published;
  if (a.first_seen != b.first_seen) return a.first_seen > b.first_seen;
  return a.id < b.id;
}

constexpr std::string_view hit_columns = "n.id, coalesce(n.published, ''), n.first_seen";
constexpr int after_hit_columns = 3;

Hit hit_of(const Statement& row) { return {row.text(0), row.text(1), row.instant(2)}; }

std::int64_t next_entry(Database& database) {
  Statement query(database, "SELECT next_entry FROM text_index_state");
  return query.step() ? query.integer(0) : 1;
}

struct Batch {
  std::vector<std::pair<std::int64_t, std::string>> notices;  ///< notice.number, tokens.
};

Batch next_batch(Database& database) {
  Batch batch;
  Statement query(
      database,
      sql("SELECT n.number, ", text_columns, " FROM notice n WHERE n.indexed_as IS NULL LIMIT ?"),
      batch_size);
  while (query.step()) {
    batch.notices.emplace_back(query.integer(0), index_tokens(search_form(text_of(query, 1))));
  }
  return batch;
}

/// Entries are never numbered twice: an entry that no notice points to any more stays dead.
int index_batch(Database& database) {
  Transaction transaction(database);
  const Batch batch = next_batch(database);
  if (batch.notices.empty()) return 0;
  std::int64_t entry = next_entry(database);
  for (const auto& [number, tokens] : batch.notices) {
    execute(database, "INSERT INTO text_index (rowid, words) VALUES (?, ?)", entry, tokens);
    execute(database, "UPDATE notice SET indexed_as = ? WHERE number = ?", entry, number);
    ++entry;
  }
  execute(database, "UPDATE text_index_state SET next_entry = ?", entry);
  transaction.commit();
  return static_cast<int>(batch.notices.size());
}

/// Amended notices leave dead entries behind. When most are dead the index is begun anew.
void begin_anew_when_stale(Database& database) {
  Statement query(database, "SELECT count(*) FROM notice WHERE indexed_as IS NOT NULL");
  const std::int64_t live = query.step() ? query.integer(0) : 0;
  if (next_entry(database) - 1 <= 2 * live + 1000) return;
  Transaction transaction(database);
  execute(database, "INSERT INTO text_index (text_index) VALUES ('delete-all')");
  execute(database, "UPDATE notice SET indexed_as = NULL WHERE indexed_as IS NOT NULL");
  execute(database, "UPDATE text_index_state SET next_entry = 1");
  transaction.commit();
}

bool holds_all(std::string_view form, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [form](const std::string& word) { return holds_word(form, word); });
}

std::vector<Hit> unindexed_hits(Database& database, const std::vector<std::string>& words) {
  std::vector<Hit> hits;
  Statement query(database, sql("SELECT ", hit_columns, ", ", text_columns,
                                " FROM notice n WHERE n.indexed_as IS NULL"));
  while (query.step()) {
    if (holds_all(search_form(text_of(query, after_hit_columns)), words)) {
      hits.push_back(hit_of(query));
    }
  }
  return hits;
}

/// Each word as a phrase in quotes, so that nothing of it is an operator of FTS5. A token never
/// holds a quote: ASCII punctuation goes by its full-width twin.
std::string match_of(const std::vector<std::string>& words) {
  std::string match;
  for (const std::string& word : words) {
    if (!match.empty()) match += " AND ";
    match += '"' + index_tokens(word) + '"';
  }
  return match;
}

std::vector<Hit> indexed_hits(Database& database, const std::vector<std::string>& words,
                              int limit) {
  const std::string match = match_of(words);
  Statement query(database,
                  sql("SELECT ", hit_columns,
                      " FROM notice n WHERE n.indexed_as IN (SELECT rowid "
                      "FROM text_index WHERE text_index MATCH ?) "
                      "ORDER BY n.published DESC, n.first_seen DESC, n.id LIMIT ?"),
                  match, limit);
  std::vector<Hit> hits;
  while (query.step()) hits.push_back(hit_of(query));
  return hits;
}

}  // namespace

int SearchIndex::update() {
  begin_anew_when_stale(db_);
  int all = 0;
  while (const int indexed = index_batch(db_)) all += indexed;
  return all;
}

std::vector<std::string> SearchIndex::find(std::string_view words, int limit) {
  const std::vector<std::string> wanted = search_words(words);
  if (wanted.empty() || limit <= 0) return {};
  const Snapshot snapshot(db_);
  std::vector<Hit> hits = unindexed_hits(db_, wanted);
  for (Hit& hit : indexed_hits(db_, wanted, limit)) hits.push_back(std::move(hit));
  std::sort(hits.begin(), hits.end(), newer);
  std::vector<std::string> ids;
  for (Hit& hit : hits) {
    if (static_cast<int>(ids.size()) == limit) break;
    ids.push_back(std::move(hit.id));
  }
  return ids;
}

}  // namespace regwatch
