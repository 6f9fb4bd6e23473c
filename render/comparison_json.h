#pragma once

#include <string>

#include "render/comparison_table.h"

namespace regwatch {

/// One JSON object on one line, without a newline: `title` `summary`, `unit`, `counts`, `before`
/// and `after`
/// (`name`, `detail`), `notes[]{what,text}`, and every row, unchanged ones too, as `what`
/// `renumbered` `moved` `level` `before[]` `after[]` (labels) `within`
/// `before_text[]{text,differs}` `after_text[]`. Texts are as compared, whatever is in them.
std::string comparison_json(const ComparisonSheet& sheet);

}  // namespace regwatch
