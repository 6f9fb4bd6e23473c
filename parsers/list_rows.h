#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/html.h"
#include "parsers/listing.h"

namespace regwatch {

/// How the rows of a family's or an institution's lists look. Selectors are CSS, written in code.
struct RowShape {
  /// The rows. Empty: what stands around each link as one row: `li, tr, dd, .item`, or the largest
  /// block that holds no other article's link.
  std::string_view rows{};
  std::string_view link = "a[href]";  ///< Within a row: the first that leads to an article.
  std::string_view title{};           ///< Within a row; empty: the link's own.
  std::string_view date{};            ///< Within a row; empty: the first date outside of the link.
  std::string_view without{};  ///< Parts of a row that are not its own: lists of related pages.
  /// Whether an absolute address is an article's; null: any is.
  bool (*is_article)(std::string_view url) = nullptr;
  /// Whether a row that shows no date may be one, by its address; null: any may.
  bool (*may_be_undated)(std::string_view url) = nullptr;
  /// Of all rows only those of the page's main list count, which is told by what they stand in and
  /// by how many they are. For sites that share no markup; `is_article` may be liberal then.
  bool main_list_only = false;
  /// The reference of a row whose link does not stand in `href` (`onclick`); null: `href`.
  std::optional<std::string> (*reference)(Node row, Node link) = nullptr;
  /// Reads what else such rows say.
  void (*also)(Node row, Entry& entry, Listing& listing) = nullptr;
};

/// For `also`: a row that shows no date has the day that its address tells, if it tells one.
void date_by_address(Node row, Entry& entry, Listing& listing);

/// Adds the rows below `scope`, in page order, each address once, at most 1000. A row that has no
/// link and no date is a heading or a spacer; one that was read in part only is a doubt. A row
/// without a date takes that of the element behind it, where that holds a date and nothing else
/// (`<li><a>…</a></li><li>2026-09-16</li>`).
void read_rows(Node scope, std::string_view base, const RowShape& shape, Listing& listing);

}  // namespace regwatch
