#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/named_text.h"
#include "app/terminal.h"
#include "base/text.h"
#include "diff/compare_versions.h"
#include "render/comparison_docx.h"
#include "render/comparison_html.h"
#include "render/comparison_json.h"
#include "render/comparison_text.h"
#include "storage/lineage.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

// The title that stands nearest above the first article: before it may stand that of a notice by
// which the document is issued. Empty where there is none.
std::string title_of(const std::vector<Clause>& clauses) {
  std::string title;
  for (const Clause& clause : clauses) {
    if (clause.level == Clause::Level::article && !title.empty()) break;
    if (clause.level == Clause::Level::title) title = join(clause.paragraphs, " ");
  }
  return title;
}

ComparisonLayout layout_of(const ComparisonOutput& output) {
  if (output.side_by_side) return ComparisonLayout::side_by_side;
  return output.unified ? ComparisonLayout::unified : ComparisonLayout::fitting;
}

std::string format_of(const ComparisonOutput& output) {
  return output.json ? "json" : output.format;
}

std::string written(const ComparisonSheet& sheet, const ComparisonOutput& output) {
  const std::string format = format_of(output);
  if (format == "json") return comparison_json(sheet) + "\n";
  if (format == "html") return comparison_as_html(sheet);
  if (format == "docx") return comparison_as_docx(sheet);
  const TerminalStyle style = output.file.empty() ? style_of_output() : TerminalStyle();
  return comparison_for_terminal(sheet, style, layout_of(output));
}

// What a table of articles does not show of two versions.
std::vector<SheetNote> notes_of(Notices& notices, Version before, Version after) {
  // A file that was made anew from the same words is known by its text.
  notices.load_file_texts(before);
  notices.load_file_texts(after);
  std::vector<SheetNote> notes;
  const VersionDifference difference = compare_versions(before, after);
  if (difference.title_differs)
    notes.push_back(
        {{"标题变更", "title changed"}, before.article.title + " → " + after.article.title});
  const auto add = [&notes](const Bilingual& what, const std::vector<std::string>& names) {
    for (const std::string& name : names) notes.push_back({what, name});
  };
  add({"附件新增", "file added"}, difference.attachments_added);
  add({"附件删除", "file removed"}, difference.attachments_removed);
  add({"附件更换", "file replaced"}, difference.attachments_replaced);
  return notes;
}

// A text that was cut off on its way lacks what follows; its articles were not deleted.
void note_what_breaks_off(ComparisonSheet& sheet) {
  const auto before = breaks_off_in(sheet.comparison.before);
  const auto after = breaks_off_in(sheet.comparison.after);
  if (before && after) return;  // So they are written.
  if (before)
    sheet.notes.push_back({{"修订前文本中断于", "the earlier text breaks off in"}, *before});
  if (after) sheet.notes.push_back({{"修订后文本中断于", "the later text breaks off in"}, *after});
}

int compare(NamedText before, NamedText after, const ComparisonOutput& output,
            std::vector<SheetNote> notes = {}) {
  ComparisonSheet sheet;
  sheet.notes = std::move(notes);
  sheet.comparison = compare_texts(before.paragraphs, after.paragraphs);
  note_what_breaks_off(sheet);
  sheet.title = title_of(sheet.comparison.after);
  if (sheet.title.empty()) sheet.title = title_of(sheet.comparison.before);
  sheet.before = std::move(before.heading);
  sheet.after = std::move(after.heading);
  sheet.show_unchanged = output.all;
  write_output(written(sheet, output), output.file);
  return exit_ok;
}

const Version& version_of(const std::vector<Version>& versions, const std::string& id, int number) {
  for (const Version& version : versions) {
    if (version.number == number) return version;
  }
  throw CommandError(exit_usage, id + " has no version " + std::to_string(number) + "; it has " +
                                     std::to_string(versions.size()));
}

// The two that were named, the one that was named and the newest, or the newest two.
std::pair<const Version*, const Version*> versions_to_compare(const std::vector<Version>& versions,
                                                              const std::string& id,
                                                              const std::vector<int>& named) {
  if (versions.empty()) throw CommandError(exit_usage, id + ": its page was not read yet");
  if (named.size() == 2)
    return {&version_of(versions, id, named[0]), &version_of(versions, id, named[1])};
  if (named.size() == 1) return {&version_of(versions, id, named[0]), &versions.back()};
  if (versions.size() < 2)
    throw CommandError(exit_usage, id + " has one version only; there is nothing to compare it with"
                                        " ('regwatch compare A B' takes any two)");
  return {&versions[versions.size() - 2], &versions.back()};
}

// The draft that became the notice, or the draft before it.
std::optional<Notice> draft_of(Installation& installation, const std::string& id) {
  Database& database = installation.database(Database::Mode::read_only);
  for (const Link& link : Lineages(database).links_of(id)) {
    if (link.relation == Relation::final_of || link.relation == Relation::next_draft_of)
      return Notices(database).find(link.other_id);
  }
  return std::nullopt;
}

Version newest_of(Notices& notices, const Notice& notice) {
  auto version = notices.newest_version(notice.id);
  if (!version) throw CommandError(exit_usage, notice.id + ": its page was not read yet");
  return std::move(*version);
}

}  // namespace

int command_compare(Installation& installation, const CompareCommand& command) {
  refuse_document_on_terminal(format_of(command.output), command.output.file);
  auto before = named_text(installation, command.before, command.before_url);
  auto after = named_text(installation, command.after, command.after_url);
  return compare(std::move(before), std::move(after), command.output);
}

int command_diff(Installation& installation, const DiffCommand& command) {
  refuse_document_on_terminal(format_of(command.output), command.output.file);
  const auto reference = notice_reference(command.id).value_or(NoticeReference{command.id, {}, {}});
  if (reference.version)
    throw CommandError(exit_usage, command.id + " names one version: diff " + reference.id +
                                       " [A B] takes their numbers");
  Notices notices(installation.database(Database::Mode::read_only));
  const Notice notice = notice_or_usage(notices, reference.id);
  const auto versions = notices.versions(notice.id);
  if (command.with_draft || (versions.size() == 1 && command.versions.empty())) {
    if (const auto draft = draft_of(installation, notice.id))
      return compare(
          text_of_version(installation, *draft, newest_of(notices, *draft), {}),
          text_of_version(installation, notice, newest_of(notices, notice), reference.file),
          command.output);
    if (command.with_draft)
      throw CommandError(exit_usage, notice.id + ": no draft of it is known ('regwatch mark " +
                                         notice.id + " --draft ID' says which it is)");
  }
  const auto [before, after] = versions_to_compare(versions, notice.id, command.versions);
  return compare(text_of_version(installation, notice, *before, reference.file),
                 text_of_version(installation, notice, *after, reference.file), command.output,
                 notes_of(notices, *before, *after));
}

}  // namespace regwatch
