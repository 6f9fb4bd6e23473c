#include "storage/outbox.h"

#include <algorithm>
#include <array>

#include "storage/notices.h"
#include "storage/rows.h"
#include "storage/serialise.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

constexpr std::array<std::string_view, 5> state_names{"pending", "sending", "sent", "uncertain",
                                                      "failed"};

SendState state_named(std::string_view name) {
  for (std::size_t i = 0; i < state_names.size(); ++i) {
    if (state_names[i] == name) return static_cast<SendState>(i);
  }
  return stored(std::optional<SendState>(), name);
}

constexpr std::string_view message_columns =
    "m.id, m.subscription, m.channel, m.message_id, m.subject, m.created_at, m.digest, "
    "m.covers_until";

Message message_of(const Statement& row) {
  Message message;
  message.id = row.integer(0);
  message.subscription = row.text(1);
  message.channel = row.text(2);
  message.message_id = row.text(3);
  message.subject = row.text(4);
  message.created_at = row.instant(5);
  message.digest = row.flag(6);
  message.covers_until = row.instant(7);
  return message;
}

Change change_with(Database& database, std::int64_t id) {
  Statement query(database, sql("SELECT ", change_columns, " FROM change WHERE id = ?"), id);
  must_change(query.step() ? 1 : 0, "change", std::to_string(id));
  return change_of(query);
}

HealthEvent health_event_with(Database& database, std::int64_t id) {
  Statement query(database, sql("SELECT ", health_event_columns, " FROM health_event WHERE id = ?"),
                  id);
  must_change(query.step() ? 1 : 0, "health event", std::to_string(id));
  return health_event_of(query);
}

/// The update finds only what no message has yet: that a thing is told twice cannot be committed.
void take_delivery(Database& database, const Message& message, long long id, long long delivery) {
  const int taken = execute(database,
                            "UPDATE delivery SET message = ? "
                            "WHERE id = ? AND subscription = ? AND message IS NULL",
                            id, delivery, message.subscription);
  if (taken == 1) return;
  throw StorageError("delivery " + std::to_string(delivery) + " is not owed to '" +
                     message.subscription + "', or a message holds it already");
}

}  // namespace

std::string with_insertions(std::string bytes, std::vector<Insertion> insertions) {
  // From the end, so that what is put in moves no place that is still to come.
  std::sort(insertions.begin(), insertions.end(),
            [](const Insertion& a, const Insertion& b) { return a.at > b.at; });
  for (const Insertion& insertion : insertions) {
    if (insertion.at > bytes.size())
      throw StorageError("a recipient's part lies behind its message's end");
    bytes.insert(insertion.at, insertion.text);
  }
  return bytes;
}

std::string_view name_of(SendState state) { return state_names[static_cast<std::size_t>(state)]; }

void Outbox::owe_change(std::string_view subscription, long long change_id, Instant at) {
  execute(db_,
          "INSERT INTO delivery (subscription, change_id, at) VALUES (?, ?, ?) "
          "ON CONFLICT (subscription, change_id) DO NOTHING",
          subscription, change_id, at);
}

void Outbox::owe_health(std::string_view subscription, long long health_event_id, Instant at) {
  execute(db_,
          "INSERT INTO delivery (subscription, health_event_id, at) VALUES (?, ?, ?) "
          "ON CONFLICT (subscription, health_event_id) DO NOTHING",
          subscription, health_event_id, at);
}

bool Outbox::knows_of_another(std::string_view subscription, long long change_id,
                              const std::vector<std::string>& notice_ids) {
  if (notice_ids.empty()) return false;
  const std::string ids = to_json(notice_ids);
  Statement query(db_, R"sql(
SELECT 1 FROM change mine
  JOIN change other ON other.kind = mine.kind
  JOIN delivery d ON d.change_id = other.id
WHERE mine.id = ? AND d.subscription = ? AND other.notice_id IN (SELECT value FROM json_each(?))
  AND (mine.kind = 'appeared'
       OR mine.kind IN ('amended', 'deadline_moved', 'deadline_near')
          AND other.deadline_before IS mine.deadline_before
          AND other.deadline_after IS mine.deadline_after
          AND other.summary IS mine.summary AND other.details IS mine.details)
LIMIT 1
)sql",
                  change_id, subscription, ids);
  return query.step();
}

std::vector<Owed> Outbox::owed(std::string_view subscription, std::size_t limit, OwedOrder order) {
  const bool newest = order == OwedOrder::newest_first;
  Statement query(db_,
                  sql("SELECT id, change_id, health_event_id, at FROM delivery "
                      "WHERE subscription = ? AND message IS NULL ORDER BY ",
                      newest ? "at DESC, id DESC" : "at, id", " LIMIT ?"),
                  subscription, static_cast<std::int64_t>(limit));
  std::vector<Owed> all;
  while (query.step()) {
    Owed owed;
    owed.delivery_id = query.integer(0);
    owed.at = query.instant(3);
    if (query.is_null(1)) {
      owed.what = health_event_with(db_, query.integer(2));
    } else {
      Change change = change_with(db_, query.integer(1));
      owed.notice = Notices(db_).find(change.notice_id);
      owed.what = std::move(change);
    }
    all.push_back(std::move(owed));
  }
  if (newest) std::reverse(all.begin(), all.end());
  return all;
}

std::vector<long long> Outbox::owed_ids(std::string_view subscription) {
  Statement query(
      db_, "SELECT id FROM delivery WHERE subscription = ? AND message IS NULL ORDER BY at, id",
      subscription);
  std::vector<long long> all;
  while (query.step()) all.push_back(query.integer(0));
  return all;
}

std::vector<std::string> Outbox::told(long long change_id) {
  Statement query(db_,
                  "SELECT subscription FROM delivery WHERE change_id = ? AND message IS NOT NULL "
                  "ORDER BY id",
                  change_id);
  std::vector<std::string> all;
  while (query.step()) all.push_back(query.text(0));
  return all;
}

void Outbox::withdraw(long long change_id) {
  execute(db_, "DELETE FROM delivery WHERE change_id = ? AND message IS NULL", change_id);
}

long long Outbox::freeze(const Message& message, const std::vector<std::string>& recipients,
                         const std::vector<long long>& delivery_ids) {
  if (recipients.empty()) {
    throw StorageError("the message '" + message.subject + "' of '" + message.subscription +
                       "' has no recipient");
  }
  execute(db_,
          "INSERT INTO message (subscription, channel, message_id, subject, created_at, digest, "
          "covers_until, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          message.subscription, message.channel, message.message_id, message.subject,
          message.created_at, message.digest, message.covers_until, message.bytes);
  const long long id = last_insert_id(db_);
  for (const std::string& recipient : recipients) {
    execute(db_,
            "INSERT INTO message_recipient (message, recipient, state) VALUES (?, ?, 'pending') "
            "ON CONFLICT (message, recipient) DO NOTHING",
            id, recipient);
  }
  for (const long long delivery : delivery_ids) take_delivery(db_, message, id, delivery);
  return id;
}

void Outbox::personalise(long long message_id, std::string_view recipient,
                         const std::vector<Insertion>& insertions) {
  for (const Insertion& insertion : insertions) {
    must_change(
        execute(db_,
                "INSERT INTO insertion (message_recipient, at, text) "
                "SELECT id, ?, ? FROM message_recipient WHERE message = ? AND recipient = ?",
                insertion.at, insertion.text, message_id, recipient),
        "recipient", std::string(recipient));
  }
}

std::vector<Insertion> Outbox::insertions_of(long long recipient_id) {
  Statement query(db_, "SELECT at, text FROM insertion WHERE message_recipient = ?", recipient_id);
  std::vector<Insertion> all;
  while (query.step()) all.push_back({static_cast<std::size_t>(query.integer(0)), query.text(1)});
  return all;
}

Thread Outbox::thread_of(const Message& message, const std::string& notice_id,
                         const std::vector<std::string>& kin) {
  std::vector<std::string> ids = kin;
  ids.push_back(notice_id);
  const std::string wanted = to_json(ids);
  Statement query(db_, R"sql(
SELECT m.message_id, m.subject,
       NOT EXISTS (SELECT 1 FROM delivery d LEFT JOIN change c ON c.id = d.change_id
                   WHERE d.message = m.id
                     AND (c.notice_id IS NOT ? OR c.kind = 'deadline_near'))
FROM message m
WHERE m.id IN (SELECT d.message FROM change c JOIN delivery d ON d.change_id = c.id
               WHERE c.notice_id IN (SELECT value FROM json_each(?)) AND d.subscription = ?)
  AND m.channel = ? AND m.digest = 0
ORDER BY m.id
)sql",
                  notice_id, wanted, message.subscription, message.channel);
  Thread thread;
  while (query.step()) {
    thread.message_ids.push_back(query.text(0));
    if (query.flag(2) && !thread.subject) thread.subject = query.text(1);
  }
  return thread;
}

std::optional<Instant> Outbox::last_digest(std::string_view subscription) {
  Statement query(db_,
                  "SELECT max(covers_until) FROM message WHERE subscription = ? AND digest = 1",
                  subscription);
  if (!query.step()) return std::nullopt;
  return query.optional_instant(0);
}

int Outbox::recover() {
  return execute(db_,
                 "UPDATE message_recipient SET state = 'uncertain', was_uncertain = 1, "
                 "next_attempt = 0, error = 'the process ended while this was being sent' "
                 "WHERE state = 'sending'");
}

std::vector<DueRecipient> Outbox::due(Instant now) {
  Statement query(db_,
                  sql("SELECT ", message_columns,
                      ", r.id, r.recipient, r.state, r.attempts FROM message_recipient r "
                      "JOIN message m ON m.id = r.message "
                      "WHERE r.state IN ('pending', 'uncertain') AND r.next_attempt <= ? "
                      "AND NOT EXISTS (SELECT 1 FROM message e JOIN message_recipient w "
                      "ON w.message = e.id AND w.recipient = r.recipient "
                      "WHERE e.created_at = m.created_at AND e.subscription = m.subscription "
                      "AND e.id < m.id AND w.state IN ('pending', 'uncertain') "
                      "AND w.next_attempt > ?) ORDER BY r.id"),
                  now, now);
  std::vector<DueRecipient> all;
  while (query.step()) {
    DueRecipient due;
    due.message = message_of(query);
    due.id = query.integer(8);
    due.recipient = query.text(9);
    due.state = state_named(query.view(10));
    due.attempts = query.number(11);
    all.push_back(std::move(due));
  }
  return all;
}

std::string Outbox::bytes_of(const DueRecipient& due) {
  Statement query(db_, "SELECT bytes FROM message WHERE id = ?", due.message.id);
  must_change(query.step() ? 1 : 0, "message", std::to_string(due.message.id));
  return with_insertions(query.text(0), insertions_of(due.id));
}

int Outbox::drop_paused() {
  return execute(db_, R"sql(
UPDATE message_recipient SET state = 'failed', next_attempt = 0, error =
  (SELECT 'the recipient is paused: ' || p.why FROM message m
     JOIN paused_recipient p ON p.subscription = m.subscription
   WHERE m.id = message_recipient.message AND p.recipient = message_recipient.recipient)
WHERE state IN ('pending', 'uncertain') AND EXISTS
  (SELECT 1 FROM message m JOIN paused_recipient p ON p.subscription = m.subscription
   WHERE m.id = message_recipient.message AND p.recipient = message_recipient.recipient)
)sql");
}

std::vector<WaitingCopy> Outbox::waiting() {
  Statement query(db_,
                  "SELECT m.subscription, m.channel, r.recipient, m.created_at, r.attempts, "
                  "r.next_attempt, r.error FROM message_recipient r "
                  "JOIN message m ON m.id = r.message "
                  "WHERE r.state IN ('pending', 'sending', 'uncertain') ORDER BY r.id");
  std::vector<WaitingCopy> all;
  while (query.step()) {
    all.push_back({query.text(0), query.text(1), query.text(2), query.instant(3), query.number(4),
                   query.instant(5), query.text(6)});
  }
  return all;
}

std::optional<NewestMessage> Outbox::newest_message(std::string_view subscription) {
  Statement query(db_, R"sql(
SELECT m.created_at, NOT EXISTS
  (SELECT 1 FROM message_recipient r WHERE r.message = m.id AND r.state <> 'sent')
FROM message m WHERE m.subscription = ? ORDER BY m.id DESC LIMIT 1
)sql",
                  subscription);
  if (!query.step()) return std::nullopt;
  return NewestMessage{query.instant(0), query.flag(1)};
}

int Outbox::retry(std::string_view subscription, Instant since) {
  return execute(db_,
                 "UPDATE message_recipient SET state = 'pending', attempts = 0, next_attempt = 0, "
                 "error = '' WHERE state = 'failed' AND message IN "
                 "(SELECT id FROM message WHERE subscription = ? AND created_at >= ?)",
                 subscription, since);
}

void Outbox::mark(long long recipient_id, SendState state, int attempts,
                  std::optional<Instant> next_attempt, std::string_view error) {
  // What was sent stays sent: no later word can bring it back into the queue.
  const int marked = execute(
      db_,
      "UPDATE message_recipient SET state = ?1, attempts = ?2, next_attempt = ?3, error = ?4, "
      "was_uncertain = max(was_uncertain, ?1 = 'uncertain') WHERE id = ?5 AND state <> 'sent'",
      name_of(state), attempts, next_attempt.value_or(Instant{}), error, recipient_id);
  must_change(marked, "recipient still to be sent to,", std::to_string(recipient_id));
}

Outbox::Standing Outbox::standing() {
  Standing standing;
  Statement query(db_,
                  "SELECT state, count(*) FROM message_recipient WHERE state IN "
                  "('pending', 'sending', 'uncertain', 'failed') GROUP BY state");
  while (query.step()) {
    switch (state_named(query.view(0))) {
      case SendState::pending:
      case SendState::sending:
        standing.pending += query.number(1);
        break;
      case SendState::uncertain:
        standing.uncertain += query.number(1);
        break;
      case SendState::failed:
        standing.failed += query.number(1);
        break;
      case SendState::sent:
        break;
    }
  }
  return standing;
}

std::vector<RecipientReport> Outbox::recipients(Instant since) {
  Statement query(db_,
                  "SELECT m.id, m.subscription, m.channel, m.subject, m.created_at, r.recipient, "
                  "r.state, r.attempts, r.next_attempt, r.error, r.was_uncertain "
                  "FROM message m JOIN message_recipient r ON r.message = m.id "
                  "WHERE m.created_at >= ? ORDER BY m.created_at DESC, r.id DESC",
                  since);
  std::vector<RecipientReport> all;
  while (query.step()) {
    RecipientReport report;
    report.message = query.integer(0);
    report.subscription = query.text(1);
    report.channel = query.text(2);
    report.subject = query.text(3);
    report.created_at = query.instant(4);
    report.recipient = query.text(5);
    report.state = state_named(query.view(6));
    report.attempts = query.number(7);
    report.next_attempt = query.instant(8);
    report.error = query.text(9);
    report.was_uncertain = query.flag(10);
    all.push_back(std::move(report));
  }
  return all;
}

}  // namespace regwatch
