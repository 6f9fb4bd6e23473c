#include <algorithm>

#include "base/text.h"
#include "diff/compare_listing.h"
#include "diff/list_window.h"
#include "diff/notice.h"

namespace regwatch {
namespace {

using Positions = std::unordered_map<std::string, int>;

// The last list must have had so many rows before the absence of all of them means anything.
constexpr int rows_for_overlap = 5;
constexpr int dates_for_rhythm = 6;
constexpr int least_silence_days = 45;
constexpr double silence_factor = 1.5;

std::string number(long value) { return std::to_string(value); }

std::string rows_words(long count) { return number(count) + (count == 1 ? " row" : " rows"); }

bool is_tenth(int part, int whole) { return part > 0 && part * 10 >= whole; }

// Everything a check looks at. Each check gives its reason, or nothing.
struct Evidence {
  const Listing& listing;
  const ListMemory& memory;
  const Source& source;
  CivilDate today;
  Positions positions;
  std::vector<const KnownRow*> listed;  ///< Known rows that were listed when last read.
  std::optional<CivilDate> newest;      ///< Published date of the listing, none of the future.

  int rows() const { return static_cast<int>(listing.entries.size()); }
  const Entry* entry_of(const KnownRow& row) const {
    const auto at = positions.find(row.canonical);
    return at == positions.end() ? nullptr : &listing.entries[static_cast<std::size_t>(at->second)];
  }
};

Evidence gather(const Listing& listing, const ListMemory& memory, const Source& source,
                CivilDate today) {
  Evidence out{listing, memory, source, today, positions_of(listing), {}, {}};
  for (const KnownRow& row : memory.rows) {
    if (row.listed) out.listed.push_back(&row);
  }
  for (const Entry& entry : listing.entries) {
    if (!entry.published || days_between(today, *entry.published) > 1) continue;
    if (!out.newest || *entry.published > *out.newest) out.newest = entry.published;
  }
  return out;
}

std::string too_few_rows(const Evidence& e) {
  if (e.rows() >= e.source.expect.min_rows) return "";
  return rows_words(e.rows()) + ", at least " + number(e.source.expect.min_rows) + " expected";
}

std::string no_overlap(const Evidence& e) {
  if (!e.memory.baseline_done || static_cast<int>(e.listed.size()) < rows_for_overlap) return "";
  const bool overlaps = std::any_of(e.listed.begin(), e.listed.end(),
                                    [&e](const KnownRow* row) { return e.entry_of(*row); });
  if (overlaps) return "";
  return "none of its " + rows_words(e.rows()) + " is among the " +
         number(static_cast<long>(e.listed.size())) + " known ones";
}

std::string total_disagrees(const Evidence& e) {
  if (!e.listing.total) return "";
  const int total = *e.listing.total;
  const int distinct = static_cast<int>(e.positions.size());
  // Pinned rows may stand outside the site's count.
  if (distinct > total + std::max(2, total / 10))
    return "the site states a total of " + number(total) + ", its list has " + rows_words(distinct);
  if (e.memory.total && total * 2L < *e.memory.total)
    return "the site's total fell from " + number(*e.memory.total) + " to " + number(total);
  return "";
}

std::string rows_half_read(const Evidence& e) {
  const int looked_at = std::max(e.listing.rows_seen, e.rows());
  const int doubts = static_cast<int>(e.listing.doubts.size());
  if (is_tenth(doubts, looked_at)) {
    return number(doubts) + " of " + rows_words(looked_at) +
           " only half read: " + ellipsize(e.listing.doubts.front(), 120);
  }
  const int unread = e.listing.rows_seen - e.rows();
  if (is_tenth(unread, looked_at))
    return number(unread) + " of " + rows_words(looked_at) + " could not be read";
  const auto nameless = static_cast<int>(std::count_if(
      e.listing.entries.begin(), e.listing.entries.end(),
      [](const Entry& entry) { return trim(entry.title).empty() || trim(entry.url).empty(); }));
  if (is_tenth(nameless, e.rows()))
    return number(nameless) + " of " + rows_words(e.rows()) + " have no title or no address";
  return "";
}

std::string dates_missing(const Evidence& e) {
  const auto dated_before =
      std::count_if(e.listed.begin(), e.listed.end(),
                    [](const KnownRow* row) { return row->published.has_value(); });
  // One in twenty may have been without before.
  if (e.listed.size() < 3 || static_cast<std::size_t>(dated_before) * 20 < e.listed.size() * 19)
    return "";
  const auto undated = static_cast<int>(
      std::count_if(e.listing.entries.begin(), e.listing.entries.end(),
                    [](const Entry& entry) { return !entry.published.has_value(); }));
  if (!is_tenth(undated, e.rows())) return "";
  return number(undated) + " of " + rows_words(e.rows()) + " have no date; all had before";
}

std::string deadlines_missing(const Evidence& e) {
  int had = 0;
  int have = 0;
  for (const KnownRow* row : e.listed) {
    const Entry* entry = e.entry_of(*row);
    if (!entry || !row->comment_deadline) continue;
    ++had;
    have += entry->comment_deadline.has_value();
  }
  if (had < 2 || have > 0) return "";
  return "deadlines stopped being filled: " + number(had) + " known rows had one";
}

std::string titles_changed(const Evidence& e) {
  const Retitled retitled = count_retitled(e.listing, e.positions, e.memory);
  if (!retitled.too_many()) return "";
  return number(retitled.differing) + " of " + number(retitled.seen) +
         " known rows have another title";
}

std::string too_many_missing(const Evidence& e) {
  const bool whole = e.listing.coverage.value_or(e.source.coverage) == Coverage::complete &&
                     (!e.listing.total || e.rows() >= *e.listing.total);
  const MissingRows missing = find_missing(e.listing, e.positions, e.memory, whole);
  if (!missing.too_many) return "";
  return number(static_cast<long>(missing.rows.size())) + " of " + number(missing.expected) +
         " known rows are missing at once";
}

std::string from_the_future(const Evidence& e) {
  const auto ahead = static_cast<int>(
      std::count_if(e.listing.entries.begin(), e.listing.entries.end(), [&e](const Entry& entry) {
        return entry.published && days_between(e.today, *entry.published) > 1;
      }));
  if (!is_tenth(ahead, e.rows())) return "";
  return number(ahead) + " of " + rows_words(e.rows()) + " have a date that is yet to come";
}

std::string went_backwards(const Evidence& e) {
  if (!e.newest) return "";
  Instant last_read{};
  for (const KnownRow* row : e.listed) last_read = std::max(last_read, row->last_seen);
  std::optional<CivilDate> newest_known;
  int newer = 0;
  for (const KnownRow* row : e.listed) {
    if (row->last_seen != last_read || !row->published || *row->published > e.today) continue;
    newer += *row->published > *e.newest;
    newest_known = newest_known ? std::max(*newest_known, *row->published) : *row->published;
  }
  if (newer < 3) return "";
  return "its newest row is of " + format_date(*e.newest) + ", the last list had " +
         rows_words(newer) + " up to " + format_date(*newest_known);
}

// ── silence ─────────────────────────────────────────────────────────────────────────────────────

// The longest silence that the source's own dates show. A single old row at the end is one that is
// kept pinned, no rhythm.
std::optional<int> longest_gap(const std::vector<CivilDate>& newest_first) {
  if (static_cast<int>(newest_first.size()) < dates_for_rhythm) return std::nullopt;
  std::vector<int> gaps;
  for (std::size_t i = 1; i < newest_first.size(); ++i)
    gaps.push_back(std::abs(days_between(newest_first[i], newest_first[i - 1])));
  const int last = gaps.back();
  gaps.pop_back();
  const int rest = *std::max_element(gaps.begin(), gaps.end());
  return last > 3 * std::max(rest, 10) ? rest : std::max(rest, last);
}

// A column that was quiet already when it was first read is not blind for staying so.
int silence_at_first(const ListMemory& memory) {
  std::optional<Instant> first;
  for (const KnownRow& row : memory.rows)
    first = first ? std::min(*first, row.first_seen) : row.first_seen;
  std::optional<CivilDate> newest;
  for (const KnownRow& row : memory.rows) {
    if (row.first_seen != *first || !row.published) continue;
    newest = newest ? std::max(*newest, *row.published) : *row.published;
  }
  return newest ? std::max(0, days_between(*newest, china_date(*first))) : 0;
}

std::string too_silent(const Evidence& e) {
  if (!e.newest) return "";
  const int silence = days_between(*e.newest, e.today);
  const std::string said =
      "nothing since " + format_date(*e.newest) + ": " + number(silence) + " days of silence, ";
  if (const auto& most = e.source.expect.max_silence) {
    if (silence <= most->count()) return "";
    return said + "at most " + number(static_cast<long>(most->count())) + " expected";
  }
  if (!e.memory.baseline_done) return "";
  const auto gap = longest_gap(e.memory.appeared_dates);
  if (!gap) return "";
  const int longest = std::max(*gap, silence_at_first(e.memory));
  if (silence <= std::max<double>(least_silence_days, longest * silence_factor)) return "";
  return said + "the longest before was " + number(longest);
}

Judgement judge_empty(const Evidence& e) {
  if (e.listing.is_shell()) return {};
  if (e.listing.rows_seen > 0) {
    return {Verdict::broken, "none of " + rows_words(e.listing.rows_seen) + " could be read"};
  }
  // Where an empty column was announced as possible, only rows that vanished are strange.
  if (e.source.expect.min_rows <= 0 && e.listing.total.value_or(0) == 0) {
    if (e.listed.empty()) return {};
    return {Verdict::suspect,
            "no rows; " + rows_words(static_cast<long>(e.listed.size())) + " known"};
  }
  return {Verdict::broken, "no rows"};
}

}  // namespace

Judgement judge_listing(const Listing& listing, const ListMemory& memory, const Source& source,
                        CivilDate today) {
  const Evidence evidence = gather(listing, memory, source, today);
  if (listing.entries.empty()) return judge_empty(evidence);
  Judgement out;
  for (const auto check :
       {too_few_rows, no_overlap, total_disagrees, rows_half_read, dates_missing, deadlines_missing,
        titles_changed, too_many_missing, from_the_future, went_backwards, too_silent}) {
    const std::string reason = check(evidence);
    if (reason.empty()) continue;
    out.verdict = Verdict::suspect;
    out.reason += (out.reason.empty() ? "" : "; ") + reason;
  }
  return out;
}

}  // namespace regwatch
