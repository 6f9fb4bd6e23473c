#pragma once

#include <string>
#include <string_view>

#include "parsers/html.h"

namespace regwatch {

/// What a list page calls itself. Empty where it does not tell.
struct ListName {
  std::string
      column;  ///< `通知公告`: the State Council's `ColumnName`, else the title's beginning.
  std::string site;  ///< `国家发展和改革委员会`: `SiteName`, else the title's end.
};
ListName name_of_list(const Html& html);

}  // namespace regwatch
