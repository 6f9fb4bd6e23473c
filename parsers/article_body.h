#pragma once

#include <string_view>

#include "parsers/html.h"

namespace regwatch {

/// The block of a page that holds an article's text: a container that is known by its name and
/// holds most of it, else the densest block, else one that holds nothing but files. Null where
/// there is none.
Node article_body(const Html& html);

/// Whether an element belongs to its page's header, footer or navigation.
bool is_furniture(Node node);
bool is_ancestor(Node ancestor, Node node);
/// Whether what stands in such an element is nothing that a reader sees.
bool is_skipped(std::string_view tag);

}  // namespace regwatch
