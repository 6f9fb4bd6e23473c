#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crawler/fetcher.h"
#include "parsers/list_name.h"
#include "parsers/list_proposal.h"

namespace regwatch {

/// What `sources try` found out about an address.
struct ListTrial {
  ListName name;
  std::vector<TriedProposal> lists;  ///< Each with rows, the likeliest first; may be empty.
  /// A family that the page is of, where its rows could not be fetched: without rows, with doubts.
  std::optional<TriedProposal> unseen;
  std::vector<std::string> problems;  ///< What was tried and gave nothing, and why.
};

/// Looks for the list of a page: asks the reader of its institution, every parser's `recognise`
/// (and where a family's rows are elsewhere, asks for them there), then looks for rows that repeat,
/// then for a feed that the page names. `source` has the address and the manners; it is no entry
/// yet.
ListTrial try_list(Fetcher& fetcher, const Source& source, const Page& page);

/// Fetches the page itself. Errors are those of the fetcher and of page_problem.
Result<Response> fetch_for_trial(Fetcher& fetcher, const Source& source, const Request& request);

}  // namespace regwatch
