#pragma once

#include <string>
#include <vector>

#include "diff/notice.h"

namespace regwatch {

/// Which files came, went or were replaced, by the names that a page shows.
struct AttachmentDifference {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<std::string> replaced;  ///< The same file, other bytes.
};

/// A file is the same by its address, what a server adds for a session or a moment aside; else by
/// its bytes; else by its name. One whose bytes were not known before is completed, not replaced.
/// At most 500 files of each are looked at.
AttachmentDifference compare_attachments(const Version& before, const Version& after);

/// A file's address without what a server adds for a visitor or a moment: sessions, timestamps,
/// signatures with their term. For telling files apart, not for asking for them.
std::string file_identity(std::string_view url);

}  // namespace regwatch
