#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/document.h"
#include "documents/kind.h"
#include "documents/text_sink.h"

namespace regwatch {

/// A file as a reader gets it. `bytes` outlive the reading.
struct DocumentInput {
  std::string_view bytes;
  std::string name;
  std::string content_type;
  int depth = 0;                       ///< How many archives are around it.
  std::size_t* unpack_left = nullptr;  ///< What the archives around it may still unpack, in bytes.
  std::chrono::steady_clock::time_point deadline;  ///< Where text can be had in parts, stop here.
};

/// How it went. The text itself is in the sink.
struct ReadResult {
  DocumentText::Outcome outcome = DocumentText::Outcome::read;
  std::string problem;  ///< As DocumentText::problem.
  std::string reader;   ///< Set where another than the reader itself did it (`ocr 1`).

  static ReadResult failed(std::string problem) {
    return {DocumentText::Outcome::failed, std::move(problem), ""};
  }
  static ReadResult unread(std::string problem) {
    return {DocumentText::Outcome::unread, std::move(problem), ""};
  }
};

/// One format: how it is read. One file each in readers/, whose stem is its registration. Readers
/// run in a confined process: they may take its memory and time, and be killed for it.
struct Reader {
  std::string_view name;  ///< The file's stem.
  int version = 1;        ///< Raised whenever the same bytes would give other text.
  std::vector<DocumentKind> kinds;
  ReadResult (*read)(const DocumentInput& input, TextSink& sink) = nullptr;
};
/// All of them, by name. Filled at build time from the files of readers/.
std::span<const Reader* const> all_readers();

/// Finds out what it is and has it read, in this process. `reader` of the result is always set
/// where somebody read it.
ReadResult read_input(const DocumentInput& input, TextSink& sink);

}  // namespace regwatch
