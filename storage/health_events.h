#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "storage/database.h"

namespace regwatch {

/// What is told of the health of sources, and of subscriptions. Writes belong inside the caller's
/// Transaction.
class HealthEvents {
 public:
  explicit HealthEvents(Database& database) : db_(database) {}

  long long put(const HealthEvent& event);
  /// Both ends included.
  std::vector<HealthEvent> between(Instant from, Instant to);
  /// Whether a source was told to be blind, and not since that it sees.
  bool is_told_blind(std::string_view source);
  /// That a subscription's messages do not go out, where it was told and not since that they do. A
  /// pause of one recipient and a late digest are told by themselves and do not count.
  std::optional<HealthEvent> standing_of(std::string_view subscription);

 private:
  Database& db_;
};

}  // namespace regwatch
