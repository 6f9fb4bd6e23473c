#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "diff/compare_listing.h"

namespace regwatch {

/// Where each address of a listing stands: its first row. Rows without an address have no identity
/// and are left out.
std::unordered_map<std::string, int> positions_of(const Listing& listing);

/// Known rows that a listing should show and does not.
struct MissingRows {
  std::vector<const KnownRow*> rows;  ///< Point into the memory.
  int expected = 0;                   ///< Known rows that it should show.
  /// So many are missing at once that the page is rather broken than the rows withdrawn.
  bool too_many = false;
};

/// A known row is missing where one that stood below it when both were last read still stands, in
/// order, and the row is not older than the rows reach. `complete`: wherever it stood.
MissingRows find_missing(const Listing& listing,
                         const std::unordered_map<std::string, int>& positions,
                         const ListMemory& memory, bool complete);

/// Whether two titles, or one and its beginning with … behind it, are one.
bool same_title(std::string_view a, std::string_view b);

/// Known rows that the listing gives another title than before.
struct Retitled {
  int seen = 0;
  int differing = 0;
  /// Most of them, at once: the titles are read from a wrong place.
  bool too_many() const { return differing >= 3 && differing * 2 > seen; }
};
Retitled count_retitled(const Listing& listing,
                        const std::unordered_map<std::string, int>& positions,
                        const ListMemory& memory);

}  // namespace regwatch
