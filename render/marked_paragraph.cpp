#include "render/marked_paragraph.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "render/clean.h"

namespace regwatch {
namespace {

// Cuts spans at line feeds, the text made clean; consecutive spaces are left as they are.
std::vector<MarkedParagraph> split_paragraphs(std::span<const TextSpan> spans) {
  std::vector<MarkedParagraph> paragraphs;
  bool open = false;
  for (const TextSpan& span : spans) {
    const std::string text = clean_text(span.text);
    std::size_t begin = 0;
    for (bool more = true; more;) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      more = end < text.size();
      if (!open) paragraphs.emplace_back();
      open = true;
      if (end > begin)
        paragraphs.back().spans.push_back({text.substr(begin, end - begin), span.differs});
      if (more) open = false;
      begin = end + 1;
    }
  }
  return paragraphs;
}

void trim_spans(std::vector<TextSpan>& spans) {
  while (!spans.empty() && trim(spans.front().text).empty()) spans.erase(spans.begin());
  while (!spans.empty() && trim(spans.back().text).empty()) spans.pop_back();
  if (spans.empty()) return;
  std::string& first = spans.front().text;
  first.erase(0, static_cast<std::size_t>(trim(first).data() - first.data()));
  std::string& last = spans.back().text;
  const std::string_view kept = trim(last);
  last.resize(static_cast<std::size_t>(kept.data() - last.data()) + kept.size());
}

// How far the label reaches into the paragraph: the span and the byte behind it. The paragraph may
// have spaces where the label has none (`第 十二 条`).
struct Extent {
  std::size_t span = 0;
  std::size_t byte = 0;
  bool differs = false;
};
std::optional<Extent> find_label(const std::vector<TextSpan>& spans, std::string_view label) {
  Extent extent;
  std::size_t matched = 0;
  for (; extent.span < spans.size(); ++extent.span) {
    const std::string& text = spans[extent.span].text;
    for (extent.byte = 0; extent.byte < text.size();) {
      if (matched == label.size()) return extent;
      if (is_space(next_code_point(text, extent.byte))) continue;
      std::size_t begin = extent.byte - 1;
      while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
      const auto character = std::string_view(text).substr(begin, extent.byte - begin);
      if (!label.substr(matched).starts_with(character)) return std::nullopt;
      matched += character.size();
      extent.differs = extent.differs || spans[extent.span].differs;
    }
  }
  if (matched < label.size()) return std::nullopt;
  return extent;
}

bool begins_with_space(const std::vector<TextSpan>& spans) {
  for (const TextSpan& span : spans) {
    std::size_t at = 0;
    if (!span.text.empty()) return is_space(next_code_point(span.text, at));
  }
  return false;
}

bool take_label(MarkedParagraph& paragraph, const std::string& label) {
  const auto extent = find_label(paragraph.spans, label);
  if (!extent) return false;
  paragraph.label = {label, extent->differs};
  auto& spans = paragraph.spans;
  spans.erase(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(extent->span));
  if (!spans.empty()) spans.front().text.erase(0, extent->byte);
  paragraph.label_is_parted = label.starts_with("第") || begins_with_space(spans);
  trim_spans(spans);
  return true;
}

// Characters by which two paragraphs are measured: those that no convention of width, spacing or
// punctuation touches. Zeros are left out for their many forms.
std::size_t shared_length(const MarkedParagraph& paragraph) {
  std::size_t length = 0;
  for (const TextSpan& span : paragraph.spans) {
    if (span.differs) continue;
    const std::string text = to_half_width(span.text);
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      const bool is_digit = c >= '1' && c <= '9';
      const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      length += is_digit || is_letter || (is_han(c) && c != U'〇') ? 1 : 0;
    }
  }
  return length;
}

// One side of a block while it is filled.
struct BlockSide {
  std::vector<MarkedParagraph>::const_iterator next, end;
  std::vector<const MarkedParagraph*> taken{};
  std::size_t shared = 0;

  bool is_at_end() const { return next == end; }
  bool shares_nothing() const { return !is_at_end() && shared_length(*next) == 0; }
  void take() {
    shared += shared_length(*next);
    taken.push_back(&*next++);
  }
};

// A paragraph that the other side has nothing of stands alone, or beside such a one; others are
// taken until both sides have as much of the common text.
void fill_block(BlockSide& before, BlockSide& after) {
  const bool before_alone = before.shares_nothing();
  const bool after_alone = after.shares_nothing();
  if (!before.is_at_end() && (before_alone || !after_alone)) before.take();
  if (!after.is_at_end() && (after_alone || !before_alone)) after.take();
  while (before.shared != after.shared) {
    BlockSide& behind = before.shared < after.shared ? before : after;
    if (behind.is_at_end()) return;
    behind.take();
  }
}

}  // namespace

bool MarkedParagraph::differs() const {
  return label.differs ||
         std::any_of(spans.begin(), spans.end(), [](const auto& span) { return span.differs; });
}

std::vector<MarkedParagraph> marked_paragraphs(std::span<const TextSpan> text,
                                               std::span<const std::string> labels) {
  auto paragraphs = split_paragraphs(text);
  for (auto& paragraph : paragraphs) trim_spans(paragraph.spans);
  std::erase_if(paragraphs, [](const auto& paragraph) { return paragraph.spans.empty(); });
  auto label = labels.begin();
  for (auto& paragraph : paragraphs) {
    if (label == labels.end()) break;
    if (take_label(paragraph, clean_text(*label))) ++label;
  }
  return paragraphs;
}

bool ParagraphBlock::differs() const {
  const auto one_differs = [](const MarkedParagraph* paragraph) { return paragraph->differs(); };
  return before.size() != 1 || after.size() != 1 || one_differs(before.front()) ||
         one_differs(after.front());
}

std::vector<ParagraphBlock> paragraph_blocks(const std::vector<MarkedParagraph>& before,
                                             const std::vector<MarkedParagraph>& after) {
  std::vector<ParagraphBlock> blocks;
  BlockSide left{before.begin(), before.end()};
  BlockSide right{after.begin(), after.end()};
  while (!left.is_at_end() || !right.is_at_end()) {
    left.shared = right.shared = 0;
    fill_block(left, right);
    blocks.push_back({std::exchange(left.taken, {}), std::exchange(right.taken, {})});
  }
  return blocks;
}

}  // namespace regwatch
