#include "render/opml.h"

#include "render/clean.h"

namespace regwatch {
namespace {

constexpr std::string_view atom_type = "application/atom+xml";

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_markup(value) + "\"";
}

// `text` is what readers show; type `rss` is what OPML 2.0 has for feeds of every kind.
std::string outline_of(const PublishedListing& listing, const std::string& address) {
  for (const auto& form : listing.forms) {
    if (form.media_type != atom_type) continue;
    const std::string title = clean_line(listing.title, 120);
    return "      <outline type=\"rss\"" + attribute("text", title) + attribute("title", title) +
           attribute("xmlUrl", address + form.name) + attribute("htmlUrl", address) + "/>\n";
  }
  return "";
}

}  // namespace

std::string feeds_as_opml(const std::string& title, const std::string& address,
                          const std::vector<PublishedListing>& listings) {
  std::string body;
  std::string group;
  std::string in_group;
  const auto close_group = [&] {
    if (in_group.empty()) return;
    body += "    <outline" + attribute("text", clean_line(group, 120)) + ">\n" + in_group +
            "    </outline>\n";
    in_group.clear();
  };
  for (const PublishedListing& listing : listings) {
    if (listing.group != group) close_group();
    group = listing.group;
    in_group += outline_of(listing, address);
  }
  close_group();
  if (body.empty()) return "";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    "
         "<title>" +
         escape_markup(clean_line(title, 120)) + "</title>\n  </head>\n  <body>\n" + body +
         "  </body>\n</opml>\n";
}

}  // namespace regwatch
