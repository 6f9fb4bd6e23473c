#pragma once

#include <string_view>

#include "parsers/article.h"
#include "parsers/html.h"

namespace regwatch {

/// The box of a government page that stands beside the text (信息公开): fills 文号 and 索引号 where
/// `article` has none yet. `around` is the text beside the article, a line for each element.
void read_boxes(const Html& html, std::string_view around, Article& article);

/// The end of a consultation that only the page around the text tells (征集时间：A 至 B), with its
/// line. Where several such lines stand there, other consultations are listed, and nothing is read.
/// Call it behind complete_article.
void read_box_deadline(std::string_view around, Article& article);

}  // namespace regwatch
