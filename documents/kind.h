#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// What a file is, by its bytes.
enum class DocumentKind {
  unknown,
  pdf,
  docx,
  xlsx,
  ofd,
  doc,
  xls,
  rtf,
  html,
  text,
  zip,
  rar,
  seven_zip,
  presentation,  ///< PPT, PPTX.
  wps,           ///< WPS Writer's own format, or another word processor's in its container.
  et,            ///< WPS Spreadsheets' own.
  encrypted,     ///< An Office document under a password.
  image,
};

/// Reads the beginning and, of containers, the table of contents. The name only tells apart what
/// the bytes leave open: plain text from unknown, the vendor of a compound file.
DocumentKind kind_of_document(std::string_view bytes, std::string_view name = {});

/// For a person: `PDF`, `Word document (DOCX)`, `RAR archive`.
std::string_view name_of(DocumentKind kind);
/// `pdf`, `docx`, without a dot; empty where there is no one usual extension.
std::string_view extension_of(DocumentKind kind);
/// Of a name, lower case, without the dot; empty where what follows the last dot is none (too long,
/// or not ASCII letters and digits).
std::string extension_of_name(std::string_view name);

}  // namespace regwatch
