#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "parsers/html.h"
#include "parsers/parser.h"

namespace regwatch {

// The "searchList" family (CSRC and its likes): a column is a shell whose channel id leads to
// `/searchList/<id>`, which answers with rows in JSON, text included.

/// A shell's request, the answer to a question for a channel's id, rows in JSON, or static rows.
Result<Listing> read_search_list(const Page& page, const Source& source);

/// Of a static page: its total, and the request for the next page (`fg_2.shtml` of `fg.shtml`). A
/// page states its own number, which shows whether a file's number is the page's: if it is not, a
/// page between may have been missed, and that is a doubt. Nothing without a pager.
std::optional<Coverage> add_older_static_page(const Html& html, const Page& page, Listing& listing);
/// An article of the family's two templates: news (`.info`, `.detail-news`) and 信息公开
/// (`.content-head`, `.content-body`).
Result<Article> read_search_list_article(const Page& page);

/// Options: `channel_id`, `search_path`.
std::vector<OptionProblem> check_search_list(const Source& source);
/// Straight to the rows where the source names its channel id; else its page.
Request first_search_list_request(const Source& source);

}  // namespace regwatch
