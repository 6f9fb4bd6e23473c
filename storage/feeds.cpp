#include "storage/feeds.h"

#include <algorithm>

#include "storage/serialise.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

std::vector<std::string> texts_of(Statement& query) {
  std::vector<std::string> out;
  while (query.step()) out.push_back(query.text(0));
  return out;
}

long long archived_upto(Database& database, std::string_view feed) {
  Statement query(database, "SELECT coalesce(max(upto), 0) FROM feed_archive WHERE feed = ?", feed);
  query.step();
  return query.integer(0);
}

}  // namespace

long long Feeds::newest_touch() {
  Statement query(db_, "SELECT coalesce(max(number), 0) FROM touched");
  query.step();
  return query.integer(0);
}

std::vector<std::string> Feeds::touched_after(long long touch) {
  Statement query(db_, "SELECT notice_id FROM touched WHERE number > ? ORDER BY number", touch);
  return texts_of(query);
}

std::vector<std::string> Feeds::feeds_touched_after(long long touch) {
  Statement query(db_,
                  "SELECT DISTINCT e.feed FROM touched t CROSS JOIN feed_entry e "
                  "WHERE e.notice_id = t.notice_id AND t.number > ?",
                  touch);
  return texts_of(query);
}

std::map<std::string, FeedState, std::less<>> Feeds::states() {
  Statement query(db_, "SELECT name, definition, generation, created, seen FROM feed");
  std::map<std::string, FeedState, std::less<>> out;
  while (query.step()) {
    out[query.text(0)] = {query.text(1), query.integer(2), query.instant(3), query.integer(4)};
  }
  return out;
}

void Feeds::begin(std::string_view feed, std::string_view definition, Instant now) {
  execute(db_,
          "INSERT INTO feed (name, definition, generation, created, next_archive, seen) "
          "VALUES (?, ?, 1, ?, 1, 0) ON CONFLICT (name) DO UPDATE SET "
          "definition = excluded.definition, generation = generation + 1, "
          "created = max(created, excluded.created), seen = 0",
          feed, definition, now);
  execute(db_, "DELETE FROM feed_entry WHERE feed = ?", feed);
  execute(db_, "DELETE FROM feed_archive WHERE feed = ?", feed);
}

void Feeds::retire(const std::vector<std::string>& but) {
  execute(db_,
          "UPDATE feed SET definition = '' WHERE definition <> '' "
          "AND name NOT IN (SELECT value FROM json_each(?))",
          to_json(but));
}

void Feeds::set_seen(long long touch) { execute(db_, "UPDATE feed SET seen = ?", touch); }

std::optional<long long> Feeds::standing_change(std::string_view feed, std::string_view notice_id) {
  Statement query(db_, "SELECT change_id FROM feed_entry WHERE notice_id = ? AND feed = ?",
                  notice_id, feed);
  if (!query.step()) return std::nullopt;
  return query.integer(0);
}

void Feeds::put_newest(std::string_view feed, std::string_view notice_id, const FeedNews& news) {
  Statement newest(db_, "SELECT coalesce(max(place), 0) FROM feed_entry WHERE feed = ?", feed);
  newest.step();
  // Behind the archive too, whose newest notices may have moved on.
  const long long place = std::max<long long>(newest.integer(0), archived_upto(db_, feed)) + 1;
  execute(db_, "DELETE FROM feed_entry WHERE notice_id = ? AND feed = ?", notice_id, feed);
  execute(db_,
          "INSERT INTO feed_entry (feed, place, notice_id, change_id, at) VALUES (?, ?, ?, ?, ?)",
          feed, place, notice_id, news.change_id, news.at);
}

void Feeds::archive(std::string_view feed, int block, int least) {
  for (;;) {
    // The end of the next document, where enough stands behind it.
    Statement query(db_,
                    "SELECT place FROM feed_entry WHERE feed = ? AND place > ? "
                    "ORDER BY place LIMIT ?",
                    feed, archived_upto(db_, feed), block + least);
    std::vector<long long> places;
    while (query.step()) places.push_back(query.integer(0));
    if (static_cast<int>(places.size()) < block + least) return;
    execute(db_,
            "INSERT INTO feed_archive (feed, number, upto) "
            "SELECT name, next_archive, ? FROM feed WHERE name = ?",
            places[static_cast<std::size_t>(block) - 1], feed);
    execute(db_, "UPDATE feed SET next_archive = next_archive + 1 WHERE name = ?", feed);
  }
}

std::vector<FeedArchive> Feeds::archives(std::string_view feed) {
  Statement query(db_, "SELECT number, upto FROM feed_archive WHERE feed = ? ORDER BY number",
                  feed);
  std::vector<FeedArchive> out;
  while (query.step()) {
    const long long first = out.empty() ? 0 : out.back().last + 1;
    out.push_back({query.integer(0), first, query.integer(1)});
  }
  return out;
}

std::map<std::string, std::vector<long long>, std::less<>> Feeds::archive_numbers() {
  Statement query(db_, "SELECT feed, number FROM feed_archive ORDER BY feed, number");
  std::map<std::string, std::vector<long long>, std::less<>> out;
  while (query.step()) out[query.text(0)].push_back(query.integer(1));
  return out;
}

std::vector<FeedPlace> Feeds::places(std::string_view feed, long long first, long long last) {
  Statement query(db_,
                  "SELECT place, notice_id, at FROM feed_entry "
                  "WHERE feed = ? AND place BETWEEN ? AND ? ORDER BY place DESC",
                  feed, first, last);
  std::vector<FeedPlace> out;
  while (query.step()) out.push_back({query.integer(0), query.text(1), query.instant(2)});
  return out;
}

FeedNews Feeds::news_of(std::string_view notice_id) {
  Statement query(db_,
                  "SELECT id, at FROM change WHERE notice_id = ? AND superseded_by IS NULL "
                  "AND kind <> 'deadline_near' ORDER BY id DESC LIMIT 1",
                  notice_id);
  if (!query.step()) return {};
  return {query.integer(0), query.instant(1)};
}

std::vector<std::string> Feeds::notices_of_source(std::string_view source) {
  Statement query(db_, "SELECT notice_id FROM sighting WHERE source = ?", source);
  return texts_of(query);
}

std::optional<Instant> Feeds::sighted(std::string_view source, std::string_view notice_id) {
  Statement query(db_, "SELECT first_seen FROM sighting WHERE notice_id = ? AND source = ?",
                  notice_id, source);
  if (!query.step()) return std::nullopt;
  return query.instant(0);
}

std::vector<std::string> Feeds::told_notices() {
  Statement query(db_,
                  "SELECT DISTINCT notice_id FROM change WHERE superseded_by IS NULL "
                  "AND kind <> 'deadline_near'");
  return texts_of(query);
}

std::vector<Attachment> Feeds::attachments_of(std::string_view notice_id) {
  Statement query(db_,
                  "SELECT attachments FROM version WHERE notice_id = ? AND number > 0 "
                  "ORDER BY number DESC LIMIT 1",
                  notice_id);
  std::vector<Attachment> out;
  if (!query.step()) return out;
  for (AttachmentState& file : files_from_json(query.view(0)))
    out.push_back(std::move(file.attachment));
  return out;
}

}  // namespace regwatch
