#pragma once

#include <string>

namespace regwatch {

/// Diagnostics go to standard error: warnings, with `-v` what is done, with `-vv` every request.
/// `format` is `text` or `json` (one object per line).
void start_logging(int verbosity, const std::string& format);

}  // namespace regwatch
