#include "storage/search.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "storage/rows.h"
#include "storage/search_words.h"
#include "storage/statement.h"

// Pairs of characters, each once per notice, in an FTS5 table that keeps neither text nor
// positions: it answers which notices may hold a word, and what is longer than a pair is then
// looked for in the text itself. bench/search_bench.cpp compares this with single characters and
// their positions.

namespace regwatch {
namespace {

constexpr int batch_size = 100;

/// The newest text of a notice `n`. Title and number stand first, each a paragraph of its own.
constexpr std::string_view text_columns =
    "n.title, n.document_number, (SELECT v.text FROM version v WHERE v.notice_id = n.id "
    "ORDER BY v.number DESC LIMIT 1)";

std::string text_of(const Statement& row, int first_column) {
  std::string text = row.text(first_column);
  for (int column = first_column + 1; column < first_column + 3; ++column) {
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

constexpr std::string_view hit_columns = "n.id, coalesce(n.published, ''), n.first_seen, ";
constexpr int after_hit_columns = 3;

Hit hit_of(const Statement& row) { return {row.text(0), row.text(1), row.instant(2)}; }

std::int64_t next_entry(Database& database) {
  Statement query(database, "SELECT next_entry FROM text_index_state");
  return query.step() ? query.integer(0) : 1;
}

struct Batch {
  std::vector<std::pair<std::int64_t, std::string>> notices;  ///< notice.number, terms.
};

Batch next_batch(Database& database) {
  Batch batch;
  Statement query(
      database,
      sql("SELECT n.number, ", text_columns, " FROM notice n WHERE n.indexed_as IS NULL LIMIT ?"),
      batch_size);
  while (query.step()) {
    batch.notices.emplace_back(query.integer(0), index_terms(search_form(text_of(query, 1))));
  }
  return batch;
}

/// Entries are never numbered twice: an entry that no notice points to any more stays dead.
int index_batch(Database& database) {
  Transaction transaction(database);
  const Batch batch = next_batch(database);
  if (batch.notices.empty()) return 0;
  std::int64_t entry = next_entry(database);
  for (const auto& [number, terms] : batch.notices) {
    execute(database, "INSERT INTO text_index (rowid, words) VALUES (?, ?)", entry, terms);
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

bool holds_all(std::string_view form, const std::vector<SearchWord>& words) {
  return std::all_of(words.begin(), words.end(),
                     [form](const SearchWord& word) { return holds_word(form, word.form); });
}

/// Reads hits from a query whose text columns follow; keeps those that hold every word.
std::vector<Hit> checked_hits(Statement& query, const std::vector<SearchWord>& words, int limit) {
  std::vector<Hit> hits;
  while (static_cast<int>(hits.size()) < limit && query.step()) {
    if (holds_all(search_form(text_of(query, after_hit_columns)), words)) {
      hits.push_back(hit_of(query));
    }
  }
  return hits;
}

std::vector<Hit> unindexed_hits(Database& database, const std::vector<SearchWord>& words) {
  Statement query(database, sql("SELECT ", hit_columns, text_columns,
                                " FROM notice n WHERE n.indexed_as IS NULL"));
  return checked_hits(query, words, std::numeric_limits<int>::max());
}

std::string match_of(const std::vector<SearchWord>& words) {
  std::string match;
  for (const SearchWord& word : words) {
    if (word.match.empty()) continue;
    if (!match.empty()) match += " AND ";
    match += "(" + word.match + ")";
  }
  return match;
}

/// The answer of the index, in order. Texts are only read where a word has to be looked for in
/// them, and only until the limit is met.
std::vector<Hit> indexed_hits(Database& database, const std::vector<SearchWord>& words, int limit) {
  constexpr std::string_view in_order = " ORDER BY n.published DESC, n.first_seen DESC, n.id";
  constexpr std::string_view matching =
      " FROM notice n WHERE n.indexed_as IN (SELECT rowid FROM text_index WHERE words MATCH ?)";
  const std::string match = match_of(words);
  const bool exact =
      std::all_of(words.begin(), words.end(), [](const SearchWord& word) { return word.exact; });
  if (match.empty()) {
    Statement query(database, sql("SELECT ", hit_columns, text_columns,
                                  " FROM notice n WHERE n.indexed_as IS NOT NULL", in_order));
    return checked_hits(query, words, limit);
  }
  if (!exact) {
    Statement query(database, sql("SELECT ", hit_columns, text_columns, matching, in_order), match);
    return checked_hits(query, words, limit);
  }
  Statement query(database, sql("SELECT ", hit_columns, "0", matching, in_order, " LIMIT ?"), match,
                  limit);
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
  const std::vector<SearchWord> wanted = search_words(words);
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
