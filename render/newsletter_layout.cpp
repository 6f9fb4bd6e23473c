#include "render/newsletter_layout.h"

#include <utility>

#include "render/clean.h"
#include "render/markdown.h"
#include "render/newsletter_docx.h"
#include "render/newsletter_values.h"

namespace regwatch {
namespace embedded {
std::string_view newsletter_md_mustache();
std::string_view newsletter_html_mustache();
}  // namespace embedded

namespace {

constexpr std::string_view names[] = {"newsletter.md.mustache", "newsletter.html.mustache",
                                      "newsletter.docx.mustache", newsletter_styles_document};

Result<std::string> filled(const Newsletter& newsletter, const Escapes& escapes,
                           std::string_view name, std::string_view built_in,
                           const TemplateFiles& replaced) {
  const auto own = replaced.find(name);
  const TemplateFile file =
      own != replaced.end() ? own->second : TemplateFile{std::string(name), std::string(built_in)};
  return fill_user_template(file, newsletter_values(newsletter, escapes), newsletter_value_names());
}

}  // namespace

std::optional<NewsletterFormat> newsletter_format_named(std::string_view name) {
  if (name == "markdown") return NewsletterFormat::markdown;
  if (name == "html") return NewsletterFormat::html;
  if (name == "docx") return NewsletterFormat::docx;
  return std::nullopt;
}

std::string_view template_of(NewsletterFormat format) {
  return names[static_cast<std::size_t>(format)];
}

std::span<const std::string_view> newsletter_template_names() { return names; }

Result<std::string> newsletter_in(NewsletterFormat format, const Newsletter& newsletter,
                                  const TemplateFiles& replaced) {
  switch (format) {
    case NewsletterFormat::markdown:
      return filled(newsletter, {escape_markdown, markdown_address}, template_of(format),
                    embedded::newsletter_md_mustache(), replaced);
    case NewsletterFormat::html:
      return filled(newsletter, {escape_markup, escape_markup}, template_of(format),
                    embedded::newsletter_html_mustache(), replaced);
    case NewsletterFormat::docx:
      break;
  }
  return newsletter_as_docx(newsletter, replaced);
}

}  // namespace regwatch
