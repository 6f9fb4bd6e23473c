#include "storage/recipients.h"

#include <array>

#include "base/names.h"
#include "base/random.h"
#include "base/sha256.h"
#include "storage/rows.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

constexpr Names<PauseCause, 3> causes{{{PauseCause::refused, "refused"},
                                       {PauseCause::unsubscribed, "unsubscribed"},
                                       {PauseCause::by_operator, "operator"}}};

constexpr std::string_view columns = "subscription, recipient, cause, at, why";

PausedRecipient paused_recipient_of(const Statement& row) {
  return {row.text(0), row.text(1), stored(value_in(causes, row.view(2)), row.view(2)),
          row.instant(3), row.text(4)};
}

}  // namespace

std::string_view name_of(PauseCause cause) { return name_in(causes, cause); }

bool PausedRecipients::pause(const PausedRecipient& paused) {
  return execute(db_,
                 "INSERT INTO paused_recipient (subscription, recipient, cause, at, why) "
                 "VALUES (?, ?, ?, ?, ?) ON CONFLICT (subscription, recipient) DO UPDATE "
                 "SET cause = excluded.cause, at = excluded.at, why = excluded.why "
                 "WHERE excluded.cause = 'unsubscribed' AND cause <> 'unsubscribed'",
                 paused.subscription, paused.recipient, name_of(paused.cause), paused.at,
                 paused.why) > 0;
}

bool PausedRecipients::resume(std::string_view subscription, std::string_view recipient) {
  return execute(db_, "DELETE FROM paused_recipient WHERE subscription = ? AND recipient = ?",
                 subscription, recipient) > 0;
}

std::optional<PausedRecipient> PausedRecipients::find(std::string_view subscription,
                                                      std::string_view recipient) {
  Statement query(
      db_,
      sql("SELECT ", columns, " FROM paused_recipient WHERE subscription = ? AND recipient = ?"),
      subscription, recipient);
  if (!query.step()) return std::nullopt;
  return paused_recipient_of(query);
}

std::vector<PausedRecipient> PausedRecipients::all() {
  Statement query(
      db_, sql("SELECT ", columns, " FROM paused_recipient ORDER BY subscription, recipient"));
  std::vector<PausedRecipient> all;
  while (query.step()) all.push_back(paused_recipient_of(query));
  return all;
}

std::string UnsubscribeTokens::token_of(std::string_view subscription, std::string_view recipient) {
  std::array<unsigned char, 20> bytes{};
  fill_random(bytes);
  execute(db_,
          "INSERT INTO unsubscribe_token (token, subscription, recipient) VALUES (?, ?, ?) "
          "ON CONFLICT (subscription, recipient) DO NOTHING",
          to_hex(bytes), subscription, recipient);
  Statement query(db_,
                  "SELECT token FROM unsubscribe_token WHERE subscription = ? AND recipient = ?",
                  subscription, recipient);
  must_change(query.step() ? 1 : 0, "unsubscribe token of", std::string(recipient));
  return query.text(0);
}

std::optional<TokenOwner> UnsubscribeTokens::find(std::string_view token) {
  Statement query(db_, "SELECT subscription, recipient FROM unsubscribe_token WHERE token = ?",
                  token);
  if (!query.step()) return std::nullopt;
  return TokenOwner{query.text(0), query.text(1)};
}

}  // namespace regwatch
