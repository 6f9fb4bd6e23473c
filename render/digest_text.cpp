#include "base/text.h"
#include "render/clean.h"
#include "render/digest.h"
#include "render/fact_phrases.h"
#include "render/health_phrases.h"
#include "render/labels.h"
#include "render/outline.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

constexpr std::string_view margin = "    ";
constexpr std::size_t shown_attachments = 10;

/// Writes a digest for a fixed pitch, with colours or without.
class TextDigest {
 public:
  TextDigest(const Digest& digest, int columns, bool colour)
      : digest_(digest),
        outline_(outline_of(digest)),
        columns_(static_cast<std::size_t>(columns < 30 ? 30 : columns)),
        paint_(colour) {}

  std::string write() {
    write_head();
    for (const Section& section : outline_.sections) write_section(section);
    write_health();
    write_sources();
    return std::move(out_);
  }

 private:
  void line(Ink ink, std::string_view text, std::string_view first = "",
            std::string_view indent = "") {
    out_ += paint_(ink, wrap_indented(text, columns_, first, indent));
  }
  void plain(std::string_view text, std::string_view first = "", std::string_view indent = "") {
    out_ += wrap_indented(text, columns_, first, indent);
  }

  void write_heading(const std::string& title) {
    out_ += "\n";
    out_ += paint_(Ink::heading, cut_to_width(ascii_upper(title), columns_)) + "\n";
    out_ += paint_(Ink::faint, std::string(columns_, '-')) + "\n\n";
  }

  static std::string ascii_upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return text;
  }

  void write_head() {
    line(Ink::strong, "regwatch · " + clean_line(digest_.title, 80));
    std::string when = format_china_time(digest_.now) + " China time";
    const std::string window = window_phrase(digest_);
    if (!window.empty()) when += ", " + window;
    line(Ink::faint, when);
    out_ += "\n";
    if (!outline_.statement.empty()) plain(outline_.statement);
    if (!outline_.counts.empty()) plain(join(outline_.counts, " · "));
    if (!outline_.source_count.empty()) plain(outline_.source_count);
  }

  void write_section(const Section& section) {
    write_heading(section.title);
    std::size_t number = 0;
    for (const Told& told : section.items) write_item(told, ++number);
  }

  void write_item(const Told& told, std::size_t number) {
    const std::string digits = std::to_string(number);
    std::string first(digits.size() < 2 ? 1 : 0, ' ');
    first += digits + ". ";
    const Notice& notice = told.notice();
    out_ += paint_(Ink::strong, wrap_indented(clean_line(notice.title), columns_, first,
                                              std::string(first.size(), ' ')));
    write_deadline(told);
    for (const auto& mark : mark_phrases(told)) {
      line(Ink::warning, "[" + mark + "]", margin, margin);
    }
    plain(origin_phrase(told), margin, margin);
    write_particulars(notice);
    if (const auto link = clean_link(notice.url)) plain(*link, margin, margin);
    for (const auto& other : told.item->elsewhere) {
      line(Ink::faint, "Also: " + clean_line(other.authority, 40), margin, margin);
      if (const auto link = clean_link(other.url)) plain(*link, "          ", "          ");
    }
    write_related(told);
    write_hunks(told);
    if (told.attachments) write_attachments(*told.attachments);
    line(Ink::faint, "regwatch show " + clean_line(notice.id, 40), margin, margin);
    out_ += "\n";
  }

  void write_deadline(const Told& told) {
    const std::string deadline = deadline_phrase(told, outline_.today);
    if (deadline.empty()) return;
    line(deadline_is_near(told, outline_.today) ? Ink::urgent : Ink::strong, deadline, margin,
         margin);
    const std::string evidence = evidence_phrase(told);
    if (!evidence.empty()) line(Ink::faint, "\"" + evidence + "\"", margin, margin);
  }

  void write_particulars(const Notice& notice) {
    std::string words;
    if (notice.document_number) words = clean_line(*notice.document_number, 80);
    const std::string topics = topics_phrase(notice);
    if (!topics.empty()) words += (words.empty() ? "" : " · ") + topics;
    if (!words.empty()) plain(words, margin, margin);
    for (const auto& phrase : fact_phrases(notice)) plain(phrase, margin, margin);
  }

  void write_related(const Told& told) {
    for (const RelatedNotice* related : related_of(told)) {
      line(Ink::strong, related_phrase(*related), margin, "      ");
      if (!related->comparison.empty())
        line(Ink::faint, "regwatch diff " + clean_line(told.notice().id, 40) + " --draft", "      ",
             "      ");
    }
  }

  void write_hunks(const Told& told) {
    for (const MarkedHunk& hunk : shown_hunks(told)) {
      write_side(Ink::bad, hunk.before, Side::before, "    - ");
      write_side(Ink::good, hunk.after, Side::after, "    + ");
    }
  }

  // Marks around all of a paragraph would say no more than its sign.
  void write_side(Ink ink, std::vector<TextSpan> spans, Side side, std::string_view sign) {
    if (spans.empty()) return;
    if (differs_throughout(spans)) {
      for (TextSpan& span : spans) span.differs = false;
    }
    line(ink, clean_line(marked_plain(spans, side)), sign, "      ");
  }

  void write_attachments(const std::vector<Attachment>& attachments) {
    std::size_t shown = 0;
    for (const Attachment& attachment : attachments) {
      if (++shown > shown_attachments) {
        plain("and " + counted(attachments.size() - shown_attachments, "more file"), margin,
              margin);
        return;
      }
      plain("File: " + clean_line(attachment.name, 120), margin, "          ");
      if (const auto link = clean_link(attachment.url)) plain(*link, "          ", "          ");
    }
  }

  void write_health() {
    if (outline_.health.empty()) return;
    write_heading(health_heading(outline_));
    for (const HealthPhrase& phrase : health_phrases(outline_, digest_)) {
      line(phrase.blind ? Ink::bad : Ink::good, phrase.text, "  * ", margin);
    }
  }

  void write_phrases(std::string_view title, const std::vector<std::string>& phrases) {
    if (phrases.empty()) return;
    plain(title);
    for (const auto& phrase : phrases) plain(phrase, "  * ", margin);
    out_ += "\n";
  }

  void write_standings(std::string_view title, const std::vector<const SourceLine*>& sources) {
    write_phrases(title, standing_phrases(sources));
  }

  void write_sources() {
    if (outline_.source_count.empty()) return;
    write_heading("What was checked");
    const Standings& standings = outline_.standings;
    write_standings("Could not be read:", standings.unread);
    write_standings("Read, but the page looked wrong:", standings.doubted);
    write_phrases("Not looked at:", left_out_phrases(standings.left_out));
    if (standings.read.empty()) return;
    plain("Read and in order:");
    for (const auto& authority : read_phrases(standings.read)) plain(authority, "  * ", margin);
  }

  const Digest& digest_;
  const Outline outline_;
  const std::size_t columns_;
  const Paint paint_;
  std::string out_;
};

}  // namespace

std::string digest_as_text(const Digest& digest, int columns) {
  return TextDigest(digest, columns, false).write();
}

std::string digest_for_terminal(const Digest& digest, int columns, bool colour) {
  return TextDigest(digest, columns, colour).write();
}

}  // namespace regwatch
