#include "storage/schema/migrations.h"

#include <array>
#include <string>

#include "storage/schema/feed_tables.h"

namespace regwatch {
namespace {

// Instants are seconds since 1970 UTC, dates are `YYYY-MM-DD` in China, enumerations are their
// names, lists and maps are JSON: a person with the sqlite3 shell reads all of it.
constexpr std::string_view version_1 = R"sql(
CREATE TABLE notice (
  number          INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  canonical       TEXT NOT NULL UNIQUE,
  url             TEXT NOT NULL,
  title           TEXT NOT NULL,
  published       TEXT,
  authority       TEXT NOT NULL,
  kind            TEXT NOT NULL,
  kind_why        TEXT NOT NULL,
  kind_by_person  INTEGER NOT NULL DEFAULT 0,
  topics_by_person INTEGER NOT NULL DEFAULT 0,
  status          TEXT NOT NULL,
  first_seen      INTEGER NOT NULL,
  last_seen       INTEGER NOT NULL,
  publisher       TEXT,
  document_number TEXT,
  -- Its page: read_at is the first time that it was read, last_look the last try of any outcome,
  -- attempts the failures since the last success.
  read_at         INTEGER,
  last_look       INTEGER,
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_attempt    INTEGER NOT NULL DEFAULT 0,
  problem         TEXT NOT NULL DEFAULT '',
  etag            TEXT NOT NULL DEFAULT '',
  last_modified   TEXT NOT NULL DEFAULT '',
  gone_runs       INTEGER NOT NULL DEFAULT 0,
  gone_at         INTEGER,
  -- Its row in text_index; NULL where that is still to be written. A row of text_index that no
  -- notice points to is out of date and means nothing.
  indexed_as      INTEGER,
  facts           TEXT NOT NULL DEFAULT '{}',
  comment_deadline TEXT AS (json_extract(facts, '$.comment_deadline')) VIRTUAL
) STRICT;
CREATE INDEX notice_newest ON notice (published DESC, first_seen DESC, id);
CREATE INDEX notice_first_seen ON notice (first_seen);
CREATE INDEX notice_title ON notice (title, authority);
CREATE INDEX notice_deadline ON notice (comment_deadline) WHERE comment_deadline IS NOT NULL;
CREATE INDEX notice_unread ON notice (last_look, published DESC, next_attempt)
  WHERE read_at IS NULL;
CREATE UNIQUE INDEX notice_indexed ON notice (indexed_as);

CREATE TABLE notice_topic (
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  topic     TEXT NOT NULL,
  words     TEXT NOT NULL,
  PRIMARY KEY (notice_id, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_topic_topic ON notice_topic (topic);

CREATE TABLE sighting (
  notice_id       TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  source          TEXT NOT NULL,
  title           TEXT NOT NULL,
  url             TEXT NOT NULL,
  published       TEXT,
  comment_deadline TEXT,
  document_number TEXT,
  publisher       TEXT,
  position        INTEGER NOT NULL,
  first_seen      INTEGER NOT NULL,
  last_seen       INTEGER NOT NULL,
  listed          INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (notice_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_source ON sighting (source, last_seen DESC, position);

CREATE TABLE version (
  notice_id       TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  number          INTEGER NOT NULL,
  fetched_at      INTEGER NOT NULL,
  reader          TEXT NOT NULL,
  body_sha256     TEXT NOT NULL,
  capture_file    TEXT,
  capture_offset  INTEGER,
  capture_sha256  TEXT,
  title           TEXT NOT NULL,
  url             TEXT NOT NULL,
  published       TEXT,
  publisher       TEXT,
  document_number TEXT,
  attachments     TEXT NOT NULL,
  facts           TEXT NOT NULL,
  text            TEXT NOT NULL,
  PRIMARY KEY (notice_id, number)
) STRICT;

CREATE TABLE change (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  kind            TEXT NOT NULL,
  notice_id       TEXT NOT NULL REFERENCES notice (id),
  source          TEXT NOT NULL,
  at              INTEGER NOT NULL,
  found_late      INTEGER NOT NULL,
  suspect         INTEGER NOT NULL,
  summary         TEXT NOT NULL,
  deadline_before TEXT,
  deadline_after  TEXT,
  version_before  INTEGER,
  version_after   INTEGER,
  details         TEXT NOT NULL
) STRICT;
CREATE INDEX change_notice ON change (notice_id, at);
CREATE INDEX change_at ON change (at, notice_id);

CREATE TABLE health_event (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  source  TEXT NOT NULL,
  blind   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason  TEXT NOT NULL,
  since   INTEGER
) STRICT;
CREATE INDEX health_event_source ON health_event (source, id);
CREATE INDEX health_event_at ON health_event (at);

CREATE TABLE message (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription TEXT NOT NULL,
  channel      TEXT NOT NULL,
  message_id   TEXT NOT NULL UNIQUE,
  subject      TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  digest       INTEGER NOT NULL,
  covers_until INTEGER NOT NULL,
  bytes        TEXT NOT NULL
) STRICT;
CREATE INDEX message_digest ON message (subscription, covers_until) WHERE digest = 1;
CREATE INDEX message_created ON message (created_at);

CREATE TABLE message_recipient (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  message       INTEGER NOT NULL REFERENCES message (id),
  recipient     TEXT NOT NULL,
  state         TEXT NOT NULL
                CHECK (state IN ('pending', 'sending', 'sent', 'uncertain', 'failed')),
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_attempt  INTEGER NOT NULL DEFAULT 0,
  error         TEXT NOT NULL DEFAULT '',
  was_uncertain INTEGER NOT NULL DEFAULT 0,
  UNIQUE (message, recipient)
) STRICT;
CREATE INDEX message_recipient_state ON message_recipient (state, next_attempt);

-- A change or a health event is owed to a subscription once, and told in one message at most.
CREATE TABLE delivery (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription    TEXT NOT NULL,
  change_id       INTEGER REFERENCES change (id),
  health_event_id INTEGER REFERENCES health_event (id),
  at              INTEGER NOT NULL,
  message         INTEGER REFERENCES message (id),
  CHECK ((change_id IS NULL) <> (health_event_id IS NULL)),
  UNIQUE (subscription, change_id),
  UNIQUE (subscription, health_event_id)
) STRICT;
CREATE INDEX delivery_owed ON delivery (subscription, at, id) WHERE message IS NULL;
CREATE INDEX delivery_message ON delivery (message);
CREATE INDEX delivery_change ON delivery (change_id);
CREATE INDEX delivery_health_event ON delivery (health_event_id);

CREATE TABLE run (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  source    TEXT NOT NULL,
  at        INTEGER NOT NULL,
  verdict   TEXT NOT NULL,
  reason    TEXT NOT NULL,
  entries   INTEGER NOT NULL,
  appeared  INTEGER NOT NULL,
  amended   INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  unread    INTEGER NOT NULL,
  requests  INTEGER NOT NULL,
  bytes     INTEGER NOT NULL,
  replayed  INTEGER NOT NULL
) STRICT;
CREATE INDEX run_source ON run (source, at DESC, id DESC);
CREATE INDEX run_live ON run (replayed) WHERE replayed = 0;

CREATE TABLE source_state (
  source          TEXT PRIMARY KEY,
  baseline_done   INTEGER NOT NULL DEFAULT 0,
  baseline_oldest TEXT,
  last_run        INTEGER,
  last_run_id     INTEGER REFERENCES run (id),
  last_success    INTEGER,
  last_full_depth INTEGER,
  next_due        INTEGER,
  verdict         TEXT,
  reason          TEXT NOT NULL DEFAULT '',
  failures_in_row INTEGER NOT NULL DEFAULT 0,
  fingerprint     TEXT NOT NULL DEFAULT '',
  total           INTEGER,
  disabled        TEXT,
  disabled_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE remembered_page (
  source        TEXT NOT NULL REFERENCES source_state (source) ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  request_key   TEXT NOT NULL,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  body_sha256   TEXT NOT NULL,
  PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE backlog_use (
  host     TEXT NOT NULL,
  day      TEXT NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (host, day)
) STRICT, WITHOUT ROWID;

-- What search.cpp writes: characters and Latin words, parted by spaces.
CREATE VIRTUAL TABLE text_index USING fts5 (
  words, content = '', columnsize = 0, detail = full, tokenize = 'ascii'
);
-- Merging its segments late costs a search nothing that is felt, and a first scan a sixth less.
INSERT INTO text_index (text_index, rank) VALUES ('automerge', 16);
CREATE TABLE text_index_state (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  next_entry INTEGER NOT NULL
) STRICT;
INSERT INTO text_index_state VALUES (1, 1);
)sql";

constexpr std::string_view version_2 = R"sql(
-- What was read of files: the same bytes are read once.
CREATE TABLE document_text (
  sha256  TEXT NOT NULL UNIQUE,
  reader  TEXT NOT NULL,
  outcome TEXT NOT NULL,
  problem TEXT NOT NULL,
  text    TEXT NOT NULL
) STRICT;

-- Which comment deadlines were reminded of, and so many days before.
CREATE TABLE reminder (
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  deadline  TEXT NOT NULL,
  step      INTEGER NOT NULL,
  PRIMARY KEY (notice_id, deadline, step)
) STRICT, WITHOUT ROWID;
)sql";

// Looking again, and sites that do not agree with themselves.
constexpr std::string_view version_3 = R"sql(
-- When its page is due again; NULL before it was read. Far off: no more. What is known already is
-- due twenty hours after its last look, as it was.
ALTER TABLE notice ADD COLUMN next_look INTEGER;
UPDATE notice SET next_look = coalesce(last_look, first_seen) + 72000 WHERE read_at IS NOT NULL;
CREATE INDEX notice_next_look ON notice (next_look) WHERE next_look IS NOT NULL;

-- The addresses of the other parts of a split article, so that bytes that are known need no parse.
ALTER TABLE version ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';

-- The flap that took it back: it is shown no more.
ALTER TABLE change ADD COLUMN superseded_by INTEGER REFERENCES change (id);

-- A reading that waits to be confirmed is the version with the number 0 of its notice.
CREATE TABLE flap (
  host      TEXT NOT NULL,
  at        INTEGER NOT NULL,
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  PRIMARY KEY (host, at, notice_id)
) STRICT, WITHOUT ROWID;
)sql";

// How notices belong together. Names and marks are only there to find candidates by; diff/ decides.
constexpr std::string_view version_4 = R"sql(
-- Which version of a notice was compared with the others; NULL: none, it is still to be done.
ALTER TABLE notice ADD COLUMN related_version INTEGER;
CREATE INDEX notice_unrelated ON notice (published) WHERE related_version IS NULL;

-- role: `subject`, what the notice publishes or is about; `amended`, what its document changes.
CREATE TABLE document_name (
  number    INTEGER PRIMARY KEY,
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  normal    TEXT NOT NULL,
  role      TEXT NOT NULL,
  stage     TEXT NOT NULL,
  published TEXT
) STRICT;
CREATE INDEX document_name_normal ON document_name (normal, published);
CREATE INDEX document_name_notice ON document_name (notice_id);

-- Pairs of characters of names of drafts and of adopted texts. A row whose name is gone means
-- nothing.
CREATE TABLE name_pair (
  pair   INTEGER NOT NULL,
  draft  INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  name   INTEGER NOT NULL,
  PRIMARY KEY (pair, draft, day, name)
) STRICT, WITHOUT ROWID;

-- Min-hashes of the newest text, and the number that it bears.
CREATE TABLE text_mark (
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  mark      INTEGER NOT NULL,
  day       INTEGER NOT NULL,
  PRIMARY KEY (notice_id, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_mark_mark ON text_mark (mark, day);
CREATE INDEX notice_number ON notice (document_number, published)
  WHERE document_number IS NOT NULL;

-- Of two inverse relations the one that speaks of the later notice is kept. A person's word has
-- confidence 1, or 0 where it says that the two are not related.
CREATE TABLE lineage (
  notice_id  TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  other_id   TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  relation   TEXT NOT NULL,
  confidence REAL NOT NULL,
  reason     TEXT NOT NULL,
  by_person  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (notice_id, other_id, relation)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_other ON lineage (other_id);

-- Notices of which a person said that they descend from nothing.
CREATE TABLE lineage_refusal (
  notice_id TEXT PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The same notice on several sites; a cluster bears the id of one of its notices.
CREATE TABLE cluster (
  notice_id  TEXT PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE,
  cluster_id TEXT NOT NULL,
  reason     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_members ON cluster (cluster_id);
)sql";

// Where a notice stands in a newsletter.
constexpr std::string_view version_5 = R"sql(
-- NULL: in no section. What is known already gets the section of its kind; the words of its title
-- count when it is classified again.
ALTER TABLE notice ADD COLUMN section TEXT;
ALTER TABLE notice ADD COLUMN section_by_person INTEGER NOT NULL DEFAULT 0;
UPDATE notice SET section = CASE
  WHEN kind IN ('draft', 'rule', 'standard', 'interpretation') THEN 'regulatory'
  WHEN kind = 'enforcement' THEN 'enforcement'
  WHEN kind IN ('plan', 'licensing', 'report', 'event') THEN 'industry' END;
)sql";

// Who is told by other ways, and what a notice is called in English.
constexpr std::string_view version_6 = R"sql(
-- What tells this database from others, for those who read it bit by bit: a cursor bears it.
CREATE TABLE identity (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  name TEXT NOT NULL
) STRICT;
INSERT INTO identity VALUES (1, lower(hex(randomblob(8))));

-- What a person, or a machine that was asked, wrote of a notice in English; '' where nothing.
-- A machine's stays beside a person's. `asked`: SHA-256 of what it was asked.
CREATE TABLE english (
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  by_person INTEGER NOT NULL,
  title     TEXT NOT NULL,
  summary   TEXT NOT NULL,
  at        INTEGER NOT NULL,
  model     TEXT NOT NULL DEFAULT '',
  asked     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (notice_id, by_person)
) STRICT, WITHOUT ROWID;

-- What a machine was asked on a day (China time), for the budget.
CREATE TABLE english_use (
  day      TEXT PRIMARY KEY,
  requests INTEGER NOT NULL,
  tokens   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Recipients that are sent nothing more: refused for good, unsubscribed, or paused by the operator.
-- One who writes an address in other letters is the same one.
CREATE TABLE paused_recipient (
  subscription TEXT NOT NULL,
  recipient    TEXT NOT NULL COLLATE NOCASE,
  cause        TEXT NOT NULL CHECK (cause IN ('refused', 'unsubscribed', 'operator')),
  at           INTEGER NOT NULL,
  why          TEXT NOT NULL,
  PRIMARY KEY (subscription, recipient)
) STRICT, WITHOUT ROWID;

-- By which a recipient unsubscribes (RFC 8058); one for each, kept for as long as its mails are.
CREATE TABLE unsubscribe_token (
  token        TEXT PRIMARY KEY,
  subscription TEXT NOT NULL,
  recipient    TEXT NOT NULL COLLATE NOCASE,
  UNIQUE (subscription, recipient)
) STRICT, WITHOUT ROWID;

-- What one recipient's copy of a message holds besides: put before this byte of the message's.
CREATE TABLE insertion (
  message_recipient INTEGER NOT NULL REFERENCES message_recipient (id),
  at                INTEGER NOT NULL,
  text              TEXT NOT NULL,
  PRIMARY KEY (message_recipient, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_of_subscription ON message (subscription, id);

-- NULL: it is about a source; else about this subscription, whose messages do not go out.
ALTER TABLE health_event ADD COLUMN subscription TEXT;
CREATE INDEX health_event_subscription ON health_event (subscription, id)
  WHERE subscription IS NOT NULL;
)sql";

}  // namespace

std::span<const std::string_view> migrations() {
  static const std::string sixth = std::string(version_6) + std::string(feed_tables());
  static const std::array<std::string_view, 6> all{version_1, version_2, version_3,
                                                   version_4, version_5, sixth};
  return all;
}

}  // namespace regwatch
