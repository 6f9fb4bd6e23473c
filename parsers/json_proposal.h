#pragma once

#include <string>
#include <vector>

#include "parsers/list_proposal.h"
#include "parsers/parser.h"

namespace regwatch {

/// How `json` would read an answer that nobody described: its arrays of objects that have a title,
/// an address and perhaps a date, the likeliest first, and rows of HTML within it. Each was run.
/// Nothing where the page is no JSON. `page.body` is UTF-8.
std::vector<TriedProposal> propose_json(const Page& page);

/// Why an answer that is JSON gives no rows: what was found in it instead. Empty where it is none.
std::string explain_json(const Page& page);

}  // namespace regwatch
