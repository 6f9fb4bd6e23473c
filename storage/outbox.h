#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"
#include "storage/database.h"

namespace regwatch {

/// A change, or a health event, owed to a subscription and not yet part of a message.
struct Owed {
  long long delivery_id = 0;
  std::variant<Change, HealthEvent> what;
  std::optional<Notice> notice;  ///< Of a change, as it is now.
  Instant at{};
};

/// What of the owed is taken where there is more than asked for. It comes by time, oldest first.
enum class OwedOrder { oldest_first, newest_first };

enum class SendState { pending, sending, sent, uncertain, failed };
std::string_view name_of(SendState state);

/// What one subscription is sent at one moment. Its bytes never change.
struct Message {
  long long id = 0;
  std::string subscription;
  std::string channel;     ///< `mail`, `log`, `terminal`
  std::string message_id;  ///< RFC 5322 `<…@…>`; stable.
  std::string subject;
  std::string bytes;  ///< What goes out: an RFC 5322 message, JSON lines, text.
  Instant created_at{};
  bool digest = false;
  Instant covers_until{};  ///< A digest's window ends here; the next one begins here.
  /// While it is composed: the ids of earlier messages on the same notice, oldest first.
  std::vector<std::string> references{};
};

/// What one recipient's copy of a message holds besides.
struct Insertion {
  std::size_t at = 0;  ///< Put before this byte of the message's, or at its end.
  std::string text;
};

/// The bytes of a copy. Throws where a place lies behind the end.
std::string with_insertions(std::string bytes, std::vector<Insertion> insertions);

/// The alerts at once that a subscription was sent on a notice, and on those that it continues.
struct Thread {
  std::vector<std::string> message_ids;  ///< Oldest first.
  std::optional<std::string> subject;    ///< Of the first that told news of this notice alone.
};

/// One recipient of a message, due to be sent to.
struct DueRecipient {
  long long id = 0;
  Message message;  ///< Without its bytes: see Outbox::bytes_of.
  std::string recipient;
  SendState state = SendState::pending;
  int attempts = 0;
};

/// What became of one recipient of a message, for a report.
struct RecipientReport {
  long long message = 0;
  std::string subscription;
  std::string channel;
  std::string subject;
  Instant created_at{};
  std::string recipient;
  SendState state = SendState::pending;
  int attempts = 0;
  Instant next_attempt{};  ///< Of pending and uncertain ones; the epoch: at once.
  std::string error;
  bool was_uncertain = false;  ///< Once it may have been sent without our knowing; stays.
};

/// A copy that was not sent yet.
struct WaitingCopy {
  std::string subscription;
  std::string channel;
  std::string recipient;
  Instant created_at{};
  int attempts = 0;
  Instant next_attempt{};  ///< The epoch: at once.
  std::string error;       ///< Of the last attempt.
};

/// How the newest message of a subscription fared.
struct NewestMessage {
  Instant created_at{};
  bool sent_to_all = false;
};

/// Deliveries and messages. Writes belong inside the caller's Transaction.
class Outbox {
 public:
  explicit Outbox(Database& database) : db_(database) {}

  void owe_change(std::string_view subscription, long long change_id, Instant at);
  void owe_health(std::string_view subscription, long long health_event_id, Instant at);
  /// Whether a subscription was owed, or told, of one of these notices what the change says of its
  /// own: that it appeared, the same amendment, the same move or end of a deadline. What becomes of
  /// an address (withdrawn, restored) is said of each.
  bool knows_of_another(std::string_view subscription, long long change_id,
                        const std::vector<std::string>& notice_ids);
  /// At most `limit` of what is owed, by time.
  std::vector<Owed> owed(std::string_view subscription, std::size_t limit = many_owed,
                         OwedOrder order = OwedOrder::oldest_first);
  static constexpr std::size_t many_owed = 1'000'000'000;
  /// All of it, by time, as deliveries.
  std::vector<long long> owed_ids(std::string_view subscription);
  /// The subscriptions for which a message holds the change already.
  std::vector<std::string> told(long long change_id);
  /// Takes back what is owed of the change and in no message yet.
  void withdraw(long long change_id);

  /// Freezes a message and takes the deliveries into it. Returns its id. Throws where a delivery is
  /// in a message already, is another subscription's, or where there is no recipient.
  long long freeze(const Message& message, const std::vector<std::string>& recipients,
                   const std::vector<long long>& delivery_ids);
  /// Gives the copy of one recipient of a message what it holds besides. Throws where there is no
  /// such recipient.
  void personalise(long long message_id, std::string_view recipient,
                   const std::vector<Insertion>& insertions);
  std::vector<Insertion> insertions_of(long long recipient_id);
  /// `kin`: ids of the notices that this one continues, or is a copy of.
  Thread thread_of(const Message& message, const std::string& notice_id,
                   const std::vector<std::string>& kin);
  /// Until when the last digest of a subscription reached.
  std::optional<Instant> last_digest(std::string_view subscription);

  /// At the start of a pass: what was `sending` when a process died becomes `uncertain` and is due.
  int recover();
  /// What is to be sent now, in order. A part of a message is not due before a part that waits.
  std::vector<DueRecipient> due(Instant now);
  /// Those of this recipient's copy.
  std::string bytes_of(const DueRecipient& due);
  /// What waits for recipients that are paused is given up. Returns how many copies.
  int drop_paused();
  /// Every copy that is neither sent nor given up, oldest first.
  std::vector<WaitingCopy> waiting();
  std::optional<NewestMessage> newest_message(std::string_view subscription);
  /// What was given up of messages created at `since` or later is due again, as if for the first
  /// time. Returns how many copies.
  int retry(std::string_view subscription, Instant since);
  /// Without `next_attempt` a pending or uncertain one is due at once. One that was sent stays
  /// sent: marking it again throws.
  void mark(long long recipient_id, SendState state, int attempts,
            std::optional<Instant> next_attempt, std::string_view error);
  /// Recipients that were given up, or wait (`sending` ones with the pending), for a report.
  struct Standing {
    int pending = 0;
    int uncertain = 0;
    int failed = 0;
  };
  Standing standing();
  /// Recipients of the messages created at `since` or later, newest first.
  std::vector<RecipientReport> recipients(Instant since);

 private:
  Database& db_;
};

}  // namespace regwatch
