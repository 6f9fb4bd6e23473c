#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/installation.h"
#include "diff/notice.h"
#include "render/comparison_table.h"

namespace regwatch {

/// `k7m3q9x`, `k7m3q9x@3` (version 3), `k7m3q9x:2` (its second file), `k7m3q9x@3:2`.
struct NoticeReference {
  std::string id;
  std::optional<int> version;
  std::optional<int> file;  ///< From 1, in the order of the page.
};
/// Absent for what cannot be one. Says nothing of whether such a notice is known.
std::optional<NoticeReference> notice_reference(const std::string& text);

/// A text that is to be compared, and what it is called.
struct NamedText {
  SideHeading heading;
  std::vector<std::string> paragraphs;
};

/// The text that a person named: a file (a saved page, plain text, a document), else a notice, one
/// of its versions or one of its files. `url` is a saved page's address, by which its reader is
/// found; empty: the generic reader. Throws CommandError: 65 for a file that is missing or that
/// nobody can read, 64 for an unknown notice, version or file, 1 for a page judged not good.
NamedText named_text(Installation& installation, const std::string& name, const std::string& url);

/// A version's text. Where the page only announces a document and one of its files is that, the
/// file's; `file` names one. Throws CommandError as above.
NamedText text_of_version(Installation& installation, const Notice& notice, const Version& version,
                          std::optional<int> file);

}  // namespace regwatch
