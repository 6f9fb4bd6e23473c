#include "diff/compare_listing.h"

#include <algorithm>
#include <unordered_map>

#include "diff/list_window.h"
#include "diff/notice.h"

namespace regwatch {
namespace {

// Sites put a notice online some days after the date it bears.
constexpr int backdating_days = 3;

using Known = std::unordered_map<std::string, const KnownRow*>;

Known known_rows(const ListMemory& memory) {
  Known out;
  for (const KnownRow& row : memory.rows) out.try_emplace(row.canonical, &row);
  return out;
}

// What a second row of the same address knows beyond the first.
void complete(Entry& first, const Entry& again) {
  if (first.title.empty()) first.title = again.title;
  if (!first.published) first.published = again.published;
  if (!first.comment_deadline) first.comment_deadline = again.comment_deadline;
  if (!first.document_number) first.document_number = again.document_number;
  if (!first.publisher) first.publisher = again.publisher;
  if (first.paragraphs.empty()) first.paragraphs = again.paragraphs;
  if (first.attachments.empty()) first.attachments = again.attachments;
}

struct Row {
  std::string canonical;
  Entry entry;
  int position = 0;
};

// One row for each address, in order.
std::vector<Row> distinct_rows(const Listing& listing) {
  std::vector<Row> out;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < listing.entries.size(); ++i) {
    const Entry& entry = listing.entries[i];
    std::string canonical = canonical_address(entry.url);
    if (canonical.empty()) continue;
    const auto [at, is_first] = places.try_emplace(canonical, out.size());
    if (is_first) {
      out.push_back({std::move(canonical), entry, static_cast<int>(i)});
    } else {
      complete(out[at->second].entry, entry);
    }
  }
  return out;
}

// How unknown rows are to be treated, by what is known around them.
class Newness {
 public:
  Newness(const ListMemory& memory, const std::vector<Row>& rows, const Known& known,
          CivilDate today, std::optional<int> baseline_days)
      : memory_(memory), today_(today), baseline_days_(baseline_days) {
    for (const KnownRow& row : memory.rows) {
      // A date that has not come yet is a slip of the site and would make all news late.
      if (row.published && *row.published <= today && (!newest_ || *row.published > *newest_))
        newest_ = row.published;
    }
    for (const Row& row : rows) {
      if (known.count(row.canonical) == 0) continue;
      if (!first_known_) first_known_ = row.position;
      last_known_ = row.position;
    }
  }

  Novelty of(const Row& row) const {
    if (!memory_.baseline_done) return of_baseline(row.entry);
    if (is_older_than_baseline(row)) return Novelty::remembered;
    if (!row.entry.published || !newest_) {
      const bool above_all = !first_known_ || row.position < *first_known_;
      return above_all ? Novelty::news : Novelty::found_late;
    }
    return days_between(*row.entry.published, *newest_) > backdating_days ? Novelty::found_late
                                                                          : Novelty::news;
  }

 private:
  Novelty of_baseline(const Entry& entry) const {
    const bool young = baseline_days_ && entry.published &&
                       days_between(*entry.published, today_) <= *baseline_days_;
    return young ? Novelty::news : Novelty::remembered;
  }

  // Where the date does not tell, the place does: what came up from below the last known row is
  // what the baseline did not reach.
  bool is_older_than_baseline(const Row& row) const {
    const bool below_all = last_known_ && row.position > *last_known_;
    const auto& oldest = memory_.baseline_oldest;
    if (!row.entry.published) return below_all;
    if (!oldest) return false;
    return *row.entry.published < *oldest || (*row.entry.published == *oldest && below_all);
  }

  const ListMemory& memory_;
  CivilDate today_;
  std::optional<int> baseline_days_;
  std::optional<CivilDate> newest_;
  std::optional<int> first_known_;
  std::optional<int> last_known_;
};

std::optional<DifferingRow> difference(const KnownRow& known, const Row& row, bool titles_count) {
  DifferingRow out{known.notice_id, row.entry, row.position, {}, false, {}, {}};
  if (titles_count && !same_title(known.title, row.entry.title)) out.title_before = known.title;
  const auto& before = known.comment_deadline;
  const auto& after = row.entry.comment_deadline;
  if (before && after && *before != *after) {
    out.deadline_moved = true;
    out.deadline_before = before;
    out.deadline_after = after;
  }
  if (!out.title_before && !out.deadline_moved) return std::nullopt;
  return out;
}

}  // namespace

ListComparison compare_listing(const Listing& listing, const ListMemory& memory,
                               const Source& source, CivilDate today, bool fully_read,
                               std::optional<int> baseline_days) {
  ListComparison out;
  out.complete = fully_read && listing.coverage.value_or(source.coverage) == Coverage::complete;
  const Known known = known_rows(memory);
  const auto rows = distinct_rows(listing);
  const auto positions = positions_of(listing);
  const Newness newness(memory, rows, known, today, baseline_days);
  const bool titles_count = !count_retitled(listing, positions, memory).too_many();

  for (const Row& row : rows) {
    const auto at = known.find(row.canonical);
    if (at == known.end()) {
      out.unknown.push_back({row.entry, row.position, newness.of(row)});
      continue;
    }
    const KnownRow& before = *at->second;
    out.seen.push_back({before.notice_id, row.entry, row.position});
    if (!before.listed) out.back.push_back(before.notice_id);
    if (auto differing = difference(before, row, titles_count))
      out.differing.push_back(std::move(*differing));
  }

  // An empty page says nothing of what it does not show.
  if (rows.empty()) return out;
  const MissingRows missing = find_missing(listing, positions, memory, out.complete);
  if (missing.too_many) return out;
  for (const KnownRow* row : missing.rows) out.missing.push_back(row->notice_id);
  return out;
}

bool has_unknown(const Listing& page, const ListMemory& memory) {
  const Known known = known_rows(memory);
  return std::any_of(page.entries.begin(), page.entries.end(), [&known](const Entry& entry) {
    const std::string canonical = canonical_address(entry.url);
    return !canonical.empty() && known.count(canonical) == 0;
  });
}

}  // namespace regwatch
