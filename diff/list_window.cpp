#include "diff/list_window.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "diff/furniture.h"
#include "diff/normalise.h"
#include "diff/notice.h"
#include "diff/sequence.h"

namespace regwatch {
namespace {

using Positions = std::unordered_map<std::string, int>;

// A list is in order of date when at least this share of its rows is.
constexpr double orderly_share = 0.8;
// Up to so many rows may go at once without a word; beyond, only this share of those expected.
constexpr int plausible_missing = 3;
constexpr double plausible_share = 0.3;

// Indices of a longest subsequence that never falls: equal values rise in the order in which they
// stand.
std::vector<std::size_t> longest_not_falling(const std::vector<long>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<std::size_t> ranks(values.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return longest_rising(ranks);
}

// Where a list in order of date ends: the date of its last row that stands in order. Pinned rows do
// not count. Nothing for a list in no such order.
std::optional<CivilDate> reaches_back_to(const Listing& listing) {
  std::vector<long> ages;
  std::vector<CivilDate> dates;
  for (const Entry& entry : listing.entries) {
    if (!entry.published) continue;
    ages.push_back(-std::chrono::sys_days{*entry.published}.time_since_epoch().count());
    dates.push_back(*entry.published);
  }
  const auto orderly = longest_not_falling(ages);
  if (orderly.empty() ||
      static_cast<double>(orderly.size()) < orderly_share * static_cast<double>(dates.size()))
    return std::nullopt;
  return dates[orderly.back()];
}

struct Standing {
  const KnownRow* row = nullptr;
  int now = 0;
};

// Old positions, rising, of the rows of one reading that still stand in the order they had. A row
// that was pinned or moved since proves nothing of what it passed.
std::vector<int> still_in_order(std::vector<Standing> rows) {
  std::sort(rows.begin(), rows.end(),
            [](const Standing& a, const Standing& b) { return a.now < b.now; });
  std::vector<long> old_positions;
  for (const Standing& standing : rows) old_positions.push_back(standing.row->position);
  std::vector<int> out;
  for (const std::size_t i : longest_not_falling(old_positions))
    out.push_back(static_cast<int>(old_positions[i]));
  return out;
}

// Rows of a `latest` list: two rows are compared by the places they had in the same reading, for a
// place of another day says nothing.
class Window {
 public:
  Window(const Listing& listing, const Positions& positions, const ListMemory& memory)
      : floor_(reaches_back_to(listing)) {
    std::map<Instant, std::vector<Standing>> readings;
    for (const KnownRow& row : memory.rows) {
      const auto at = positions.find(row.canonical);
      if (at != positions.end()) readings[row.last_seen].push_back({&row, at->second});
    }
    for (auto& [instant, rows] : readings) standing_[instant] = still_in_order(std::move(rows));
  }

  bool should_show(const KnownRow& row) const {
    if (floor_ && row.published && *row.published < *floor_) return false;  // Pinned, and no more.
    return stood_above_what_stands(row) || is_younger_than_what_stands(row);
  }

 private:
  bool stood_above_what_stands(const KnownRow& row) const {
    const auto reading = standing_.find(row.last_seen);
    if (reading == standing_.end()) return false;
    const auto& places = reading->second;
    const auto below = places.end() - std::upper_bound(places.begin(), places.end(), row.position);
    // Rows of one day change places: at the end of what is shown one below is not enough.
    const bool at_the_end = floor_ && row.published == floor_;
    return below > (at_the_end ? 1 : 0);
  }

  // Of a row that later readings did not show either only the date can speak.
  bool is_younger_than_what_stands(const KnownRow& row) const {
    const bool is_stale = !standing_.empty() && row.last_seen < standing_.rbegin()->first;
    return is_stale && floor_ && row.published && *row.published > *floor_;
  }

  std::optional<CivilDate> floor_;
  std::map<Instant, std::vector<int>> standing_;
};

}  // namespace

Positions positions_of(const Listing& listing) {
  Positions out;
  for (std::size_t i = 0; i < listing.entries.size(); ++i) {
    const std::string canonical = canonical_address(listing.entries[i].url);
    if (!canonical.empty()) out.try_emplace(canonical, static_cast<int>(i));
  }
  return out;
}

MissingRows find_missing(const Listing& listing, const Positions& positions,
                         const ListMemory& memory, bool complete) {
  MissingRows out;
  const Window window(listing, positions, memory);
  int remain = 0;
  for (const KnownRow& row : memory.rows) {
    if (!row.listed) continue;
    if (positions.count(row.canonical) > 0) {
      ++remain;
    } else if (complete || window.should_show(row)) {
      out.rows.push_back(&row);
    }
  }
  const auto missing = static_cast<int>(out.rows.size());
  out.expected = remain + missing;
  if (complete) {
    out.too_many = missing > remain;
  } else {
    out.too_many = missing > remain ||
                   (missing > plausible_missing && missing > plausible_share * out.expected);
  }
  return out;
}

bool same_title(std::string_view a, std::string_view b) {
  const std::string left = without_row_marks(reading_form(a));
  const std::string right = without_row_marks(reading_form(b));
  if (left == right || left.empty() || right.empty()) return true;
  if (is_same_but_damaged(left, right) || is_same_but_damaged(right, left)) return true;
  const auto is_cut_of = [](std::string cut, std::string_view whole) {
    bool was_cut = false;
    for (const std::string_view mark : {"…", "..."}) {
      if (cut.ends_with(mark)) {
        cut.resize(cut.size() - mark.size());
        was_cut = true;
      }
    }
    return was_cut && !cut.empty() && whole.substr(0, cut.size()) == cut;
  };
  return is_cut_of(left, right) || is_cut_of(right, left);
}

Retitled count_retitled(const Listing& listing, const Positions& positions,
                        const ListMemory& memory) {
  Retitled out;
  for (const KnownRow& row : memory.rows) {
    const auto at = positions.find(row.canonical);
    if (at == positions.end()) continue;
    ++out.seen;
    out.differing +=
        !same_title(row.title, listing.entries[static_cast<std::size_t>(at->second)].title);
  }
  return out;
}

}  // namespace regwatch
