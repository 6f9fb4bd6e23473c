#include <algorithm>
#include <filesystem>
#include <iostream>
#include <utility>

#include "app/commands.h"
#include "app/exit_status.h"
#include "render/labels.h"
#include "render/newsletter.h"
#include "render/newsletter_layout.h"

namespace regwatch {
namespace {

// The files of [newsletter] templates, and the one named on the command line before them.
TemplateFiles templates_for(Installation& installation, const NewsletterCommand& command,
                            NewsletterFormat format) {
  TemplateFiles files;
  if (const auto& directory = installation.config().newsletter.templates) {
    for (const std::string_view name : newsletter_template_names()) {
      const std::string path = (*directory / name).string();
      if (std::filesystem::exists(path)) files[std::string(name)] = {path, read_file(path)};
    }
  }
  const std::string& own = command.template_file;
  if (own.empty()) return files;
  if (own.ends_with(".docx")) {
    if (format != NewsletterFormat::docx)
      throw CommandError(exit_usage, own + ": the styles of a document are for --format docx");
    files[std::string(newsletter_styles_document)] = {own, read_file(own)};
  } else {
    files[std::string(template_of(format))] = {own, read_file(own)};
  }
  return files;
}

void keep_sections(Newsletter& newsletter, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::erase_if(newsletter.sections, [&](const NewsletterSection& section) {
    return std::find(names.begin(), names.end(), name_of(section.section)) == names.end();
  });
}

// What the editor has to know, and the reader has not.
void tell_editor(const Newsletter& newsletter, bool month_is_over) {
  std::size_t items = 0;
  std::size_t unwritten = 0;
  std::size_t machine_made = 0;
  for (const NewsletterSection& section : newsletter.sections) {
    for (const NewsletterItem& item : section.items) {
      ++items;
      if (item.machine_made) ++machine_made;
      if (!item.machine_made && !item.by_person) ++unwritten;
    }
  }
  const std::string month = format_date(CivilDate{newsletter.month / 1}).substr(0, 7);
  std::cerr << "regwatch: " << month << ": " << (items == 0 ? "no items" : counted(items, "item"));
  if (!month_is_over) std::cerr << " so far";
  if (machine_made > 0) std::cerr << ", " << machine_made << " in words that a machine made";
  if (unwritten > 0)
    std::cerr << ", " << unwritten << " in English that nobody wrote ('regwatch mark ID')";
  if (newsletter.left_out > 0)
    std::cerr << "; left out, for no newsletter prints them: "
              << counted(newsletter.left_out, "notice");
  std::cerr << '\n';
}

}  // namespace

int command_export_newsletter(Installation& installation, const NewsletterCommand& command) {
  refuse_document_on_terminal(command.format, command.output);
  const std::chrono::year_month month = month_or_usage(command.month);
  const CivilDate today = china_date(installation.now());
  const auto this_month = today.year() / today.month();
  if (month > this_month)
    throw CommandError(
        exit_usage, command.month + " is still to come: it is " + format_date(today) + " in China");
  const NewsletterFormat format = newsletter_format_named(command.format).value();
  const TemplateFiles templates = templates_for(installation, command, format);

  Digest digest =
      digest_of_month(installation.database(Database::Mode::read_only), installation, month);
  if (command.relevant) keep_relevant(digest);
  Newsletter newsletter = newsletter_of(digest, installation.english());
  newsletter.title = installation.config().newsletter.title.value_or(newsletter.title);
  if (!command.title.empty()) newsletter.title = command.title;
  keep_sections(newsletter, command.sections);

  const auto bytes = newsletter_in(format, newsletter, templates);
  if (!bytes) throw CommandError(exit_data, bytes.error().message);
  write_output(*bytes, command.output);
  tell_editor(newsletter, month < this_month);
  return exit_ok;
}

}  // namespace regwatch
