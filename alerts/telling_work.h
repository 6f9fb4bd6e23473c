#pragma once

#include <string>
#include <vector>

#include "alerts/telling.h"

namespace regwatch {

/// What the parts of one pass of telling share.
struct TellingWork {
  Database& database;
  const std::vector<Subscription>& subscriptions;
  const ChannelContext& context;
  const TellingOptions& options;
  TellingReport& report;

  Instant now() const { return options.now; }
  bool serves(const std::string& channel) const;
  bool serves(const Subscription& subscription) const;
  /// Those of the channel's recipients that are not paused.
  std::vector<std::string> active_recipients(const Channel& channel,
                                             const Subscription& subscription) const;
};

}  // namespace regwatch
