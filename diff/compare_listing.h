#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/source.h"
#include "diff/run.h"
#include "parsers/listing.h"

namespace regwatch {

/// A notice as one source listed it when that list was last read well.
struct KnownRow {
  std::string notice_id;
  std::string canonical;
  std::string title;
  std::optional<CivilDate> published;
  std::optional<CivilDate> comment_deadline;
  int position = 0;  ///< 0-based, over all pages read.
  Instant first_seen{};
  Instant last_seen{};
  bool listed = true;  ///< false: missing since.
};

/// All that is remembered of a source's list.
struct ListMemory {
  bool baseline_done = false;
  std::optional<CivilDate>
      baseline_oldest;  ///< Published date of the oldest row the baseline covered.
  std::vector<KnownRow> rows;
  std::optional<int> total;               ///< As the site stated it last.
  std::vector<CivilDate> appeared_dates;  ///< Published dates of the source's notices, newest
                                          ///< first, at most 60: its rhythm.
};

/// How an unknown row is to be treated.
enum class Novelty {
  news,        ///< Told as appeared.
  found_late,  ///< Told as found late.
  remembered,  ///< Baseline, or older than what the baseline covered: stored, not told.
};

struct UnknownRow {
  Entry entry;
  int position = 0;
  Novelty novelty = Novelty::news;
};

/// A known row whose listed fields differ from the same source's last sighting.
struct DifferingRow {
  std::string notice_id;
  Entry entry;
  int position = 0;
  std::optional<std::string> title_before;  ///< Set when the title differs.
  bool deadline_moved = false;              ///< From a known deadline to another.
  std::optional<CivilDate> deadline_before;
  std::optional<CivilDate> deadline_after;
};

struct SeenRow {
  std::string notice_id;
  Entry entry;
  int position = 0;
};

struct ListComparison {
  std::vector<UnknownRow> unknown;
  std::vector<DifferingRow> differing;
  std::vector<SeenRow> seen;         ///< Every known row that is listed, differing ones too.
  std::vector<std::string> missing;  ///< Known rows gone from among rows that remain (candidates
                                     ///< for delisted or withdrawn), by notice id.
  std::vector<std::string> back;     ///< Rows that were missing and are listed again.
  bool complete = false;             ///< The listing covers everything the source has.
};

/// Rows as one pass read them: every page in order, as one listing.
/// `fully_read` says that paging reached the end of the site's list.
ListComparison compare_listing(const Listing& listing, const ListMemory& memory,
                               const Source& source, CivilDate today, bool fully_read,
                               std::optional<int> baseline_days);

/// Whether any entry of this page is unknown, so that the next page is read too.
bool has_unknown(const Listing& page, const ListMemory& memory);

struct Judgement {
  Verdict verdict = Verdict::ok;
  std::string reason;
};

/// Is this list to be believed? `ok`, or `suspect` with the reason in words: fewer rows than
/// expected, no overlap with the last list, a total that disagrees, rows half read, fields that
/// stopped being filled, silence longer than it ever was. `broken` where no row could be read at
/// all.
Judgement judge_listing(const Listing& listing, const ListMemory& memory, const Source& source,
                        CivilDate today);

}  // namespace regwatch
