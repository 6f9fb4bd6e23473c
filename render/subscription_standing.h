#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "render/terminal.h"

namespace regwatch {

/// How one recipient of a subscription stands.
struct RecipientStanding {
  std::string recipient;
  /// `ok`, `waiting`, `paused`, `failed` (its newest message was given up), `new` (never sent to).
  std::string state = "new";
  std::optional<Instant>
      since;                ///< Paused; the oldest that waits; the newest that was sent, or not.
  std::size_t waiting = 0;  ///< Copies.
  std::optional<Instant> next_attempt;  ///< Of what waits; unset: with the next pass.
  std::string cause;                    ///< Of a pause: refused, unsubscribed, operator.
  std::string why;                      ///< The last answer, or the reason of the pause.
};

/// How a subscription is told, for whoever looks after it.
struct SubscriptionStanding {
  std::string name;
  std::string channel;
  std::string when;
  std::optional<Instant> next_digest;
  std::optional<Instant> quiet_until;  ///< Set: it is quiet now.
  std::size_t owed = 0;                ///< Changes and health events in no message yet.
  std::string problem;                 ///< Why it cannot be told at all.
  std::vector<RecipientStanding> recipients;
};

/// Whole lines. Times are China's.
std::string subscription_lines(const SubscriptionStanding& standing, const TerminalStyle& style);
/// One JSON object, without a newline.
std::string subscription_json(const SubscriptionStanding& standing);

}  // namespace regwatch
