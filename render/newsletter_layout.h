#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "render/newsletter.h"
#include "render/template.h"

namespace regwatch {

enum class NewsletterFormat { markdown, html, docx };
std::optional<NewsletterFormat> newsletter_format_named(std::string_view name);

/// The name of the template that a format is filled from: `newsletter.md.mustache`.
std::string_view template_of(NewsletterFormat format);
/// The file whose styles a DOCX takes: `newsletter.docx`.
inline constexpr std::string_view newsletter_styles_document = "newsletter.docx";
/// The names of all files that a user can replace.
std::span<const std::string_view> newsletter_template_names();

/// The newsletter in that format: the same bytes for the same newsletter. `replaced` holds the
/// files that stand in place of built-in ones. Fault::invalid, `file:line: what`, where one of
/// those is wrong.
Result<std::string> newsletter_in(NewsletterFormat format, const Newsletter& newsletter,
                                  const TemplateFiles& replaced = {});

}  // namespace regwatch
