// Plain text in any charset that Chinese files come in.

#include "documents/reader.h"
#include "parsers/charset.h"

namespace regwatch {
namespace {

ReadResult read_text(const DocumentInput& input, TextSink& sink) {
  const Decoded decoded = decode_text(input.bytes, input.content_type);
  sink.add(decoded.text);
  ReadResult result;
  if (decoded.lossy > 0)
    result.problem =
        std::to_string(decoded.lossy) + " characters could not be read as " + decoded.charset;
  return result;
}

}  // namespace

const Reader& reader_text() {
  static const Reader reader{"text", 1, {DocumentKind::text}, &read_text};
  return reader;
}

}  // namespace regwatch
