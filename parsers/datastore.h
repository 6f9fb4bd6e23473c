#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// The rows of a Hanweb column as XML (`<datastore>`), in a page's script or as an answer of its
/// own. What a site leaves out is empty.
struct Datastore {
  std::vector<std::string> records;  ///< The HTML of each row, at most 1000.
  std::string next_group;            ///< HTML with the link to the rows behind these.
  std::optional<int> total;          ///< Rows in all.
  std::optional<int> pages;
};

/// All stores of a page, in its order, at most 20.
std::vector<Datastore> datastores_in(std::string_view body);

}  // namespace regwatch
