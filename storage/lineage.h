#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/cluster.h"
#include "diff/lineage.h"
#include "storage/database.h"

namespace regwatch {

/// How notices belong together: which descends from which, and which are one notice on several
/// sites. Writes belong inside the caller's Transaction.
class Lineages {
 public:
  explicit Lineages(Database& database) : db_(database) {}

  /// What others find it by: names, marks of its text. Replaces what was known of it. `version` is
  /// the number of the version that was looked at, 0 where there is none.
  void put_publication(const Publication& publication, int version);
  /// Ids of notices that may belong together with it, at most 100: those that name the same
  /// documents, whose names differ in little, that bear its document number, or whose texts share a
  /// mark within days. Bounded work whatever is stored.
  std::vector<std::string> candidates(const Publication& publication);
  /// Notices that were not compared with the others since their title or text came or changed,
  /// oldest first.
  std::vector<std::string> to_compare(int limit);

  /// Replaces what a program said before of this notice, from either side. What a person said
  /// stays, and nothing is added to what a person refused.
  void replace_links(std::string_view id, const std::vector<Link>& links);
  /// A person's word: so it is.
  void link(std::string_view id, std::string_view other, Relation relation);
  /// A person's word: these two are not related, nor one publication: the first leaves the cluster
  /// that they share.
  void unlink(std::string_view id, std::string_view other);
  /// A person's word: the notice descends from nothing, and nothing from it.
  void refuse(std::string_view id);
  /// As seen from that notice, surest first.
  std::vector<Link> links_of(std::string_view id);

  /// Puts two notices, and what each is clustered with, into one cluster, unless a person spoke of
  /// the two.
  void join_cluster(std::string_view id, const ClusterMatch& match);
  void leave_cluster(std::string_view id);
  /// Ids of all notices of its cluster, itself included, first seen first; empty: it is alone.
  std::vector<std::string> cluster_of(std::string_view id);
  /// The same without itself: the same publication by other institutions.
  std::vector<std::string> others_of_cluster(std::string_view id);

 private:
  Database& db_;
};

}  // namespace regwatch
