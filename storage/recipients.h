#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "storage/database.h"

namespace regwatch {

enum class PauseCause {
  refused,       ///< The recipient does not exist, said who was to take its messages.
  unsubscribed,  ///< By itself.
  by_operator,
};
/// As stored and shown: `refused`, `unsubscribed`, `operator`.
std::string_view name_of(PauseCause cause);

/// A recipient that is sent nothing of one subscription.
struct PausedRecipient {
  std::string subscription;
  std::string recipient;  ///< As the channel names it. The case of ASCII letters makes no other.
  PauseCause cause = PauseCause::by_operator;
  Instant at{};
  std::string why;  ///< For a person: the server's words, the operator's.
};

/// Recipients that are sent nothing more, until they are resumed. Writes belong inside the caller's
/// Transaction.
class PausedRecipients {
 public:
  explicit PausedRecipients(Database& database) : db_(database) {}

  /// What was paused before stays as it is, but that its own word outranks the others'. Returns
  /// whether anything is different now.
  bool pause(const PausedRecipient& paused);
  /// False where it was not paused.
  bool resume(std::string_view subscription, std::string_view recipient);
  std::optional<PausedRecipient> find(std::string_view subscription, std::string_view recipient);
  /// By subscription and recipient.
  std::vector<PausedRecipient> all();

 private:
  Database& db_;
};

/// Whose a token is.
struct TokenOwner {
  std::string subscription;
  std::string recipient;
};

/// What a recipient unsubscribes by (RFC 8058 §3.1): one for each recipient of a subscription, and
/// nobody can guess it. Writes belong inside the caller's Transaction.
class UnsubscribeTokens {
 public:
  explicit UnsubscribeTokens(Database& database) : db_(database) {}

  /// 40 hexadecimal characters, 160 bits; made where there is none yet.
  std::string token_of(std::string_view subscription, std::string_view recipient);
  std::optional<TokenOwner> find(std::string_view token);

 private:
  Database& db_;
};

}  // namespace regwatch
