#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"
#include "render/digest.h"

namespace regwatch {

/// One notice as a feed has it. All text is clean; nothing in it depends on when it is written.
struct FeedItem {
  std::string id;   ///< `tag:…:notice/k7m3q9x`, for good.
  std::string url;  ///< The site's page; empty where its address is none that may be a link.
  std::string title;
  Instant
      published{};     ///< The begin of the day that the page names, in China; never after updated.
  Instant updated{};   ///< When something was last told of it.
  std::string author;  ///< `国家互联网信息办公室 (Cyberspace Administration of China)`
  struct Category {
    std::string term;
    std::string scheme;  ///< A tag: address of what the term belongs to: kind, topic, section.
    std::string label;
  };
  std::vector<Category> categories;
  std::string html;  ///< A fragment.
  struct File {
    std::string url;
    std::string name;
    std::string media_type;
  };
  std::vector<File> files;
};

/// A document of a feed: the one that is subscribed to, or one of its archive (RFC 5005 §4).
struct FeedPage {
  std::string id;
  std::string title;
  std::string description;
  std::string home;     ///< Address of a page for people; empty: none.
  std::string address;  ///< Of this document, without the ending that each form adds; empty: none.
  bool archive = false;
  std::string current;  ///< Of an archive: the document that is subscribed to, likewise.
  std::string older;    ///< The next older document of the archive; empty: there is none.
  std::string newer;    ///< Of an archive: the next newer one.
  Instant updated{};
  std::string generator;
  std::vector<FeedItem> items;  ///< Newest first.
};

/// Who publishes, by the authority's code, as sources.toml names it.
struct Institution {
  std::string chinese;
  std::string english;
};

/// What an item is made of.
struct FeedNotice {
  const Notice& notice;
  const std::vector<Change>& changes;  ///< All, oldest first.
  std::vector<Attachment> attachments;
  std::vector<DigestItem::Elsewhere> elsewhere;
  Institution institution;
};

/// RFC 3339 with the offset of China, so that a day that a page names is read off it.
std::string feed_time(Instant instant);

/// Whether a change moves an item's `updated`: a reminder does not, for nothing happened.
bool is_told_in_feeds(const Change& change);
/// `tag_of` makes an identity of `notice/k7m3q9x` and of a category's scheme.
FeedItem feed_item_of(const FeedNotice& told,
                      const std::function<std::string(std::string_view)>& tag_of);

}  // namespace regwatch
