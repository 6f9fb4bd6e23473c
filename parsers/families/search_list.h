#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/parser.h"

namespace regwatch {

// The "searchList" family (CSRC and its likes): a column is a shell whose channel id leads to
// `/searchList/<id>`, which answers with rows in JSON, text included.

/// A shell's request, the answer to a question for a channel's id, rows in JSON, or static rows.
Result<Listing> read_search_list(const Page& page, const Source& source);

/// The request for the rows of a channel of the site of `base`.
Request search_list_request(std::string_view base, std::string_view channel_id,
                            std::string_view referer);
/// 32 hex digits.
bool is_channel_id(std::string_view text);
/// `c101953` of `/csrc/c101953/…`, or empty.
std::string channel_code_of(std::string_view url);

/// Options: `channel_id`.
std::vector<OptionProblem> check_search_list(const Source& source);
/// Straight to the rows where the source names its channel id; else its page.
Request first_search_list_request(const Source& source);

}  // namespace regwatch
