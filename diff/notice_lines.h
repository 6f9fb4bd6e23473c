#pragma once

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "parsers/article.h"

namespace regwatch {

/// A paragraph of a notice with its reading form (diff/normalise.h).
struct NoticeLine {
  const std::string* text = nullptr;  ///< Of the article, which outlives it.
  std::string form;
};

/// An article's paragraphs, parted into the notice and the page around it.
struct NoticeLines {
  std::vector<NoticeLine> text;  ///< The notice's own words, in order.
  /// By label, what lines of particulars above and below the text say: `文号` → `第3号`. A frame
  /// prints them or leaves them out, or twice; a change is only another value behind the same
  /// label.
  std::multimap<std::string, NoticeLine> particulars;
};

/// What of two articles is compared. A line at an edge that repeats what both are known by
/// otherwise (title, publisher, number, day, names of files) is the frame's: a page in another
/// layout prints it or does not. Links to other pages at the end, with their heading or in a list
/// below the signature, are the page's too.
struct ArticlePair {
  NoticeLines before;
  NoticeLines after;
};
ArticlePair notice_lines(const Article& before, const Article& after);

}  // namespace regwatch
