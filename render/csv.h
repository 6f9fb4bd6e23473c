#pragma once

#include <string>

#include "diff/notice.h"

namespace regwatch {

/// Notices as a table (RFC 4180: CRLF, the first line names the columns) that a person opens in a
/// spreadsheet. A text is in quotes, clean and on one line; several values in a cell are parted by
/// ` | `; what is unknown is an empty cell. A text that a spreadsheet would take for a formula has
/// an apostrophe before it (OWASP, CSV Injection). Columns are only ever added, at the end.

std::string csv_head();
std::string csv_row(const Notice& notice);

}  // namespace regwatch
