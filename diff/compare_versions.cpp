#include "diff/compare_versions.h"

#include <algorithm>

#include "base/text.h"
#include "diff/compare_attachments.h"
#include "diff/compare_paragraphs.h"
#include "diff/normalise.h"
#include "parsers/generic_article.h"

namespace regwatch {
namespace {

constexpr std::size_t most_hunks = 40;

void count_words(std::vector<std::string>& parts, std::size_t count, std::string_view noun,
                 std::string_view what) {
  if (count == 0) return;
  parts.push_back(std::to_string(count) + " " + std::string(noun) + (count == 1 ? " " : "s ") +
                  std::string(what));
}

// What differs in a text, with its paragraphs.
void take(VersionDifference& out, ParagraphDifference text, std::vector<std::string>& parts) {
  for (TextHunk& hunk : text.hunks) {
    if (out.hunks.size() < most_hunks) out.hunks.push_back(std::move(hunk));
  }
  out.hunks_total += text.total();
  count_words(parts, static_cast<std::size_t>(text.changed), "paragraph", "changed");
  count_words(parts, static_cast<std::size_t>(text.added), "paragraph", "added");
  count_words(parts, static_cast<std::size_t>(text.removed), "paragraph", "removed");
}

// The same of a file whose words are known on both sides.
void take_file(VersionDifference& out, ReplacedFile& file, std::vector<std::string>& parts) {
  if (file.text.total() == 0) return;
  std::vector<std::string> words;
  take(out, std::move(file.text), words);
  parts.push_back("in " + file.name + " " + join(words, ", "));
}

std::string deadline_words(const VersionDifference& difference) {
  const auto& before = difference.deadline_before;
  const auto& after = difference.deadline_after;
  if (!before) return "comment deadline " + format_date(*after) + " given";
  if (!after) return "comment deadline " + format_date(*before) + " taken away";
  return "comment deadline moved from " + format_date(*before) + " to " + format_date(*after);
}

bool differ(const std::optional<std::string>& before, const std::optional<std::string>& after) {
  return before && after && reading_form(*before) != reading_form(*after);
}

// A page's title with the name of its site or column before or behind it says no more than without.
std::string bare_title(std::string_view title) {
  std::string form = reading_form(without_site_name(title));
  for (const std::string_view mark : {"...", "…"}) {
    if (form.ends_with(mark)) form.resize(form.size() - mark.size());
  }
  return form;
}

bool is_cut(std::string_view title) { return title.ends_with("...") || title.ends_with("…"); }

bool titles_differ(const Article& before, const Article& after) {
  if (before.title.empty() || after.title.empty()) return false;
  const std::string was = reading_form(before.title);
  const std::string now = reading_form(after.title);
  if (say_the_same(was, now)) return false;
  const std::string bare_was = bare_title(before.title);
  const std::string bare_now = bare_title(after.title);
  if (is_cut(before.title) && bare_now.starts_with(bare_was)) return false;
  if (is_cut(after.title) && bare_was.starts_with(bare_now)) return false;
  return bare_was != bare_now;
}

// Whether a text holds all sentences that a deadline was read from. A file's are there as long as
// the files are the same.
bool holds_evidence(const Article& text, const Facts& facts, bool files_differ) {
  if (!facts.comment_deadline) return true;
  if (facts.files.contains("comment_deadline")) return !files_differ;
  const auto evidence = facts.evidence.find("comment_deadline");
  if (evidence == facts.evidence.end() || evidence->second.empty()) return false;
  const std::string form = reading_form(join(text.paragraphs, " "));
  return std::all_of(
      evidence->second.begin(), evidence->second.end(),
      [&](const std::string& sentence) { return form.find(reading_form(sentence)) != form.npos; });
}

// A period of days ends where the page's own day says, and a file is read when its turn has come:
// where the words are there on both sides, and were only read otherwise, no deadline moved.
bool deadline_moved(const Article& before, const Article& after, bool files_differ) {
  if (before.facts.comment_deadline == after.facts.comment_deadline) return false;
  return !holds_evidence(before, after.facts, files_differ) ||
         !holds_evidence(after, before.facts, files_differ);
}

// Nothing was read of it but what a list knew.
bool is_unread(const Version& version) {
  return version.article.paragraphs.empty() && version.article.attachments.empty();
}

}  // namespace

VersionDifference compare_versions(const Version& before, const Version& after) {
  VersionDifference out;
  std::vector<std::string> parts;
  out.title_differs = titles_differ(before.article, after.article);
  if (out.title_differs) parts.push_back("title changed");

  const auto& old_deadline = before.article.facts.comment_deadline;
  const auto& new_deadline = after.article.facts.comment_deadline;
  const bool completes = is_unread(before);
  AttachmentDifference files =
      completes ? AttachmentDifference() : compare_attachments(before, after);
  const bool files_differ =
      !files.added.empty() || !files.removed.empty() || !files.replaced.empty();
  if (deadline_moved(before.article, after.article, files_differ) &&
      !(completes && !old_deadline)) {
    out.deadline_moved = true;
    out.deadline_before = old_deadline;
    out.deadline_after = new_deadline;
    parts.push_back(deadline_words(out));
  }
  const bool number_differs = differ(before.article.document_number, after.article.document_number);
  if (number_differs) {
    parts.push_back("document number changed from " + *before.article.document_number + " to " +
                    *after.article.document_number);
  }

  take(out, compare_paragraphs(before.article, after.article), parts);

  out.attachments_added = std::move(files.added);
  out.attachments_removed = std::move(files.removed);
  for (const ReplacedFile& file : files.replaced) out.attachments_replaced.push_back(file.name);
  count_words(parts, out.attachments_added.size(), "attachment", "added");
  count_words(parts, out.attachments_removed.size(), "attachment", "removed");
  count_words(parts, out.attachments_replaced.size(), "attachment", "replaced");
  for (ReplacedFile& file : files.replaced) take_file(out, file, parts);

  out.summary = join(parts, ", ");
  out.differs = !parts.empty();
  return out;
}

}  // namespace regwatch
