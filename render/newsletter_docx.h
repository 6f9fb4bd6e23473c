#pragma once

#include <string>

#include "base/result.h"
#include "render/newsletter.h"
#include "render/template.h"

namespace regwatch {

/// The newsletter as a Word document (ECMA-376, WordprocessingML): its bytes. A4, sections and
/// items as headings that number themselves, addresses as hyperlinks. `newsletter.docx.mustache` of
/// `replaced` stands in place of its text, `newsletter.docx` is a document whose styles are taken.
/// Fault::invalid where one of them is wrong.
Result<std::string> newsletter_as_docx(const Newsletter& newsletter, const TemplateFiles& replaced);

}  // namespace regwatch
