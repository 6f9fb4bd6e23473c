#pragma once

#include <vector>

#include "base/result.h"
#include "parsers/locator.h"
#include "parsers/row_reader.h"

namespace regwatch {

/// Rows of HTML as a configuration describes them: `item` names the rows, each field (row_fields)
/// where it stands within one. Without `title` and `link` they are the row's first link's, without
/// `date` it is the first date outside of that link.
std::vector<OptionProblem> check_html_rows(const Source& source);

/// Adds the rows that `item` names, in page order. A row with neither title nor link is a heading
/// or a spacer. Returns how many `item` named.
int read_html_rows(SearchedPage& page, const Source& source, RowReader& reader, Listing& listing);

}  // namespace regwatch
