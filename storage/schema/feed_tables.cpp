#include "storage/schema/feed_tables.h"

namespace regwatch {
namespace {

constexpr std::string_view tables = R"sql(
-- Notices of which something that a feed or a calendar shows was written, in the order of the last
-- time; who reads them remembers the number up to which it did. By triggers, so that whatever
-- writes of a notice is noticed.
CREATE TABLE touched (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  notice_id TEXT NOT NULL UNIQUE REFERENCES notice (id) ON DELETE CASCADE
) STRICT;
INSERT INTO touched (notice_id) SELECT id FROM notice ORDER BY first_seen, id;
-- Deleted and put anew, for within a trigger the outer statement's word on conflicts counts. A
-- notice that is going itself is not noted.
CREATE VIEW touch (notice_id) AS SELECT '';
CREATE TRIGGER touch_noted INSTEAD OF INSERT ON touch BEGIN
  DELETE FROM touched WHERE notice_id = new.notice_id;
  INSERT INTO touched (notice_id) SELECT id FROM notice WHERE id = new.notice_id; END;
CREATE TRIGGER on_notice AFTER UPDATE OF title, url, published, authority, kind, section, status,
  document_number, facts ON notice
WHEN (old.title, old.url, old.published, old.authority, old.kind, old.section, old.status,
      old.document_number, old.facts) IS NOT
     (new.title, new.url, new.published, new.authority, new.kind, new.section, new.status,
      new.document_number, new.facts) BEGIN
  INSERT INTO touch VALUES (new.id); END;
CREATE TRIGGER on_sighting AFTER INSERT ON sighting BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_change AFTER INSERT ON change BEGIN INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_change_taken_back AFTER UPDATE OF superseded_by ON change BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_version AFTER INSERT ON version BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_version_files AFTER UPDATE OF attachments ON version BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_topic AFTER INSERT ON notice_topic BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_topic_gone AFTER DELETE ON notice_topic BEGIN
  INSERT INTO touch VALUES (old.notice_id); END;
CREATE TRIGGER on_english AFTER INSERT ON english BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_english_update AFTER UPDATE OF title, summary ON english BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_english_gone AFTER DELETE ON english BEGIN
  INSERT INTO touch VALUES (old.notice_id); END;
CREATE TRIGGER on_cluster AFTER INSERT ON cluster BEGIN
  INSERT INTO touch VALUES (new.notice_id); END;
CREATE TRIGGER on_cluster_gone AFTER DELETE ON cluster BEGIN
  INSERT INTO touch VALUES (old.notice_id); END;

-- By which its parent's rows find it, now that writing one writes others.
CREATE INDEX flap_notice ON flap (notice_id);

-- What a feed holds and is made of. A notice has one place, which it leaves for the newest when
-- something is told of it.
CREATE TABLE feed (
  name         TEXT PRIMARY KEY,
  definition   TEXT NOT NULL,
  generation   INTEGER NOT NULL,
  created      INTEGER NOT NULL,
  next_archive INTEGER NOT NULL,
  seen         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE feed_entry (
  feed      TEXT NOT NULL REFERENCES feed (name) ON DELETE CASCADE,
  place     INTEGER NOT NULL,
  notice_id TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  change_id INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (feed, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX feed_entry_notice ON feed_entry (notice_id, feed);
-- A document of its archive reaches from the one before up to this place.
CREATE TABLE feed_archive (
  feed   TEXT NOT NULL REFERENCES feed (name) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  upto   INTEGER NOT NULL,
  PRIMARY KEY (feed, number)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

std::string_view feed_tables() { return tables; }

}  // namespace regwatch
