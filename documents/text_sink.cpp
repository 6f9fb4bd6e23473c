#include "documents/text_sink.h"

#include <utility>

#include "base/text.h"

namespace regwatch {
namespace {

// Overhead of a paragraph, so that a million empty-handed ones count too.
constexpr std::size_t paragraph_cost = 8;

bool is_dropped(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  if (c >= 0x7F && c < 0xA0) return true;
  if (c == 0xAD || (c >= 0xFFF9 && c <= 0xFFFC) || (c & 0xFFFE) == 0xFFFE) return true;
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string without_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_dropped(c)) append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::string clean_paragraph(std::string_view text) {
  const std::string kept = without_controls(text);
  std::string out;
  std::size_t filled = 0;
  bool first = true;
  for (const std::string_view cell : split(kept, '\t')) {
    if (!std::exchange(first, false)) out += '\t';
    const std::string words = collapse_spaces(cell);
    out += words;
    if (!words.empty()) filled = out.size();
  }
  out.resize(filled);
  return out;
}

void TextSink::add(std::string_view text) {
  for (std::size_t at = 0; at <= text.size() && !full_;) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    pass_on(clean_paragraph(text.substr(at, end - at)));
    at = end + 1;
  }
}

void TextSink::add_row(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += '\t';
    std::string cell = cells[i];
    for (char& c : cell) {
      if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    }
    row += cell;
  }
  pass_on(clean_paragraph(row));
}

void TextSink::pass_on(std::string paragraph) {
  if (paragraph.empty() || full_) return;
  const std::size_t cost = paragraph.size() + paragraph_cost;
  if (cost > left_) {
    full_ = true;
    return;
  }
  left_ -= cost;
  taken_ += cost;
  take_(std::move(paragraph));
}

}  // namespace regwatch
