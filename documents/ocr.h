#pragma once

#include <string>
#include <vector>

#include "documents/reader.h"

namespace regwatch {

/// Text of pictures, by tesseract where it is installed with its data for simplified Chinese.
struct OcrText {
  std::vector<std::vector<std::string>> paragraphs;  ///< Of the first pages asked for.
  std::string problem;                               ///< Why not all were read; empty if they were.
};
OcrText read_picture(const DocumentInput& input);  ///< Of a file that is one picture.
/// Of pages of a PDF, by their numbers from 1. Reads one after the other until the deadline.
OcrText read_pictures(const DocumentInput& input, const std::vector<std::size_t>& pages);

}  // namespace regwatch
