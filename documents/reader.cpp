#include "documents/reader.h"

#include <algorithm>

namespace regwatch {
namespace {

const Reader* reader_of(DocumentKind kind) {
  for (const Reader* reader : all_readers()) {
    if (std::find(reader->kinds.begin(), reader->kinds.end(), kind) != reader->kinds.end())
      return reader;
  }
  return nullptr;
}

ReadResult without_reader(DocumentKind kind) {
  if (kind == DocumentKind::encrypted)
    return ReadResult::unread("encrypted Office document: it opens with a password only");
  return ReadResult::unread(std::string(name_of(kind)) + ": no reader installed");
}

}  // namespace

ReadResult read_input(const DocumentInput& input, TextSink& sink) {
  if (input.bytes.empty()) return ReadResult::failed("the file is empty");
  const DocumentKind kind = kind_of_document(input.bytes, input.name);
  const Reader* reader = reader_of(kind);
  if (reader == nullptr) return without_reader(kind);
  const std::size_t before = sink.taken_bytes();
  ReadResult result = reader->read(input, sink);
  if (result.reader.empty())
    result.reader = std::string(reader->name) + " " + std::to_string(reader->version);
  if (sink.full() && result.problem.empty())
    result.problem = "its text is longer than is kept; the rest was left out";
  if (result.outcome == DocumentText::Outcome::read && sink.taken_bytes() == before)
    return {DocumentText::Outcome::failed, "the " + std::string(name_of(kind)) + " holds no text",
            result.reader};
  return result;
}

}  // namespace regwatch
