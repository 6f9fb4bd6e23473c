#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// A file to be read: bytes as fetched, and what the site says they are. Neither is believed: the
/// bytes decide.
struct DocumentJob {
  std::string name;          ///< As the site names it, `附件1.docx`; at best its extension helps.
  std::string content_type;  ///< As sent; may be empty.
  std::string bytes;
};

/// What was read of a file.
struct DocumentText {
  enum class Outcome {
    read,     ///< `paragraphs` is its text.
    scanned,  ///< It holds pictures of text, and no OCR was there, or it found nothing.
    unread,   ///< Nobody here reads this format (WPS, RAR), or it is encrypted.
    failed,   ///< Broken, hostile, or over a limit; `paragraphs` holds what came before, if any.
  };
  Outcome outcome = Outcome::unread;
  /// As of an article: table rows are one paragraph, cells parted by tab. Of an archive: each
  /// member's name is a paragraph before its text.
  std::vector<std::string> paragraphs;
  std::string reader;   ///< Who read it, with its version: `docx 1`, `pdf 1`, `ocr 1`.
  std::string problem;  ///< In words, for a person; empty when all of it was read.

  bool operator==(const DocumentText&) const = default;
};

/// Whether another reading of the same bytes may give more: who could read the file was not here,
/// or died before the end. What took too long once would take as long again.
bool may_say_more(const DocumentText& text);

std::string_view name_of(DocumentText::Outcome outcome);

}  // namespace regwatch
