#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "diff/notice.h"

namespace regwatch {

/// Where the document of a notice stands: on its page, or in one of its files, which the page only
/// announces.
struct DocumentPlace {
  std::optional<std::size_t> file;  ///< Index into Version::files; unset: the page.
  bool is_in_doubt = false;         ///< The page says little, or several files may be it.
  bool any_file_read = false;       ///< Whether a file was read as a document at all.
};

/// By articles and lengths. The texts of the files have to be loaded.
DocumentPlace place_of_document(const Version& version);

/// The paragraphs of the document, wherever it stands.
const std::vector<std::string>& document_text(const Version& version);

}  // namespace regwatch
