#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/html.h"

namespace regwatch {

/// A link that may be the title of an announcement.
struct TitleLink {
  Node node;
  Node titled;  ///< What holds the title: the link, or a heading in a link that is a whole block.
  std::string title;
  std::string url;  ///< Absolute.
  /// The link and the elements around it up to the body, without those that only set type
  /// (`<b>`, `<font>`, `<span>`): rows that are set differently have the same shape.
  std::vector<Node> around;
  std::string shape;  ///< The tags of `around`.
};

/// Links of a page whose text could be a title: no pager, no `更多`, no icon. At most 3000.
std::vector<TitleLink> title_links(const Html& html, std::string_view url);

/// Whether a link belongs to the frame of its page: navigation, header, footer, crumbs.
bool is_in_frame(const TitleLink& link);

/// The address in a script that opens one: `window.open('/a/1.html')`, or empty.
std::string reference_in_script(std::string_view script);

}  // namespace regwatch
