#pragma once

#include <string_view>
#include <vector>

#include "parsers/html.h"
#include "parsers/listing.h"

namespace regwatch {

/// The files that a page shows in a frame instead of linking to them: `iframe[fileurl]`, a frame
/// whose address is a file's, or a viewer's that carries one (`viewer.html?file=<address>`).
std::vector<Attachment> framed_files(Node block, std::string_view base);

}  // namespace regwatch
