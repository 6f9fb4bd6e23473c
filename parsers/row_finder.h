#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parsers/html.h"

namespace regwatch {

/// One row of a list that nobody described.
struct FoundRow {
  Node node;    ///< The element that repeats.
  Node link;    ///< Its title's link: within it, or itself.
  Node titled;  ///< What holds the title: the link, or a heading in it.
  std::string title;
  std::string url;  ///< Absolute.
  std::optional<CivilDate> published;
};

/// Where most dates of a found list stand.
enum class DatePlace {
  none,
  row,      ///< Within the row.
  beside,   ///< In the elements between a row and the next one: `<dt>` and its `<dd>`.
  before,   ///< In the text right before a row that is a link.
  address,  ///< In the addresses only: `t20260918_1.html`.
};

/// Elements of one shape that repeat, each with a link that has a title.
struct FoundList {
  std::vector<FoundRow> rows;  ///< In page order, each address once.
  DatePlace dates = DatePlace::none;
  std::string shape;  ///< The tags around its links: lists of one shape may be parts of one.
  double score = 0;   ///< Comparable between the lists of one page only.
};

/// The lists of a page never seen before, the likeliest to be its announcements first, at most 8.
/// For the operator's eyes (`sources try`): slower than a parser that knows its page.
std::vector<FoundList> find_lists(const Html& html, std::string_view url);

}  // namespace regwatch
