#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "diff/change.h"
#include "parsers/article.h"
#include "storage/database.h"

namespace regwatch {

/// What is kept of a feed.
struct FeedState {
  std::string definition;    ///< Of what it holds; another one means that it is filled anew.
  long long generation = 1;  ///< How often it was filled.
  Instant created{};
  long long seen = 0;  ///< Up to which touch (Feeds::newest_touch) its notices were looked at.
};

/// A notice in a feed.
struct FeedPlace {
  long long place = 0;  ///< Newest highest.
  std::string notice_id;
  Instant at{};  ///< When it came there.
};

/// A document of a feed's archive: what stands in these places, both included, and has not moved
/// on.
struct FeedArchive {
  long long number = 0;  ///< Never used again, whatever becomes of the feed.
  long long first = 0;
  long long last = 0;
};

/// A thing that is told of a notice in feeds: the newest.
struct FeedNews {
  long long change_id = 0;  ///< 0: nothing was told of it, it was there before anybody looked.
  Instant at{};
};

/// Which notice stands where in which feed. Writes belong inside the caller's Transaction.
class Feeds {
 public:
  explicit Feeds(Database& database) : db_(database) {}

  // Notices of which something was written that a feed shows, whoever wrote it.

  /// The number of the newest touch; 0 where there is none.
  long long newest_touch();
  /// Ids of notices that were touched after that one, oldest touch first.
  std::vector<std::string> touched_after(long long touch);
  /// The feeds that hold a notice that was touched after that one.
  std::vector<std::string> feeds_touched_after(long long touch);

  std::map<std::string, FeedState, std::less<>> states();
  /// Begins it, or empties it to be filled anew.
  void begin(std::string_view feed, std::string_view definition, Instant now);
  /// The feeds that are none of these are begun anew when they are asked for again.
  void retire(const std::vector<std::string>& but);
  void set_seen(long long touch);  ///< Of every feed.

  /// With which change a notice stands in a feed; absent: it does not.
  std::optional<long long> standing_change(std::string_view feed, std::string_view notice_id);
  /// Puts it at the newest place, from wherever it stood.
  void put_newest(std::string_view feed, std::string_view notice_id, const FeedNews& news);
  /// Archives the oldest `block` of what is not archived, as long as `least` remain.
  void archive(std::string_view feed, int block, int least);
  std::vector<FeedArchive> archives(std::string_view feed);
  /// Numbers of the documents of every archive, by feed.
  std::map<std::string, std::vector<long long>, std::less<>> archive_numbers();
  /// Newest first, both places included.
  std::vector<FeedPlace> places(std::string_view feed, long long first, long long last);

  // What a feed is filled from.

  FeedNews news_of(std::string_view notice_id);
  std::vector<std::string> notices_of_source(std::string_view source);
  /// When the source's list showed it first.
  std::optional<Instant> sighted(std::string_view source, std::string_view notice_id);
  /// Ids of all notices of which something was told.
  std::vector<std::string> told_notices();
  /// Of its newest version, without reading its text.
  std::vector<Attachment> attachments_of(std::string_view notice_id);

 private:
  Database& db_;
};

}  // namespace regwatch
