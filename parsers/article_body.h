#pragma once

#include <string_view>
#include <vector>

#include "parsers/html.h"

namespace regwatch {

/// The block of a page that holds an article's text: a container that is known by its name and
/// holds most of it, else the densest block, else one that holds nothing but files. Null where
/// there is none.
Node article_body(const Html& html);

/// What of an article's block is its page's header, navigation, footer or list of other pages: none
/// but where the block is the whole page.
std::vector<Node> frame_within(Node body);

/// Whether an element belongs to its page's header, footer or navigation.
bool is_furniture(Node node);
bool is_ancestor(Node ancestor, Node node);
/// Whether what stands in such an element is nothing that a reader sees.
bool is_skipped(std::string_view tag);

}  // namespace regwatch
