#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "alerts/channel.h"
#include "alerts/subscription.h"
#include "render/digest.h"
#include "storage/database.h"

namespace regwatch {

/// What a pass hands to the tellers.
struct TellingOptions {
  Instant now{};
  std::vector<std::string> only_channels;  ///< Replay serves terminal and log only; empty: all.
  bool digests_now = false;  ///< Daily and weekly ones are composed before their time.
  std::function<std::vector<SourceLine>(Instant since)> sources_checked;  ///< For a digest's end.
  bool replaying = false;  ///< The clock jumps: no digest is late.
  std::chrono::seconds overdue =
      std::chrono::hours{2};  ///< A message that waits so long is told of.
  /// Sending takes no longer than this and one message, and half of it for one subscription; the
  /// rest waits for the next pass.
  std::chrono::seconds send_for = std::chrono::minutes{10};
};

struct TellingReport {
  int messages = 0;  ///< Composed.
  int sent = 0;      ///< Recipients accepted.
  int waiting = 0;
  int uncertain = 0;
  int failed = 0;
  std::vector<std::string> problems;  ///< A line each, for a person.
  std::vector<std::string> notes;     ///< Likewise; nothing is wrong now.
  int unsent = 0;  ///< Of the waiting and uncertain ones those that no quiet hours hold back.

  /// Everything that was due went out.
  bool all_went_out() const { return failed == 0 && unsent == 0 && problems.empty(); }
};

/// Where else a notice was published, by other institutions.
std::vector<DigestItem::Elsewhere> elsewhere_of(Database& database, const std::string& notice);

/// A stored change, to be owed to whom it concerns.
struct ChangeToOwe {
  const Notice& notice;
  std::string_view text;  ///< The notice's, for subscriptions that ask for words.
  long long change_id = 0;
  Instant at{};
  /// The same publication by other institutions: who was owed the same of one of these is not owed
  /// this.
  std::vector<std::string> same_elsewhere{};
  bool is_reminder = false;  ///< Only subscriptions that want reminders are owed it.
};

/// Owes a change to every subscription it matches; within the caller's transaction.
void owe_change(Database& database, const std::vector<Subscription>& subscriptions,
                const ChangeToOwe& change);
/// Owes a health event to every subscription that asks for them, but to the one called `but_not`.
void owe_health(Database& database, const std::vector<Subscription>& subscriptions,
                long long health_event_id, Instant at, std::string_view but_not = "");

/// Composes what is due (at once: whatever is owed; daily and weekly: when their time has come
/// since the last digest, empty ones too), freezes it, and sends all that is due. In its quiet
/// hours a subscription is told nothing; what it is owed waits. A recipient that does not exist is
/// paused. That a subscription's messages do not go out is told to the others that ask for health.
/// Survives a kill at any instant.
TellingReport tell(Database& database, const std::vector<Subscription>& subscriptions,
                   const ChannelContext& context, const TellingOptions& options);

/// `alerts test`: a sample to every recipient of the subscription, past the outbox. The outcomes in
/// the order of the recipients; of a channel that sends nothing one that says so.
struct SampleOutcome {
  std::string recipient;
  SendOutcome outcome;
};
std::vector<SampleOutcome> send_sample(const Subscription& subscription,
                                       const ChannelContext& context, Instant now);

}  // namespace regwatch
