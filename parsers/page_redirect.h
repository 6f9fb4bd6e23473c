#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/html.h"

namespace regwatch {

/// Where a page that holds next to no text sends its reader by script (`window.location.href='…'`,
/// `location.replace("…")`) or by `<meta http-equiv="refresh">`, absolute. Nothing where it has a
/// text of its own, and where it only leads to the site's front page, as error pages do.
std::optional<std::string> page_redirect(const Html& html, std::string_view url);

}  // namespace regwatch
