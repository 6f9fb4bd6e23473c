#pragma once

#include <string>
#include <vector>

namespace regwatch {

/// A published thing as index.html offers it: a feed, a calendar.
struct PublishedListing {
  std::string group;  ///< The heading that it stands below: `Subscriptions`.
  std::string title;
  struct Form {
    std::string name;        ///< Of the file, relative to the directory.
    std::string media_type;  ///< `application/atom+xml`
    std::string label;       ///< `Atom`
  };
  std::vector<Form> forms;
};

/// The page that offers all that is published, in the order given; readers find the Atom feeds of
/// the first group by its head. `opml`: the name of the list of feeds.
std::string published_index_html(const std::string& title, const std::string& opml,
                                 const std::vector<PublishedListing>& listings);

}  // namespace regwatch
