#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diff/notice.h"
#include "storage/notices.h"

namespace regwatch {

/// The page's words, then those of its files as far as their texts are loaded: drafts, and words
/// that somebody looks for, stand in files as often as on the page.
std::vector<std::string> all_paragraphs(const Version& version);

/// With the texts of its files; nothing where the page was not read yet.
std::optional<Version> newest_with_files(Notices& notices, const std::string& notice_id);

/// All paragraphs of the newest version, by `\n`; empty where the page was not read yet.
std::string newest_text(Notices& notices, const std::string& notice_id);

}  // namespace regwatch
