#include "render/marked_lines.h"

#include "base/text.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

// A stretch of a paragraph's text that has one ink.
struct Stretch {
  std::size_t end = 0;  // Begins where the one before it ends.
  bool differs = false;
  bool label = false;
};

// A paragraph as it is to be wrapped: single spaces, marks in it where there is no colour.
class InkedText {
 public:
  InkedText(const MarkedParagraph& paragraph, const LineStyle& style) : style_(style) {
    append(paragraph.label, true);
    if (!text_.empty() && paragraph.label_is_parted) text_ += ' ';
    for (const TextSpan& span : paragraph.spans) append(span, false);
    while (text_.ends_with(' ')) text_.pop_back();
  }

  const std::string& text() const { return text_; }

  // The bytes from `begin` to `end`, which lie behind those of the last call.
  std::string inked(std::size_t begin, std::size_t end) {
    std::string out;
    while (begin < end) {
      while (next_ + 1 < stretches_.size() && stretches_[next_].end <= begin) ++next_;
      const Stretch& stretch = stretches_[next_];
      const bool last = next_ + 1 == stretches_.size();
      const std::size_t stop = last ? end : std::min(end, stretch.end);
      out += painted(stretch, std::string_view(text_).substr(begin, stop - begin));
      begin = stop;
    }
    return out;
  }

 private:
  void append(const TextSpan& span, bool label) {
    const bool marks = span.differs && style_.mark && !style_.colour && !span.text.empty();
    const bool before = style_.side == Side::before;
    if (marks) text_ += before ? "[-" : "{+";
    append_words(span.text);
    if (marks) text_ += before ? "-]" : "+}";
    stretches_.push_back({text_.size(), span.differs, label});
  }

  // A run of spaces, across spans too, is one.
  void append_words(std::string_view words) {
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t begin = at;
      if (!is_space(next_code_point(words, at))) {
        text_ += words.substr(begin, at - begin);
      } else if (!text_.empty() && !text_.ends_with(' ')) {
        text_ += ' ';
      }
    }
  }

  std::string painted(const Stretch& stretch, std::string_view text) const {
    const Paint paint(style_.colour);
    const bool before = style_.side == Side::before;
    if (stretch.differs && style_.mark) return paint(before ? Ink::removed : Ink::added, text);
    if (style_.tint) return paint(before ? Ink::bad : Ink::good, text);
    return stretch.label ? paint(Ink::strong, text) : std::string(text);
  }

  const LineStyle& style_;
  std::string text_;
  std::vector<Stretch> stretches_;
  std::size_t next_ = 0;
};

// How many bytes of a line fit; at least one character.
std::size_t fitting_bytes(std::string_view line, std::size_t columns) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    std::size_t end = at;
    next_code_point(line, end);
    used += display_width(line.substr(at, end - at));
    if (used > columns && at > 0) break;
    at = end;
  }
  return at;
}

}  // namespace

std::vector<MarkedLine> marked_lines(const MarkedParagraph& paragraph, const LineStyle& style) {
  InkedText inked(paragraph, style);
  const std::string_view text = inked.text();
  std::vector<MarkedLine> lines;
  std::size_t at = 0;
  for (const std::string& line : wrap_text(text, style.columns)) {
    // What wrap_text leaves out is the one space at which it broke.
    if (!text.substr(at).starts_with(line)) ++at;
    const std::size_t end = at + line.size();
    while (at < end || line.empty()) {
      const auto rest = text.substr(at, end - at);
      const std::size_t stop = style.break_words ? at + fitting_bytes(rest, style.columns) : end;
      lines.push_back({inked.inked(at, stop), display_width(text.substr(at, stop - at))});
      at = stop;
      if (line.empty()) break;
    }
  }
  return lines;
}

}  // namespace regwatch
