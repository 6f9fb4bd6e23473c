#include "render/notice_page.h"

#include "base/text.h"
#include "render/clean.h"
#include "render/facts_text.h"
#include "render/labels.h"
#include "render/marked_lines.h"
#include "render/outline.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

std::string hunk_lines(const std::vector<TextSpan>& spans, Side side, const TerminalStyle& style) {
  constexpr std::size_t context = 60;
  constexpr std::size_t longest = 600;
  const bool before = side == Side::before;
  LineStyle lines{side, columns_of(style) - 6, style.colour};
  lines.tint = style.colour;
  lines.mark = !differs_throughout(spans);
  std::string out;
  for (const MarkedParagraph& paragraph :
       marked_paragraphs(abridged(spans, context, longest), {})) {
    for (const MarkedLine& line : marked_lines(paragraph, lines)) {
      const std::string_view margin = !out.empty() ? "      " : before ? "    - " : "    + ";
      out += Paint(style.colour)(before ? Ink::bad : Ink::good, margin) + line.text + "\n";
    }
  }
  return out;
}

std::string change_lines(const Change& change, const TerminalStyle& style) {
  const Paint paint(style.colour);
  std::string head = format_china_time(change.at) + "  " + std::string(change_label(change.kind));
  if (change.deadline_before || change.deadline_after) {
    head += ": " + (change.deadline_before ? format_date(*change.deadline_before) : "no date") +
            " → " + (change.deadline_after ? format_date(*change.deadline_after) : "no date");
  }
  if (!change.summary.empty()) head += ": " + clean_line(change.summary);
  if (change.found_late) head += " [found late]";
  if (change.suspect) head += " [from a page that looked wrong]";
  const std::size_t columns = columns_of(style);
  std::string out = wrap_indented(head, columns, "  ", "    ");
  for (const RelatedNotice& related : change.related)
    out += wrap_indented(related_phrase(related), columns, "    ", "      ");
  for (const TextHunk& hunk : change.hunks) {
    const MarkedHunk marked = mark_hunk(hunk);
    out += hunk_lines(marked.before, Side::before, style);
    out += hunk_lines(marked.after, Side::after, style);
  }
  return out;
}

std::string version_line(const Version& version, std::size_t columns) {
  std::string line = std::to_string(version.number) + "  read " +
                     format_china_time(version.fetched_at) + ", " +
                     counted(version.article.paragraphs.size(), "paragraph") + ", " +
                     counted(version.files.size(), "file");
  if (!version.body_sha256.empty()) line += ", SHA-256 " + clean_line(version.body_sha256, 64);
  if (version.capture) {
    line += ", in " + clean_line(version.capture->file, 120) + " at " +
            std::to_string(version.capture->offset);
  }
  return wrap_indented(line, columns, "  ", "    ");
}

// What was read of a file, or why not.
std::string reading_phrase(const AttachmentState& file) {
  if (!file.sha256) return file.problem.empty() ? "not fetched yet" : file.problem;
  std::string out = std::to_string(file.bytes) + " bytes";
  if (!file.text) return out + ", its text was not read";
  const DocumentText& text = *file.text;
  out += text.outcome == DocumentText::Outcome::read
             ? ", " + counted(text.paragraphs.size(), "paragraph") + " read by " + text.reader
             : ", " + std::string(name_of(text.outcome));
  return text.problem.empty() ? out : out + ": " + text.problem;
}

std::string file_lines(const Version& version, std::size_t columns) {
  const std::string margin(label_width, ' ');
  std::string out;
  for (std::size_t i = 0; i < version.files.size(); ++i) {
    const AttachmentState& file = version.files[i];
    out += labelled_lines("File " + std::to_string(i + 1), clean_line(file.attachment.name, 200),
                          columns);
    if (const auto link = clean_link(file.attachment.url)) out += margin + *link + "\n";
    out += wrap_indented(clean_line(reading_phrase(file), 400), columns, margin, margin);
  }
  return out;
}

std::string related_lines(const NoticePage& page, const TerminalStyle& style) {
  const std::size_t columns = columns_of(style);
  std::string out;
  if (!page.lineage.empty()) out += "\n" + Paint(style.colour)(Ink::heading, "Lineage") + "\n";
  for (const RelatedNotice& related : page.lineage) {
    out += wrap_indented(related_phrase(related), columns, "  ", "    ");
    if (const auto link = clean_link(related.url)) out += "    " + *link + "\n";
    out += wrap_indented(certainty_phrase(related), columns, "    ", "    ");
  }
  if (!page.cluster.empty())
    out += "\n" + Paint(style.colour)(Ink::heading, "Also published by") + "\n";
  for (const Notice& other : page.cluster) {
    std::string head = clean_line(other.authority, 40);
    if (other.published) head += ", " + format_date(*other.published);
    out +=
        wrap_indented(head + ": " + clean_line(other.title) + " [" + clean_line(other.id, 40) + "]",
                      columns, "  ", "    ");
    if (const auto link = clean_link(other.url)) out += "    " + *link + "\n";
  }
  return out;
}

std::string by_person(std::string text, bool set) {
  return set ? text + " (set by a person)" : text;
}

std::string head_lines(const NoticePage& page, std::size_t columns) {
  const Notice& notice = page.notice;
  const auto line = [columns](std::string_view label, std::string_view value) {
    return labelled_lines(label, value, columns);
  };
  std::string authority = clean_line(notice.authority, 40);
  if (!page.institution.empty()) authority += " · " + clean_line(page.institution, 100);
  std::string out = line("Id", clean_line(notice.id, 40));
  out += line("Address", clean_link(notice.url).value_or(""));
  out += line("Authority", authority);
  if (notice.published) out += line("Published", format_date(*notice.published));
  out += line("Publisher", clean_line(notice.publisher.value_or("")));
  out += line("Document number", clean_line(notice.document_number.value_or("")));
  const Classification& is = notice.classification;
  out += line("Kind", by_person(std::string(kind_label(is.kind)), notice.kind_by_person));
  const std::string section(is.section ? section_label(*is.section) : "none");
  out += line("Section", by_person(section, notice.section_by_person));
  out += line("Topics", by_person(topics_label(is), notice.topics_by_person));
  out += line("Status", name_of(notice.status));
  return out;
}

// Who answers for the words is a part of them.
std::string english_lines(const Notice& notice, std::size_t columns) {
  if (!notice.english) return "";
  const English& english = *notice.english;
  const std::string_view by = english.by_person ? "" : " (by a machine, accepted by nobody yet)";
  const auto line = [&](std::string_view label, const std::string& words) {
    return words.empty() ? "" : labelled_lines(label, words + std::string(by), columns);
  };
  return line("English title", clean_line(english.title)) +
         line("Summary", clean_line(english.summary, 4000));
}

std::string seen_lines(const Notice& notice, std::size_t columns) {
  return labelled_lines("Listed by", clean_line(join(notice.sources, ", ")), columns) +
         labelled_lines("First seen", format_china_time(notice.first_seen), columns) +
         labelled_lines("Last seen", format_china_time(notice.last_seen), columns);
}

}  // namespace

std::string notice_page(const NoticePage& page, Instant now, const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::size_t columns = columns_of(style);
  const Notice& notice = page.notice;
  std::string out = paint(Ink::strong, wrap_indented(clean_line(notice.title), columns, "", ""));
  out += english_lines(notice, columns);
  out += head_lines(page, columns);
  out += facts_text(notice.facts, style, china_date(now));
  out += seen_lines(notice, columns);
  if (!page.versions.empty()) out += file_lines(page.versions.back(), columns);
  out += related_lines(page, style);
  if (!page.changes.empty()) out += "\n" + paint(Ink::heading, "Changes") + "\n";
  for (const auto& change : page.changes) out += change_lines(change, style);
  if (page.versions.empty()) return out + "\nIts page was not read yet.\n";
  out += "\n" + paint(Ink::heading, "Versions") + "\n";
  for (const auto& version : page.versions) out += version_line(version, columns);
  out += "\n" + paint(Ink::heading, "Text") + "\n";
  return out + text_lines(page.versions.back().article.paragraphs, columns);
}

}  // namespace regwatch
