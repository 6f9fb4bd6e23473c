#include "render/marked_text.h"

#include <algorithm>

#include "base/text.h"
#include "diff/text_difference.h"
#include "render/clean.h"

namespace regwatch {
namespace {

// The bytes of the first `count` characters.
std::size_t bytes_of_first(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) next_code_point(text, at);
  return at;
}

std::size_t shared_characters(const std::vector<TextSpan>& spans) {
  std::size_t count = 0;
  for (const TextSpan& span : spans) count += span.differs ? 0 : count_code_points(span.text);
  return count;
}

std::vector<TextSpan> all_of(const std::string& text) {
  return text.empty() ? std::vector<TextSpan>() : std::vector<TextSpan>{{text, true}};
}

}  // namespace

std::string marked_plain(std::span<const TextSpan> spans, Side side) {
  const std::string_view open = side == Side::before ? "[-" : "{+";
  const std::string_view close = side == Side::before ? "-]" : "+}";
  std::string out;
  for (const TextSpan& span : spans) {
    const std::string text = clean_text(span.text);
    if (text.empty()) continue;
    if (span.differs) {
      out.append(open).append(text).append(close);
    } else {
      out += text;
    }
  }
  return out;
}

std::string marked_html(std::span<const TextSpan> spans, Side side) {
  const std::string tag = side == Side::before ? "del" : "ins";
  std::string out;
  for (const TextSpan& span : spans) {
    const std::string text = escape_markup(clean_text(span.text));
    if (text.empty()) continue;
    out += span.differs ? "<" + tag + ">" + text + "</" + tag + ">" : text;
  }
  return out;
}

MarkedHunk mark_hunk(const TextHunk& hunk) {
  constexpr std::size_t max_edits = 1000;
  // Below this share of common characters what is common is chance.
  constexpr std::size_t least_shared_percent = 30;
  const auto spans = differing_spans({hunk.before, {}}, {hunk.after, {}}, max_edits);
  const std::size_t longer =
      std::max(count_code_points(hunk.before), count_code_points(hunk.after));
  if (shared_characters(spans.before) * 100 < longer * least_shared_percent)
    return {all_of(hunk.before), all_of(hunk.after)};
  return {spans.before, spans.after};
}

std::vector<TextSpan> abridged(std::span<const TextSpan> spans, std::size_t context,
                               std::size_t limit) {
  std::vector<TextSpan> out;
  std::size_t room = limit;
  for (std::size_t i = 0; i < spans.size() && room > 0; ++i) {
    const std::string& text = spans[i].text;
    const std::size_t length = count_code_points(text);
    const std::size_t head = i == 0 ? 0 : context;
    const std::size_t tail = i + 1 == spans.size() ? 0 : context;
    // A cut that saves nothing is none.
    const bool whole = spans[i].differs || spans.size() == 1 || length <= head + tail + 1;
    const std::string kept = whole ? text
                                   : text.substr(0, bytes_of_first(text, head)) + "…" +
                                         text.substr(bytes_of_first(text, length - tail));
    out.push_back({ellipsize(kept, room), spans[i].differs});
    room -= std::min(room, count_code_points(kept));
  }
  return out;
}

bool differs_throughout(std::span<const TextSpan> spans) {
  return std::all_of(spans.begin(), spans.end(), [](const TextSpan& span) { return span.differs; });
}

}  // namespace regwatch
