#include "storage/lineage.h"

#include <algorithm>

#include "storage/rows.h"
#include "storage/statement.h"

// Links and clusters; what candidates are found by is in candidates.cpp.

namespace regwatch {
namespace {

bool is_refused(Database& database, std::string_view id) {
  return Statement(database, "SELECT 1 FROM lineage_refusal WHERE notice_id = ?", id).step();
}

/// The row of a link: from the later notice to the earlier.
struct Row {
  std::string_view notice_id;
  std::string_view other_id;
  Relation relation;
};

Row row_of(std::string_view id, std::string_view other, Relation relation) {
  return is_forward(relation) ? Row{id, other, relation} : Row{other, id, inverse(relation)};
}

bool a_person_spoke_of(Database& database, std::string_view a, std::string_view b) {
  return Statement(database,
                   "SELECT 1 FROM lineage WHERE by_person = 1 AND ((notice_id = ? AND other_id = "
                   "?) OR (notice_id = ? AND other_id = ?))",
                   a, b, b, a)
      .step();
}

void forget_pair(Database& database, std::string_view a, std::string_view b) {
  execute(database, "DELETE FROM lineage WHERE notice_id = ? AND other_id = ?", a, b);
  execute(database, "DELETE FROM lineage WHERE notice_id = ? AND other_id = ?", b, a);
}

/// Confidences are thousandths of one: what SQLite gives back is what was put in.
void insert_link(Database& database, const Row& row, double confidence, std::string_view reason,
                 bool by_person) {
  execute(database,
          "INSERT OR REPLACE INTO lineage (notice_id, other_id, relation, confidence, reason, "
          "by_person) VALUES (?, ?, ?, ? / 1000.0, ?, ?)",
          row.notice_id, row.other_id, name_of(row.relation),
          static_cast<int>(confidence * 1000 + 0.5), reason, by_person);
}

std::string cluster_id_of(Database& database, std::string_view id) {
  Statement query(database, "SELECT cluster_id FROM cluster WHERE notice_id = ?", id);
  return query.step() ? query.text(0) : "";
}

}  // namespace

void Lineages::replace_links(std::string_view id, const std::vector<Link>& links) {
  execute(db_, "DELETE FROM lineage WHERE notice_id = ? AND by_person = 0", id);
  execute(db_, "DELETE FROM lineage WHERE other_id = ? AND by_person = 0", id);
  if (is_refused(db_, id)) return;
  for (const Link& link : links) {
    if (a_person_spoke_of(db_, id, link.other_id) || is_refused(db_, link.other_id)) continue;
    insert_link(db_, row_of(id, link.other_id, link.relation), link.confidence, link.reason, false);
  }
}

void Lineages::link(std::string_view id, std::string_view other, Relation relation) {
  forget_pair(db_, id, other);
  execute(db_, "DELETE FROM lineage_refusal WHERE notice_id IN (?, ?)", id, other);
  insert_link(db_, row_of(id, other, relation), 1, "a person says so", true);
}

void Lineages::unlink(std::string_view id, std::string_view other) {
  forget_pair(db_, id, other);
  insert_link(db_, {id, other, Relation::final_of}, 0, "a person says that they are not related",
              true);
  const std::string cluster = cluster_id_of(db_, id);
  if (!cluster.empty() && cluster == cluster_id_of(db_, other)) leave_cluster(id);
}

void Lineages::refuse(std::string_view id) {
  execute(db_, "DELETE FROM lineage WHERE notice_id = ?", id);
  execute(db_, "DELETE FROM lineage WHERE other_id = ?", id);
  execute(db_, "INSERT OR IGNORE INTO lineage_refusal (notice_id) VALUES (?)", id);
}

std::vector<Link> Lineages::links_of(std::string_view id) {
  Statement query(db_,
                  "SELECT other_id, relation, confidence * 1000, reason, by_person, 1 AS forward "
                  "FROM lineage WHERE notice_id = ? AND confidence > 0 "
                  "UNION ALL SELECT notice_id, relation, confidence * 1000, reason, by_person, 0 "
                  "FROM lineage WHERE other_id = ? AND confidence > 0 "
                  "ORDER BY 3 DESC, 1",
                  id, id);
  std::vector<Link> links;
  while (query.step()) {
    Link link;
    link.other_id = query.text(0);
    link.relation = stored(relation_named(query.view(1)), query.view(1));
    if (!query.flag(5)) link.relation = inverse(link.relation);
    link.confidence = static_cast<double>(query.integer(2)) / 1000;
    link.reason = query.text(3);
    link.by_person = query.flag(4);
    links.push_back(std::move(link));
  }
  return links;
}

void Lineages::join_cluster(std::string_view id, const ClusterMatch& match) {
  const std::string mine = cluster_id_of(db_, id);
  const std::string theirs = cluster_id_of(db_, match.other_id);
  if (!mine.empty() && mine == theirs) return;
  if (a_person_spoke_of(db_, id, match.other_id)) return;
  const std::string cluster = theirs.empty() ? (mine.empty() ? match.other_id : mine) : theirs;
  const auto put = [&](std::string_view notice_id) {
    execute(db_, "INSERT OR IGNORE INTO cluster (notice_id, cluster_id, reason) VALUES (?, ?, ?)",
            notice_id, cluster, match.reason);
  };
  put(match.other_id);
  put(id);
  if (!mine.empty()) {
    execute(db_, "UPDATE cluster SET cluster_id = ? WHERE cluster_id = ?", cluster, mine);
  }
}

void Lineages::leave_cluster(std::string_view id) {
  const std::vector<std::string> members = cluster_of(id);
  execute(db_, "DELETE FROM cluster WHERE notice_id = ?", id);
  if (members.size() != 2) return;
  // Of two one is left, which is no cluster.
  for (const std::string& member : members) {
    execute(db_, "DELETE FROM cluster WHERE notice_id = ?", member);
  }
}

std::vector<std::string> Lineages::others_of_cluster(std::string_view id) {
  std::vector<std::string> others = cluster_of(id);
  std::erase(others, id);
  return others;
}

std::vector<std::string> Lineages::cluster_of(std::string_view id) {
  Statement query(db_,
                  "SELECT n.id FROM cluster c JOIN notice n ON n.id = c.notice_id "
                  "WHERE c.cluster_id = (SELECT cluster_id FROM cluster WHERE notice_id = ?) "
                  "ORDER BY n.first_seen, n.published, n.id",
                  id);
  std::vector<std::string> ids;
  while (query.step()) ids.push_back(query.text(0));
  return ids;
}

}  // namespace regwatch
