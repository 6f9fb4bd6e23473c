#pragma once

#include <string>
#include <vector>

#include "documents/reader.h"

namespace regwatch {

/// Text of pages of a PDF that are pictures, by tesseract where it is installed with its data for
/// simplified Chinese. `pages` are numbers from 1. Reads one after the other until the deadline.
struct OcrText {
  std::vector<std::vector<std::string>> paragraphs;  ///< Of the first pages asked for.
  std::string problem;                               ///< Why not all were read; empty if they were.
};
OcrText read_pictures(const DocumentInput& input, const std::vector<std::size_t>& pages);

}  // namespace regwatch
