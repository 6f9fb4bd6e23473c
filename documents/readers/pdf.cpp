// PDF by poppler-utils. Text with its places gives lines, and lines paragraphs; the lines that a
// page draws give its tables. Pages that are pictures are read by OCR.

#include <algorithm>

#include "base/text.h"
#include "documents/ocr.h"
#include "documents/page_text.h"
#include "documents/pdf_pages.h"
#include "documents/reader.h"
#include "documents/tool.h"

namespace regwatch {
namespace {

using Outcome = DocumentText::Outcome;

constexpr std::size_t most_pages_with_tables = 150;
constexpr std::size_t letters_of_text = 8;  // Less on a page is a number or a stamp.

// A font without a table of its characters gives codes of its own: no text for anybody.
bool is_gibberish(const std::vector<PrintedPage>& pages) {
  std::size_t letters = 0, strange = 0;
  for (const PrintedPage& page : pages) {
    for (const PageWord& word : page.words) {
      for (std::size_t at = 0; at < word.text.size();) {
        const char32_t c = next_code_point(word.text, at);
        ++letters;
        strange += c == 0xFFFD || c < 0x20 || (c >= 0xE000 && c < 0xF900) || c >= 0xF0000;
      }
    }
  }
  return strange * 3 > letters;
}

bool is_picture(const PrintedPage& page) {
  std::size_t letters = 0;
  for (const PageWord& word : page.words) letters += count_code_points(word.text);
  return letters < letters_of_text;
}

void find_rules(const DocumentInput& input, std::vector<PrintedPage>& pages) {
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < pages.size() && looked_at < most_pages_with_tables; ++i) {
    const bool goes_on = i > 0 && !pages[i - 1].rules.empty();
    if (!goes_on && !may_hold_table(pages[i])) continue;
    ++looked_at;
    const std::string number = std::to_string(i + 1);
    const ToolRun run = run_tool({"pdftocairo", "-q", "-svg", "-f", number, "-l", number, "-", "-"},
                                 input.bytes, input.deadline);
    if (run.good()) pages[i].rules = rules_in_svg(run.out);
    if (run.end != ToolRun::End::exited) return;
  }
}

ReadResult read_scanned(const DocumentInput& input, std::size_t pages, TextSink& sink) {
  std::vector<std::size_t> numbers(pages);
  for (std::size_t i = 0; i < pages; ++i) numbers[i] = i + 1;
  const OcrText text = read_pictures(input, numbers);
  const std::size_t before = sink.taken_bytes();
  for (const auto& page : text.paragraphs) {
    for (const std::string& paragraph : page) sink.add(paragraph);
  }
  if (sink.taken_bytes() == before) {
    const std::string why = text.problem.empty() ? "OCR found no text" : text.problem;
    return {Outcome::scanned, "a scanned document: pictures of text (" + why + ")", ""};
  }
  ReadResult result;
  result.reader = "ocr 1";
  result.problem = "a scanned document, read by OCR: characters may be wrong";
  if (text.paragraphs.size() < pages) {
    result.problem += "; " + std::to_string(text.paragraphs.size()) + " of " +
                      std::to_string(pages) + " pages were read";
    if (!text.problem.empty()) result.problem += " (" + text.problem + ")";
  }
  return result;
}

// Some pages of a document with text may be pictures: a signed page, an annex.
std::string problem_of_pictures(const std::vector<PrintedPage>& pages) {
  const auto pictures = std::count_if(pages.begin(), pages.end(), &is_picture);
  if (pictures == 0 || pages.size() < 2) return "";
  return std::to_string(pictures) + " of " + std::to_string(pages.size()) +
         " pages hold no text: pictures, or empty";
}

ReadResult failure_of(const ToolRun& run) {
  if (run.end == ToolRun::End::not_installed)
    return ReadResult::unread("PDF: " + run.problem("pdftotext"));
  if (icontains(run.err, "password"))
    return ReadResult::unread("encrypted PDF: it opens with a password only");
  return ReadResult::failed(run.problem("pdftotext"));
}

ReadResult read_pdf(const DocumentInput& input, TextSink& sink) {
  const ToolRun run = run_tool({"pdftotext", "-tsv", "-", "-"}, input.bytes, input.deadline);
  std::vector<PrintedPage> pages = pages_in_tsv(run.out);
  const bool broken_off = run.end == ToolRun::End::out_of_time || run.end == ToolRun::End::too_much;
  if (!run.good() && !broken_off) return failure_of(run);
  if (pages.empty()) return ReadResult::failed("the PDF holds no page");
  if (std::all_of(pages.begin(), pages.end(), &is_picture) || is_gibberish(pages))
    return read_scanned(input, pages.size(), sink);
  find_rules(input, pages);
  ReadResult result;
  result.problem = problem_of_pictures(pages);
  for (const std::string& paragraph : paragraphs_of_pages(std::move(pages))) sink.add(paragraph);
  return broken_off ? ReadResult::failed(run.problem("pdftotext")) : result;
}

}  // namespace

const Reader& reader_pdf() {
  static const Reader reader{"pdf", 1, {DocumentKind::pdf}, &read_pdf};
  return reader;
}

}  // namespace regwatch
