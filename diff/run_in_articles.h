#pragma once

#include <span>
#include <string>
#include <vector>

namespace regwatch {

/// Cuts paragraphs in which several articles run on (`第一条 …。第二条 …。`) before each of them,
/// and before the chapters between; others stay as they are. A number is believed behind the end of
/// a sentence, or behind a chapter's heading, where it follows that of the article before.
std::vector<std::string> part_run_in_articles(std::span<const std::string> paragraphs);

}  // namespace regwatch
