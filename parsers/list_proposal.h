#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/listing.h"
#include "parsers/parser.h"

namespace regwatch {

/// A way to read a list page, and what it gives of that page.
struct TriedProposal {
  Proposal proposal;
  Listing listing;
  std::string url;  ///< Where the list is, when that is not the page itself; else empty.
};

/// A page's bytes as UTF-8, by what its headers and its markup say.
std::string utf8_body(const Page& page);

/// The readers that a page's address and markup speak for, the likeliest first: that of its
/// institution, then those whose `recognise` knows it. Nothing was read. `page.body` is UTF-8.
std::vector<Proposal> readers_of_page(const Page& page);

/// How `html_list` would read the lists of a page that no family knows: an entry for each that was
/// found, the likeliest first. Each was run: `listing` is what its options give, and where that is
/// not all that was found, a doubt says so. `page.body` is UTF-8.
std::vector<TriedProposal> propose_lists(const Page& page);

/// What a proposal gives of a page; nothing where its parser does not know an option of it, or
/// reads no rows. `page.body` is UTF-8.
std::optional<Listing> try_proposal(const Page& page, const Proposal& proposal);

/// A source that a proposal makes for that address: its options, located nowhere.
Source source_of_proposal(const Proposal& proposal, std::string_view url);

}  // namespace regwatch
