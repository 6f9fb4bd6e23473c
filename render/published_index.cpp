#include "render/published_index.h"

#include <utility>

#include "render/clean.h"
#include "render/template.h"

namespace regwatch {
namespace embedded {
std::string_view published_index_html_mustache();
}  // namespace embedded

namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

// A browser offers what the head names in one short menu; hundreds of sources would bury the rest.
constexpr std::size_t most_links = 40;

list links_of(const std::vector<PublishedListing>& listings) {
  list out;
  for (const PublishedListing& listing : listings) {
    if (listing.forms.empty() || out.size() == most_links) continue;
    const auto& form = listing.forms.front();
    out.push_back(object{
        {"title", clean_line(listing.title, 120)}, {"type", form.media_type}, {"name", form.name}});
  }
  return out;
}

data listing_of(const PublishedListing& listing) {
  const std::string title = clean_line(listing.title, 120);
  list forms;
  for (const auto& form : listing.forms) {
    forms.push_back(object{
        {"name", form.name}, {"type", form.media_type}, {"label", form.label}, {"title", title}});
  }
  return object{{"title", title}, {"forms", forms}};
}

}  // namespace

std::string published_index_html(const std::string& title, const std::string& opml,
                                 const std::vector<PublishedListing>& listings) {
  list groups;
  list in_group;
  for (std::size_t i = 0; i < listings.size(); ++i) {
    in_group.push_back(listing_of(listings[i]));
    if (i + 1 < listings.size() && listings[i + 1].group == listings[i].group) continue;
    groups.push_back(object{{"title", clean_line(listings[i].group, 120)},
                            {"listings", std::exchange(in_group, list())}});
  }
  return fill_template("published_index.html.mustache", embedded::published_index_html_mustache(),
                       object{{"title", clean_line(title, 120)},
                              {"has_opml", data(!opml.empty())},
                              {"opml", opml},
                              {"links", links_of(listings)},
                              {"groups", groups}});
}

}  // namespace regwatch
