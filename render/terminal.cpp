#include "render/terminal.h"

#include <algorithm>

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

std::string date_or_blank(const std::optional<CivilDate>& date) {
  return date ? format_date(*date) : std::string(10, ' ');
}

std::string date_field(std::string_view name, const std::optional<CivilDate>& date,
                       std::size_t columns) {
  return date ? labelled_lines(name, format_date(*date), columns) : "";
}

std::string file_lines(const std::vector<Attachment>& attachments, std::size_t columns) {
  std::string out;
  for (const auto& attachment : attachments) {
    out += labelled_lines("File", clean_line(attachment.name, 200), columns);
    if (const auto link = clean_link(attachment.url))
      out += std::string(label_width, ' ') + *link + "\n";
  }
  return out;
}

}  // namespace

Ink ink_of_verdict(std::string_view verdict) {
  if (verdict == "ok" || verdict == "unchanged") return Ink::good;
  if (verdict == "suspect") return Ink::warning;
  return verdict == "skipped" || verdict == "disabled" ? Ink::faint : Ink::bad;
}

std::size_t columns_of(const TerminalStyle& style) {
  return static_cast<std::size_t>(std::max(style.columns, 40));
}

std::string text_lines(const std::vector<std::string>& paragraphs, std::size_t columns) {
  std::string out;
  for (const auto& paragraph : paragraphs) {
    // Cells of a table's row are parted by tabs, which a terminal would spread at will.
    const std::string cells = replace_all(paragraph, "\t", " | ");
    out += wrap_indented(clean_line(cells, 20'000), columns, "  ", "  ");
  }
  return out;
}

std::string notice_line(const Notice& notice, const TerminalStyle& style) {
  const Paint paint(style.colour);
  std::string head = pad_to_width(clean_line(notice.id, 20), 8) + " " +
                     date_or_blank(notice.published) + " " +
                     pad_to_width(clean_line(notice.authority, 20), 6) + " " +
                     pad_to_width(name_of(notice.classification.kind), 14) + " ";
  std::string marks;
  if (notice.status != NoticeStatus::listed)
    marks += " [" + std::string(name_of(notice.status)) + "]";
  if (notice.facts.comment_deadline) {
    marks += " [until " + format_date(*notice.facts.comment_deadline) + "]";
  }
  const std::size_t indent = display_width(head);
  const std::string margin(indent, ' ');
  // A title is the point of the line: it is wrapped, never cut.
  std::string out = paint(Ink::faint, head) +
                    wrap_indented(clean_line(notice.title) + marks, columns_of(style), "", margin);
  if (!notice.english || notice.english->title.empty()) return out;
  const std::string_view by = notice.english->by_person ? "" : " [by a machine]";
  return out + wrap_indented(clean_line(notice.english->title) + std::string(by), columns_of(style),
                             margin, margin);
}

std::string article_page(const Article& article, const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::size_t columns = columns_of(style);
  std::string out = paint(Ink::strong, wrap_indented(clean_line(article.title), columns, "", ""));
  out += labelled_lines("Address", clean_link(article.url).value_or(""), columns);
  out += date_field("Published", article.published, columns);
  out += labelled_lines("Publisher", clean_line(article.publisher.value_or("")), columns);
  out +=
      labelled_lines("Document number", clean_line(article.document_number.value_or("")), columns);
  out += facts_text(article.facts, style);
  out += file_lines(article.attachments, columns);
  return out + "\n" + text_lines(article.paragraphs, columns);
}

std::string entry_line(const Entry& entry, const TerminalStyle& style) {
  const Paint paint(style.colour);
  std::string title = clean_line(entry.title);
  if (entry.document_number) title += " " + clean_line(*entry.document_number, 80);
  if (entry.comment_deadline) title += " [until " + format_date(*entry.comment_deadline) + "]";
  const std::string margin(12, ' ');
  return date_or_blank(entry.published) + "  " +
         wrap_indented(title, columns_of(style), "", margin) +
         paint(Ink::faint, margin + clean_link(entry.url).value_or("") + "\n");
}

std::string run_summary_line(const Run& run, const Source& source, const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::string_view verdict = name_of(run.verdict);
  std::string words;
  const auto add = [&words](int count, std::string_view what) {
    if (count > 0)
      words += (words.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(what);
  };
  add(run.entries, run.entries == 1 ? "entry" : "entries");
  add(run.appeared, "appeared");
  add(run.amended, "amended");
  add(run.withdrawn, "withdrawn");
  add(run.unread, "unread");
  const std::string reason = clean_line(run.reason, 600);
  if (!reason.empty()) words += (words.empty() ? "" : ": ") + reason;
  const std::string id = pad_to_width(clean_line(source.id, 60), 28);
  // A reason is never cut: it is why somebody has to act.
  return paint(ink_of_verdict(verdict), pad_to_width(verdict, 12)) + id + " " + words + "\n";
}

std::string class_line(std::string_view title, const Classification& classification,
                       const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::string topics = classification.relevant() ? topics_label(classification) : "-";
  return paint(Ink::strong, pad_to_width(name_of(classification.kind), 15)) +
         pad_to_width(topics, 24) + " " + clean_line(title) + "\n";
}

std::string progress_bar(int done, int total, std::string_view doing, const TerminalStyle& style) {
  constexpr std::size_t width = 24;
  const double share =
      total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0;
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string bar(filled, '=');
  if (filled < width) bar += '>';
  bar.resize(width, ' ');
  const Paint paint(style.colour);
  const std::string words =
      std::to_string(done) + "/" + std::to_string(total) + " " + clean_line(doing, 200);
  // One column is left free: some terminals wrap when the last is written.
  const std::size_t room = columns_of(style) - width - 4;
  return paint(Ink::good, "[" + bar + "]") + " " + pad_to_width(words, room);
}

}  // namespace regwatch
