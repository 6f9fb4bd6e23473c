#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

#include "diff/likeness.h"
#include "diff/name_match.h"
#include "diff/similarity.h"
#include "storage/lineage.h"
#include "storage/rows.h"
#include "storage/statement.h"

// What notices are found by that may belong together: the part of Lineages that deals with names,
// numbers and marks. Every look is bounded, nearest in time first, so that a name that thousands
// bear costs no more than another.

namespace regwatch {
namespace {

constexpr std::size_t max_candidates = 100;
constexpr int same_name_each_way = 12;
constexpr int same_number = 10;
constexpr int same_mark = 20;
// Of the names that share a pair of characters, only the nearest in time are looked at.
constexpr int names_of_a_pair = 100;
constexpr std::size_t names_compared = 40;
constexpr std::size_t like_names = 6;
constexpr int years_of_a_draft = 6;

int day_number(CivilDate date) {
  return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

/// A candidate is listed once, in the order in which it was found.
class Found {
 public:
  explicit Found(std::string_view self) : self_(self) {}
  void add(std::string id) {
    if (ids_.size() == max_candidates || id == self_) return;
    if (std::find(ids_.begin(), ids_.end(), id) == ids_.end()) ids_.push_back(std::move(id));
  }
  void add_all(Statement& query) {
    while (query.step()) add(query.text(0));
  }
  std::vector<std::string> take() { return std::move(ids_); }

 private:
  std::string self_;
  std::vector<std::string> ids_;
};

/// Names that drafts and adopted texts may have changed on the way between them. Standards keep
/// theirs, and a notice of several documents has several texts, which say nothing of one.
bool can_be_renamed(const Publication& publication, const DocumentName& name) {
  const Stage stage = publication.title.stage;
  const bool has_drafts = is_draft(stage) || stage == Stage::adopted || stage == Stage::announced;
  return has_drafts && publication.published && publication.title.documents.size() == 1 &&
         name.series.empty() && name.number.empty();
}

/// A name as it stands among the pairs.
struct PairedName {
  std::int64_t number = 0;
  std::string normal;
  bool draft = false;
  std::optional<CivilDate> published;
};

void forget_pairs(Database& database, const PairedName& name) {
  if (!name.published) return;
  for (const std::uint64_t pair : pairs_within(name.normal)) {
    execute(database, "DELETE FROM name_pair WHERE pair = ? AND draft = ? AND day = ? AND name = ?",
            pair, name.draft, day_number(*name.published), name.number);
  }
}

void forget(Database& database, std::string_view id) {
  std::vector<PairedName> names;
  {
    Statement query(database,
                    "SELECT number, normal, stage, published FROM document_name "
                    "WHERE notice_id = ?",
                    id);
    while (query.step()) {
      const Stage stage = stored(stage_named(query.view(2)), query.view(2));
      names.push_back({query.integer(0), query.text(1), is_draft(stage), query.date(3)});
    }
  }
  for (const PairedName& name : names) forget_pairs(database, name);
  execute(database, "DELETE FROM document_name WHERE notice_id = ?", id);
  execute(database, "DELETE FROM text_mark WHERE notice_id = ?", id);
}

void put_pairs(Database& database, const PairedName& name) {
  for (const std::uint64_t pair : pairs_within(name.normal)) {
    execute(database, "INSERT INTO name_pair (pair, draft, day, name) VALUES (?, ?, ?, ?)", pair,
            name.draft, day_number(*name.published), name.number);
  }
}

void put_name(Database& database, const Publication& publication, const DocumentName& name,
              std::string_view role) {
  const Stage stage = publication.title.stage;
  execute(database,
          "INSERT INTO document_name (notice_id, name, normal, role, stage, published) "
          "VALUES (?, ?, ?, ?, ?, ?)",
          publication.id, name.name, name.normal, role, name_of(stage), publication.published);
  if (role != "subject" || !can_be_renamed(publication, name)) return;
  put_pairs(database,
            {last_insert_id(database), name.normal, is_draft(stage), publication.published});
}

void find_same_names(Database& database, const Publication& publication, const DocumentName& name,
                     Found& found) {
  Statement before(database,
                   "SELECT notice_id FROM document_name WHERE normal = ? AND published <= ? "
                   "ORDER BY published DESC LIMIT ?",
                   name.normal, publication.published, same_name_each_way);
  found.add_all(before);
  Statement after(database,
                  "SELECT notice_id FROM document_name WHERE normal = ? AND published > ? "
                  "ORDER BY published LIMIT ?",
                  name.normal, publication.published, same_name_each_way);
  found.add_all(after);
}

/// Numbers of names by how much they share: a pair that few names have counts for more.
using Weights = std::map<std::int64_t, double>;

void weigh_names(Database& database, const CharacterPairs& pairs, bool drafts, int from, int until,
                 Weights& weights) {
  std::vector<std::int64_t> names;
  for (const std::uint64_t pair : pairs) {
    names.clear();
    Statement query(database,
                    "SELECT name FROM name_pair WHERE pair = ? AND draft = ? "
                    "AND day BETWEEN ? AND ? ORDER BY day DESC LIMIT ?",
                    pair, drafts, from, until, names_of_a_pair);
    while (query.step()) names.push_back(query.integer(0));
    for (const std::int64_t name : names) weights[name] += 1.0 / static_cast<double>(names.size());
  }
}

std::vector<std::int64_t> heaviest(const Weights& weights) {
  std::vector<std::pair<double, std::int64_t>> order;
  for (const auto& [name, weight] : weights) order.emplace_back(-weight, name);
  std::sort(order.begin(), order.end());
  std::vector<std::int64_t> names;
  for (std::size_t i = 0; i < std::min(order.size(), names_compared); ++i) {
    names.push_back(order[i].second);
  }
  return names;
}

void find_like_names(Database& database, const Publication& publication, Found& found) {
  const DocumentName& name = publication.title.documents.front();
  const CharacterPairs pairs = pairs_within(name.normal);
  const int day = day_number(*publication.published);
  const int span = years_of_a_draft * 366;
  Weights weights;
  weigh_names(database, pairs, true, day - span, day, weights);
  if (is_draft(publication.title.stage)) {
    weigh_names(database, pairs, true, day + 1, day + span, weights);
    weigh_names(database, pairs, false, day, day + span, weights);
  }
  std::size_t taken = 0;
  for (const std::int64_t number : heaviest(weights)) {
    Statement query(database, "SELECT notice_id, name FROM document_name WHERE number = ?", number);
    if (!query.step() || !may_be_renamed(name, document_name_of(query.view(1)))) continue;
    found.add(query.text(0));
    if (++taken == like_names) return;
  }
}

void find_same_texts(Database& database, const Publication& publication, Found& found) {
  const CivilDate from = add_days(*publication.published, -cluster_days);
  const CivilDate until = add_days(*publication.published, cluster_days);
  if (publication.document_number) {
    Statement numbered(database,
                       "SELECT id FROM notice WHERE document_number = ? AND published BETWEEN ? "
                       "AND ? LIMIT ?",
                       *publication.document_number, from, until, same_number);
    found.add_all(numbered);
  }
  for (const std::int64_t mark : marks_of(publication.text())) {
    Statement marked(database,
                     "SELECT notice_id FROM text_mark WHERE mark = ? AND day BETWEEN ? AND ? "
                     "LIMIT ?",
                     mark, day_number(from), day_number(until), same_mark);
    found.add_all(marked);
  }
}

}  // namespace

void Lineages::put_publication(const Publication& publication, int version) {
  forget(db_, publication.id);
  for (const DocumentName& name : publication.title.documents) {
    put_name(db_, publication, name, "subject");
  }
  for (const DocumentName& name : publication.text_subject) {
    put_name(db_, publication, name, "subject");
  }
  for (const auto* names : {&publication.title.amends, &publication.text_amends}) {
    for (const DocumentName& name : *names) put_name(db_, publication, name, "amended");
  }
  if (publication.published) {
    const int day = day_number(*publication.published);
    for (const std::int64_t mark : marks_of(publication.text())) {
      execute(db_, "INSERT OR IGNORE INTO text_mark (notice_id, mark, day) VALUES (?, ?, ?)",
              publication.id, mark, day);
    }
  }
  must_change(
      execute(db_, "UPDATE notice SET related_version = ? WHERE id = ?", version, publication.id),
      "notice", publication.id);
}

std::vector<std::string> Lineages::candidates(const Publication& publication) {
  if (!publication.published) return {};
  Found found(publication.id);
  for (const auto* names : {&publication.title.documents, &publication.title.amends,
                            &publication.text_subject, &publication.text_amends}) {
    for (const DocumentName& name : *names) find_same_names(db_, publication, name, found);
  }
  const auto& documents = publication.title.documents;
  if (!documents.empty() && can_be_renamed(publication, documents.front())) {
    find_like_names(db_, publication, found);
  }
  find_same_texts(db_, publication, found);
  return found.take();
}

std::vector<std::string> Lineages::to_compare(int limit) {
  Statement query(
      db_, "SELECT id FROM notice WHERE related_version IS NULL ORDER BY published LIMIT ?", limit);
  std::vector<std::string> ids;
  while (query.step()) ids.push_back(query.text(0));
  return ids;
}

}  // namespace regwatch
