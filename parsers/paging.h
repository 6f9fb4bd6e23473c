#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crawler/message.h"
#include "crawler/source.h"
#include "parsers/listing.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"

namespace regwatch {

// How a configuration says that older pages are asked for, in one of three ways, each with the
// page's number in it:
//
//   page     = "pageNo"                  a parameter of the address
//   page_url = "index_{page}.html"       an address, absolute or relative to the source's
//   form     = "pageNo={page}&size=20"   what is posted (method = "POST"); JSON when it begins with
//   {
//
// `first_page` is the number of the first page (1 unless said), `page_step` how far the number goes
// on (1; the rows of a page where the site counts rows), `page_size` the rows of a page.

/// What a page says of how much there is.
struct PageExtent {
  int rows = 0;              ///< On this page.
  std::optional<int> total;  ///< Rows in all.
  std::optional<int> pages;  ///< Pages in all.
};

std::vector<OptionRule> paging_options();
std::vector<OptionProblem> check_paging(const Source& source);

/// What a source of that kind is asked for first: its address, or a form that is posted there.
Request first_page_request(const Source& source);
/// How many pages lie before this one, by its address or by what was posted; 0 where neither tells.
int pages_before(const Page& page, const Source& source);
/// The request for the next page of older rows, unless this one is the last.
std::optional<Request> older_page(const Page& page, const Source& source, const PageExtent& extent);

}  // namespace regwatch
