// Pictures: a scanned decision is often a JPEG. Read by OCR where it is installed.

#include "documents/ocr.h"
#include "documents/reader.h"

namespace regwatch {
namespace {

ReadResult read_image(const DocumentInput& input, TextSink& sink) {
  const OcrText text = read_picture(input);
  const std::size_t before = sink.taken_bytes();
  for (const auto& page : text.paragraphs) {
    for (const std::string& paragraph : page) sink.add(paragraph);
  }
  if (sink.taken_bytes() == before) {
    const std::string why = text.problem.empty() ? "OCR found no text" : text.problem;
    return {DocumentText::Outcome::scanned, "a picture (" + why + ")", ""};
  }
  return {DocumentText::Outcome::read, "a picture, read by OCR: characters may be wrong", "ocr 1"};
}

}  // namespace

const Reader& reader_image() {
  static const Reader reader{"image", 1, {DocumentKind::image}, &read_image};
  return reader;
}

}  // namespace regwatch
