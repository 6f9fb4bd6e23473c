#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/html.h"
#include "parsers/listing.h"

namespace regwatch {

/// The text of a block as a reader sees it: one string per paragraph, spaces collapsed, none empty.
/// Block elements and `<br>` end a paragraph. A table row with several cells is one paragraph, its
/// cells parted by `\t`; a row of one cell, and a cell that holds a layout (a table of its own, or
/// several paragraphs of prose), is read as blocks. Where cells of rows above stand for a row in
/// several places (rowspan), they are empty cells in it, so that columns stay aligned; in one place
/// they are left out. Lists of three and more links to other pages, scripts, styles, forms'
/// controls and what is hidden in its own style are left out, as is every subtree in `without`.
std::vector<std::string> paragraphs_of(Node block, const std::vector<Node>& without = {});

/// Whether an element's own style hides it (`display:none`, `visibility:hidden`).
bool is_hidden(Node node);

/// Whether an address looks like a file to be downloaded rather than a page: by its extension
/// (query and fragment aside), or by a known download path.
bool is_file_address(std::string_view url);

/// The files that a block links to, in page order, each address once: by their address, or by the
/// link's text where that ends like a file's name. Names come from the link's text, else its
/// `title`, else the file name in the address. Subtrees in `without` are left out.
std::vector<Attachment> collect_attachments(Node block, std::string_view base_url,
                                            const std::vector<Node>& without = {});

/// Adds what is new by address.
void add_attachments(std::vector<Attachment>& to, const std::vector<Attachment>& more);

/// The last segment of an address, percent-decoded, as a file's name.
std::string last_segment_of(std::string_view url);

}  // namespace regwatch
