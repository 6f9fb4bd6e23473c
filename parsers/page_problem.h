#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "parsers/parser.h"

namespace regwatch {

/// Why an answer is not the page that was asked for, or nothing: its status, a challenge, an error
/// page with status 200, a soft 404, an empty, binary or broken-off body. Words name what it is and
/// the page's title. A page that merely talks of such things is none. `page.body` is UTF-8.
std::optional<Error> page_problem(const Page& page);

/// The text of `<title>` found without building a tree, spaces collapsed.
std::string title_in_bytes(std::string_view html);
/// Whether the bytes are no text: an image, a PDF, an archive, or NUL bytes in other than UTF-16.
bool is_binary(std::string_view bytes);
/// A JSON body, or JSONP: its first character is `{` or `[`, or a callback's name and `(`.
bool looks_like_json(std::string_view body);

}  // namespace regwatch
