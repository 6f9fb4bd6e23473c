#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "parsers/html.h"
#include "parsers/listing.h"
#include "parsers/parser.h"

namespace regwatch {

// What site parsers share in reading the rows of a list.

/// A title on one line: a line break between Chinese characters goes, other space collapses.
std::string title_line(std::string_view text);
/// The text of a title that carries markup: `<br>` goes, tags and entities are read.
std::string title_of_markup(std::string_view markup);
/// The `content` of a meta of that name as a title: its line breaks go.
std::string title_in_meta(const Html& html, std::string_view name);
/// The whole title of a row's link: its `title` where the text is cut or carries a date, else text.
std::string link_title(Node link);
/// Whether a title was cut by the page (`...` or `…` at its end).
bool is_cut(std::string_view title);

/// The text below `scope` without the subtrees in `without`, pieces parted by a space.
std::string text_outside(Node scope, const std::vector<Node>& without);
/// Whether an element's text is a date or a period, with its label at most.
bool is_date_text(std::string_view text);
/// The dates of a row outside of its link; else of a date element within the link.
struct RowDates {
  std::optional<CivilDate> first;
  /// The last day of a period (`2026-09-17至2026-10-17`), or one that says it is (截止日期).
  std::optional<CivilDate> second;
  bool any() const { return first || second; }
};
RowDates dates_of_row(Node row, Node link, const std::vector<Node>& without = {});
RowDates dates_in(std::string_view text);
/// Where a table's heading names the column of publication (成文日期 | 发布日期), in that column.
RowDates dates_under_heading(Node row);

/// Whether a link's words turn a page: 下一页, 2.
bool turns_page(std::string_view title);
/// Whether a further link of a row is its title rather than the first: it has more words, and is
/// not about it (`《…》解读`).
bool is_better_title(std::string_view further, std::string_view first);
/// Whether what stands before a row's list says that it is none of the page's own: 热点推荐.
bool is_below_side_heading(Node row);
/// What the references of a page resolve against: its `<base href>`, else its own address.
std::string base_of(Node within, std::string_view page_url);

/// The absolute form of an address in a page, or nothing where it is no http address.
std::optional<std::string> absolute(std::string_view base, std::string_view reference);
/// Whether an address is a site's or a column's front page and no notice's: it ends in `/` or in
/// `/index.html`, and no folder of its is a number of eight digits or more.
bool is_index_address(std::string_view url);
/// A parameter of an address's query, decoded.
std::optional<std::string> query_parameter(std::string_view url, std::string_view name);
/// The address with its query replaced.
std::string with_query(std::string_view url,
                       const std::vector<std::pair<std::string, std::string>>& parameters);
/// The address with that parameter of its query set, the others as they were.
std::string with_parameter(std::string_view url, std::string_view name, std::string_view value);
/// The whole number that the text is, or nothing.
std::optional<int> whole_number(std::string_view text);
/// The number behind a word such as 共 in `共 2610 条`; spaces do not count.
std::optional<int> number_behind(std::string_view text, std::string_view word);

/// What a row lacks when it was read in part only.
struct RowNeeds {
  bool date = true;
  bool whole_title = true;
};
/// Counts a row and adds what was read of it; a doubt says what it lacks. A row without an address
/// or a title is not added.
void add_read_row(Listing& listing, Entry entry, RowNeeds needs = {});
/// Adds a doubt; after twenty no more, so that a broken page of a thousand rows stays readable.
void doubt(Listing& listing, std::string words);
/// `id: 'selector' matched 0 rows (page title: "…")`.
Error no_rows(const Source& source, std::string_view selector, std::string_view page_title);
/// An Error of Fault::broken that names the source.
Error broken_list(const Source& source, std::string words);
/// A GET that says where it comes from.
Request get_from(std::string url, std::string referer);
/// Asks for the page of older rows that a pager's link leads to, if it leads anywhere else.
void add_next_page(Node link, const Page& page, Listing& listing);

}  // namespace regwatch
