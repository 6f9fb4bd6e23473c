#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/amendments.h"
#include "app/page_reader.h"
#include "app/world.h"
#include "diff/compare_listing.h"
#include "diff/compare_versions.h"
#include "diff/notice.h"
#include "storage/notices.h"

namespace regwatch {

/// A row that is no notice of ours yet, with every source that lists it in this pass.
struct NewRow {
  struct Listed {
    const Source* source = nullptr;
    Entry entry;
    int position = 0;
  };
  std::string canonical;
  std::vector<Listed> listed;  ///< Never empty; the first names the authority.
  Novelty novelty = Novelty::news;
  bool suspect = false;  ///< Every list that has it is suspect.

  const Entry& entry() const { return listed.front().entry; }
};

/// What a commit did, for the run's counts.
enum class Written { nothing, appeared, completed, amended, withdrawn, restored, flapped };

/// Decides and commits what a reading means for memory. Each function is one transaction: notice,
/// version, change and deliveries together, so that no change exists without its deliveries.
class NoticeWriter {
 public:
  explicit NoticeWriter(World& world)
      : world_(world), notices_(world.database), amendments_(world) {}

  /// Rows of a baseline, and known notices that another column lists: stored, not told. One
  /// transaction.
  void remember(const std::vector<NewRow>& rows);
  /// A new notice with its page as read, or without it where that failed.
  Written appeared(const NewRow& row, const PageReading& reading);
  /// A known notice's page, for the first time or again.
  Written looked(const std::string& notice_id, const PageReading& reading);
  /// Pages that said the same as before; the looks are written together.
  struct SameAgain {
    std::string notice_id;
    Validators validators;
  };
  void same_again(const std::vector<SameAgain>& pages);
  /// The list says something else of it than last time.
  Written list_differs(const Source& source, const DifferingRow& row, bool suspect);
  /// It is missing from among rows that remain, and its page was read just now.
  Written missing(const Source& source, const std::string& notice_id, const PageReading& reading);
  /// It is missing from a list that holds everything.
  Written missing_from_complete(const Source& source, const std::string& notice_id);
  /// It is listed again.
  Written back(const Source& source, const std::string& notice_id);

 private:
  static void complete(Notice& notice, const Article& article);
  Notice notice_of(const NewRow& row);
  std::optional<Notice> same_at_other_address(const NewRow& row, const PageReading& reading);
  Written moved_here(Notice notice, const NewRow& row);
  Written first_version(Notice notice, const PageReading& reading);
  Written compared(Notice notice, const Version& known, const PageReading& reading);
  Written says_the_same(Notice notice, const Version& known, const PageReading& reading);
  Written put_completed(Notice notice, const Version& now);
  /// It says again what it said before `taken_back`.
  Written put_returned(Notice notice, const Version& now, const VersionDifference& difference,
                       const Change& taken_back);
  Written put_amended(Notice notice, const Version& known, const Version& now,
                      const VersionDifference& difference);
  /// What the page knows of the notice now, and its title.
  void put_facts(Notice& notice, const Version& now, const VersionDifference& difference);
  Written gone(Notice notice, const std::string& why);
  Written restored(Notice& notice, std::string_view how);
  /// The version's bytes, read by the reader of today; nothing where that cannot be done.
  std::optional<Article> read_today(const Version& known);
  Version as_read_today(const Version& known, const Version& now);
  Change change_of(ChangeKind kind, const Notice& notice) const;
  void put_sightings(const std::string& id, const NewRow& row);
  /// Its status changes, and that is told. `seen_by` names the list that showed it, where one did.
  void turn(Notice& notice, NoticeStatus status, ChangeKind kind, std::string summary,
            const Source* seen_by = nullptr);
  /// Stores it and owes it to whom it matches; returns its id.
  long long tell(const Notice& notice, const Change& change, std::string_view text);

  World& world_;
  Notices notices_;
  Amendments amendments_;
};

}  // namespace regwatch
