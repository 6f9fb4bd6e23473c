// Word documents of the binary kind (Word 97 to 2003, WPS Writer), by catdoc.

#include "base/text.h"
#include "documents/compound_file.h"
#include "documents/reader.h"
#include "documents/tool.h"

namespace regwatch {
namespace {

ReadResult read_doc(const DocumentInput& input, TextSink& sink) {
  const ToolRun run = run_tool({"catdoc", "-w", "-d", "utf-8"}, input.bytes, input.deadline);
  sink.add(run.out);
  if (run.end == ToolRun::End::not_installed)
    return ReadResult::unread("Word document (DOC): " + run.problem("catdoc"));
  if (!run.good()) return ReadResult::failed(run.problem("catdoc"));
  return {};
}

}  // namespace

const Reader& reader_doc() {
  static const Reader reader{"doc", 1, {DocumentKind::doc}, &read_doc};
  return reader;
}

}  // namespace regwatch
