// A saved page as an attachment. Many "Word" files of older sites are one.

#include "parsers/html.h"
#include "documents/reader.h"
#include "parsers/charset.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

ReadResult read_html(const DocumentInput& input, TextSink& sink) {
  const auto html = Html::parse(decode_text(input.bytes, input.content_type).text);
  if (!html) return ReadResult::failed(html.error().message);
  const Node body = html->select_one("body");
  for (const std::string& paragraph : paragraphs_of(body ? body : html->root()))
    sink.add(paragraph);
  return {};
}

}  // namespace

const Reader& reader_html() {
  static const Reader reader{"html", 1, {DocumentKind::html}, &read_html};
  return reader;
}

}  // namespace regwatch
