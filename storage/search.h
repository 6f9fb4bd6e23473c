#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace regwatch {

/// Full text over titles, document numbers and texts of the newest versions. Finds Chinese words of
/// any length, one character included, exactly; Latin words without case.
class SearchIndex {
 public:
  explicit SearchIndex(Database& database) : db_(database) {}
  /// Brings the index up to date with what was stored since, in batches of their own transactions.
  /// Returns how many notices were indexed. Called outside the fetch loop.
  int update();
  /// Ids of notices that hold every word (parted by spaces; "quoted text" is one). Newest first.
  /// Notices not yet indexed are found as well.
  std::vector<std::string> find(std::string_view words, int limit);

 private:
  Database& db_;
};

}  // namespace regwatch
