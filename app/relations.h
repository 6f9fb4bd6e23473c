#pragma once

#include <string>
#include <vector>

#include "diff/change.h"
#include "diff/cluster.h"
#include "diff/lineage.h"
#include "diff/notice.h"
#include "storage/database.h"

namespace regwatch {

/// How a notice stands to those that are known.
struct Relations {
  std::vector<Link> lineage;          ///< As seen from the notice; a person's words included.
  std::vector<ClusterMatch> cluster;  ///< The same publication on other institutions' sites.
};

/// Finds out, and writes it down, inside the caller's transaction; the notice is stored already.
/// `version` is its newest, with the texts of its files where they were read; null where no page
/// was read. Called again it says, and leaves, the same.
Relations relate(Database& database, const Notice& notice, const Version* version);

/// What of its lineage is told with a notice, surest first: with the texts of drafts it is
/// compared.
std::vector<RelatedNotice> related_notices(Database& database, const std::vector<Link>& lineage,
                                           const Version* version);

/// The same for notices that were not compared since their title, page or files came or changed,
/// oldest first, each in its own transaction: those of a baseline, of databases from before there
/// was lineage, and those whose files were read later. Returns how many were done; fewer than
/// `limit` when none is left. Costs nothing when there is nothing to do.
int relate_backlog(Database& database, int limit);

}  // namespace regwatch
