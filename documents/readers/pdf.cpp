#include "documents/reader.h"
#include "documents/tool.h"

namespace regwatch {
namespace {

ReadResult read_pdf(const DocumentInput& input, TextSink& sink) {
  const ToolRun run = run_tool({"pdftotext", "-q", "-", "-"}, input.bytes, input.deadline);
  sink.add(run.out);
  if (run.end == ToolRun::End::not_installed)
    return ReadResult::unread("PDF: " + run.problem("pdftotext"));
  if (!run.good()) return ReadResult::failed(run.problem("pdftotext"));
  return {};
}

}  // namespace

const Reader& reader_pdf() {
  static const Reader reader{"pdf", 1, {DocumentKind::pdf}, &read_pdf};
  return reader;
}

}  // namespace regwatch
