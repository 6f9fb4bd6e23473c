#include "documents/ocr.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "documents/page_text.h"
#include "documents/pdf_pages.h"
#include "documents/tool.h"

namespace regwatch {
namespace {

constexpr std::size_t most_pages = 40;
constexpr std::size_t most_picture_bytes = std::size_t(128) << 20;
constexpr const char* dots_per_inch = "200";

// tesseract's own lines, in paragraphs as it sees them: level page block par line word left top
// width height conf text. It puts a space between Chinese words; the places tell where there is
// one.
PrintedPage page_in_tesseract_tsv(std::string_view tsv) {
  PrintedPage page;
  for (const std::string_view line : split(tsv, '\n')) {
    const auto fields = split(line, '\t');
    if (fields.size() < 12) continue;
    const auto field = [&](std::size_t i) { return std::atof(std::string(fields[i]).c_str()); };
    if (fields[0] == "1") page.width = field(8), page.height = field(9);
    if (fields[0] != "5" || trim(fields[11]).empty()) continue;
    const std::string text(trim(fields[11]));
    const double em = std::max(1.0, field(9));
    page.words.push_back({field(6), field(6) + field(8), field(7) + field(9) / 2, em, text});
  }
  return page;
}

// Boxes of characters are as high as their ink; a line's size is that of most of them.
void even_sizes(PrintedPage& page) {
  std::vector<double> sizes;
  for (const PageWord& word : page.words) sizes.push_back(word.em);
  if (sizes.empty()) return;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 3 / 4),
                   sizes.end());
  const double usual = sizes[sizes.size() * 3 / 4];
  for (PageWord& word : page.words) {
    if (word.em < usual * 1.4) word.em = usual;
  }
}

// False when it could not be read; `where` stands before the problem.
bool add_picture(std::string_view picture, const std::string& where,
                 std::chrono::steady_clock::time_point deadline, OcrText& to) {
  const ToolRun text =
      run_tool({"tesseract", "stdin", "stdout", "-l", "chi_sim", "tsv"}, picture, deadline);
  if (!text.good()) {
    to.problem = where + text.problem("tesseract");
    return false;
  }
  PrintedPage words = page_in_tesseract_tsv(text.out);
  even_sizes(words);
  to.paragraphs.push_back(paragraphs_of_pages({std::move(words)}));
  return true;
}

}  // namespace

OcrText read_picture(const DocumentInput& input) {
  OcrText out;
  if (has_tool("tesseract")) {
    add_picture(input.bytes, "", input.deadline, out);
  } else {
    out.problem = "no OCR is installed";
  }
  return out;
}

OcrText read_pictures(const DocumentInput& input, const std::vector<std::size_t>& pages) {
  OcrText out;
  if (!has_tool("tesseract") || !has_tool("pdftoppm")) {
    out.problem = "no OCR is installed";
    return out;
  }
  for (const std::size_t number : pages) {
    const std::string page = std::to_string(number);
    if (out.paragraphs.size() >= most_pages) break;
    const ToolRun picture =
        run_tool({"pdftoppm", "-q", "-gray", "-r", dots_per_inch, "-f", page, "-l", page, "-"},
                 input.bytes, input.deadline, most_picture_bytes);
    if (!picture.good()) {
      out.problem = "page " + page + ": " + picture.problem("pdftoppm");
      break;
    }
    if (!add_picture(picture.out, "page " + page + ": ", input.deadline, out)) break;
  }
  return out;
}

}  // namespace regwatch
