#pragma once

#include <string>
#include <string_view>

#include "crawler/message.h"
#include "documents/kind.h"

namespace regwatch {

/// What is known of a file's name.
struct FileNameClues {
  std::string_view link_text;        ///< Of the link on the page, `附件：1.办法.docx`.
  std::string_view url;              ///< Its address, after redirects.
  const Headers* headers = nullptr;  ///< Of the answer; may be null.
  DocumentKind kind = DocumentKind::unknown;  ///< By its bytes, for an extension nobody names.
};

/// The name of a file as its site names it, fit to be shown and to be a file's name: without path,
/// control characters and marks that turn the direction of writing; never empty (`附件`).
///
/// In this order: `Content-Disposition` (RFC 6266; `filename*` before `filename`, RFC 5987, RFC
/// 2047, raw UTF-8 or GBK, percent-encoded), a parameter of the address (`?fileName=`), a link text
/// that has a file's extension, the last part of the path, the link text. A name that says nothing
/// (`download.jsp`, `W020260918.pdf`, hexadecimal digits) stands back behind one that does.
std::string file_name_of(const FileNameClues& clues);

/// A file name without its extension, where that is one of a document.
std::string without_extension(std::string_view name);

/// What `Content-Disposition` calls the file, decoded; empty where it does not.
std::string file_name_in_disposition(std::string_view value);

}  // namespace regwatch
