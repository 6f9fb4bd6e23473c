#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/message.h"
#include "crawler/source.h"

namespace regwatch {

/// A file that a notice carries.
struct Attachment {
  std::string name;  ///< As the page names it.
  std::string url;   ///< Absolute.
  bool operator==(const Attachment&) const = default;
};

/// One row of a list page: what the list knows of a notice.
struct Entry {
  std::string title;  ///< Whole (from `title=` where the text is cut), spaces collapsed.
  std::string url;    ///< Absolute, as the site printed it.
  std::optional<CivilDate> published;
  std::optional<CivilDate> comment_deadline;
  std::optional<std::string> document_number;
  std::optional<std::string> publisher;
  /// The text, where the list carries it (CSRC): paragraphs, and attachments. Empty otherwise.
  std::vector<std::string> paragraphs;
  std::vector<Attachment> attachments;
};

/// A further request that a list page asks for.
struct FollowUp {
  enum class Why {
    rows,   ///< This page has no rows of its own: they are there.
    older,  ///< The next page of older rows.
  };
  Why why = Why::older;
  Request request;
};

/// What a list page says.
struct Listing {
  std::vector<Entry> entries;  ///< In page order.
  std::optional<int> total;    ///< Rows in all, where the site states it.
  /// An `older` for each list that the page holds; but where the page is a shell, more places of
  /// rows may follow the first, newest first, to be read as if each were the next page.
  std::vector<FollowUp> next;
  std::optional<Coverage> coverage;  ///< Where the page itself tells; else the source's.
  int rows_seen = 0;                 ///< Rows that looked like entries, read or not.
  std::vector<std::string> doubts;   ///< Rows that were only half read, in words.

  /// A shell that only names where its rows are.
  bool is_shell() const {
    return entries.empty() && !next.empty() && next.front().why == FollowUp::Why::rows;
  }
};

}  // namespace regwatch
