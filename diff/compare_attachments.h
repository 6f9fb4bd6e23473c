#pragma once

#include <string>
#include <vector>

#include "diff/compare_paragraphs.h"
#include "diff/notice.h"

namespace regwatch {

/// The same file with other bytes.
struct ReplacedFile {
  std::string name;
  ParagraphDifference text;  ///< Empty where its words are not known on both sides.
};

/// Which files came, went or were replaced, by the names that a page shows.
struct AttachmentDifference {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<ReplacedFile> replaced;
};

/// A file is the same by its address, what a server adds for a session or a moment aside; else by
/// its bytes or words; else by its name. One whose bytes were not known before is completed, and
/// one that was made anew with the same words is the same: neither is replaced. At most 500 files
/// of each are looked at.
AttachmentDifference compare_attachments(const Version& before, const Version& after);

/// A file's address without what a server adds for a visitor or a moment: sessions, timestamps,
/// signatures with their term. For telling files apart, not for asking for them.
std::string file_identity(std::string_view url);

}  // namespace regwatch
