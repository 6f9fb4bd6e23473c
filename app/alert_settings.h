#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "alerts/subscription.h"
#include "app/config_tree.h"

namespace regwatch {

/// `[alerts]` of regwatch.toml: how telling is watched over.
struct AlertSettings {
  std::chrono::seconds overdue = std::chrono::hours{2};      ///< As in TellingOptions.
  std::chrono::seconds send_for = std::chrono::minutes{10};  ///< As in TellingOptions.
  /// The address of a dead-man switch; it may be the secret itself.
  std::optional<std::string> ping, ping_file, ping_env;

  bool pings() const { return ping || ping_file || ping_env; }
};

AlertSettings read_alert_settings(const ConfigValue& table, ConfigProblems& problems);

/// When a subscription is told, and when it is not: `when`, `quiet`, `quiet_days`, `urgent`.
void read_times(TableReader& reader, Subscription& out);

}  // namespace regwatch
