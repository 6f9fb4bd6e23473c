#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"
#include "storage/database.h"
#include "storage/fact_filter.h"

namespace regwatch {

/// Which notices. Empty members do not restrict.
struct NoticeFilter {
  /// From `since` to `until`, both included: first seen then, or with a change then.
  std::optional<Instant> since;
  std::optional<Instant> until;
  std::vector<Kind> kinds;
  std::vector<NewsSection> sections;
  /// Published from the first to the last of these days; without a date, first seen then.
  std::optional<std::pair<CivilDate, CivilDate>> published;
  std::vector<std::string> topics;  ///< Any of them; `*`: any topic at all.
  std::vector<std::string> authorities;
  std::vector<std::string> sources;
  std::optional<NoticeStatus> status;
  std::optional<bool> relevant;
  std::vector<FactCondition> facts;   ///< All of them.
  /// With a comment deadline or an entry into force on or after this day, and those amended ones
  /// that may have stated one before.
  std::optional<CivilDate> dated_from;
  std::optional<std::string> number;  ///< A part of the document number, brackets of any form.
  std::optional<std::string>
      words;  ///< All words (parted by spaces) in title or text; any language, any length.
  std::optional<int> limit;
};

/// A page that has to be fetched: new and not read yet, or due to be looked at again.
struct PageDue {
  std::string notice_id;
  std::string url;
  std::string source;  ///< One of the notice's sources, for manners.
  std::optional<CivilDate> published;
  int attempts = 0;
  NoticeStatus status = NoticeStatus::listed;
};

/// A known page that is to be looked at again.
struct DueLook {
  PageDue page;
  bool pressing = false;  ///< Before the pass tells, not under its host's budget.
};

/// Notices, their sightings, versions and changes. Writes belong inside the caller's Transaction.
class Notices {
 public:
  explicit Notices(Database& database) : db_(database) {}

  std::optional<Notice> find(std::string_view id);
  std::optional<Notice> find_canonical(std::string_view canonical);
  /// An id for a notice that is to be created: the shortest not taken by another identity.
  std::string free_id(std::string_view canonical);

  /// Inserts or updates by id. A kind, a section or topics that a person set are kept.
  void put(const Notice& notice);
  /// A person's correction. The section of the new kind goes with it, unless a person set another.
  void mark_kind(std::string_view id, Kind kind, std::optional<NewsSection> section);
  void mark_section(std::string_view id, std::optional<NewsSection> section);
  void mark_topics(std::string_view id, const std::vector<std::string>& topics);
  /// In place of what the same side (`by_person`) wrote before; nothing at all takes it back.
  void put_english(std::string_view id, const English& english, Instant at);

  /// What one source's list says of a notice, now. first_seen stays from the first time.
  void put_sighting(std::string_view notice_id, std::string_view source, const Entry& entry,
                    int position, Instant seen_at);
  /// The row is missing from the list while its neighbours are there, or is back.
  void set_sighting_listed(std::string_view notice_id, std::string_view source, bool listed);

  /// How many sources list it now.
  int listed_count(std::string_view notice_id);
  /// Notices of that authority with exactly that title, newest first, at most 20.
  std::vector<Notice> with_title(std::string_view authority, std::string_view title);

  /// Appends; `version.number` is the next one, returned. The notice's page counts as read. A
  /// paragraph that holds a line break comes back as two.
  int put_version(std::string_view notice_id, const Version& version);
  /// Replaces what was read from a version's bytes by what a reader of today makes of them: reader,
  /// article and files.
  void read_anew(std::string_view notice_id, int number, const Version& version);
  /// Replaces what a version says of its files (a file's first successful reading completes it),
  /// and keeps their texts.
  void complete_files(std::string_view notice_id, int number,
                      const std::vector<AttachmentState>& files);
  /// Versions are read without the texts of their files; this adds those that are known.
  void load_file_texts(Version& version);
  std::optional<Version> newest_version(std::string_view notice_id);
  std::optional<Version> version(std::string_view notice_id, int number);
  std::vector<Version> versions(std::string_view notice_id);

  // A reading that differs, of a site that is known to flap, is held until it is seen again.

  /// In place of what was held before.
  void hold(std::string_view notice_id, const Version& version);
  std::optional<Version> held(std::string_view notice_id);
  bool is_held(std::string_view notice_id);
  void let_go(std::string_view notice_id);
  /// A page of that host said something else and then the same as before.
  void count_flap(std::string_view host, Instant at, std::string_view notice_id);
  bool flapped_since(std::string_view host, Instant since);

  /// Appends; returns the change's id.
  long long put_change(const Change& change);
  /// A change that was taken back is kept, and given out by none of the following any more.
  void supersede(long long change_id, long long by);
  std::vector<Change> changes_of(std::string_view notice_id);
  /// Both ends included.
  std::vector<Change> changes_between(Instant from, Instant to);

  /// Newest first: published date, then first_seen.
  std::vector<Notice> list(const NoticeFilter& filter);
  /// The same one by one, all as they were when the first was read, without holding more than one.
  /// `look` may read this database.
  void each(const NoticeFilter& filter, const std::function<void(Notice)>& look);

  // Reading pages: what is owed.

  /// Notices whose page was never read, oldest attempt first (never tried ones before all, newest
  /// first); `published_since` leaves out the older, not those without a date. After the n-th
  /// failure a page waits 2ⁿ times ten minutes, at most a day.
  std::vector<PageDue> unread(std::optional<CivilDate> published_since, Instant now, int limit);
  /// Notices whose page is to be looked at again (diff/look_schedule.h), the longest due first:
  /// read before, not looked at at `now`, due by `due_until`; withdrawn ones too.
  std::vector<DueLook> due_for_another_look(Instant due_until, Instant now, int limit);
  /// A look that failed or changed nothing. `problem` empty: it went well.
  void looked_at(std::string_view notice_id, Instant at, const Validators& validators,
                 std::string_view problem);
  /// As remembered from the last successful look.
  Validators page_validators(std::string_view notice_id);
  /// How many runs in a row found the page gone; counted once per `run_at`. Zero resets.
  int count_gone(std::string_view notice_id, Instant run_at);
  void reset_gone(std::string_view notice_id);
  /// Backlog requests already made to a host on that day (UTC), and one more.
  int backlog_used(std::string_view host, CivilDate day);
  void use_backlog(std::string_view host, CivilDate day);

 private:
  void plan_look(std::string_view notice_id);

  Database& db_;
};

}  // namespace regwatch
