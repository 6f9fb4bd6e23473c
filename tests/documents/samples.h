#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "documents/document.h"

namespace regwatch::testing {

/// Members of an archive, in order; the names are bytes in whatever charset.
using Members = std::vector<std::pair<std::string, std::string>>;
std::string zip_of(const Members& members);

/// A DOCX with this inside `w:body`, and numbering.xml and styles.xml where they are not empty.
std::string docx_of(const std::string& body, const std::string& numbering = "",
                    const std::string& styles = "", const Members& more = {});
/// `w:p` of one run; `properties` goes into its `w:pPr`.
std::string word_paragraph(std::string_view text, std::string_view properties = "");
/// An XLSX of one sheet with this inside `sheetData`.
std::string xlsx_of(const std::string& rows);
/// An OFD of one page with this inside its layer.
std::string ofd_of(const std::string& objects);
/// A PDF of one page whose text is Latin: `content` is its content stream.
std::string pdf_of(const std::string& content);
/// A PDF whose one page is a picture of the first page of another.
std::string scanned_pdf_of(const std::string& pdf);

std::string fixture(const std::string& name);

/// Reads in this very process, without limits.
DocumentText read_here(const std::string& bytes, const std::string& name = "");
/// Reads in a child process of the real program.
DocumentText read_apart(const std::string& bytes, const std::string& name = "");

}  // namespace regwatch::testing
