#pragma once

#include <string>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"
#include "render/terminal.h"

namespace regwatch {

/// Everything known of one notice: its cover sheet.
struct NoticePage {
  Notice notice;
  std::vector<Version> versions;       ///< In order; the newest with the texts of its files.
  std::vector<Change> changes;         ///< Oldest first.
  std::vector<RelatedNotice> lineage;  ///< Surest first.
  std::vector<Notice> cluster;         ///< The same publication elsewhere, itself left out.
  std::string institution{};           ///< The authority's name in English; empty: not known.
};

/// `show`: whole lines, made harmless as in render/terminal.h.
std::string notice_page(const NoticePage& page, Instant now, const TerminalStyle& style);

}  // namespace regwatch
