#pragma once

#include <string_view>

#include "base/result.h"
#include "diff/classify.h"

namespace regwatch {

/// Reads the text of `classification.toml`. `file` is the name that errors give. Every failure is
/// Fault::invalid and its message has one line per problem, `FILE:LINE: what`, with the nearest
/// known key or kind where one is misspelt. Patterns are read here and compiled by
/// Classifier::compile.
Result<ClassificationRules> read_classification(std::string_view toml, std::string_view file);

/// Both: read and compile, the error of either.
Result<Classifier> classifier_from(std::string_view toml, std::string_view file);

}  // namespace regwatch
