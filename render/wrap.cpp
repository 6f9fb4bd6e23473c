#include "render/wrap.h"

#include "base/text.h"

namespace regwatch {
namespace {

// What stands between two places where a line may break.
struct Piece {
  std::string_view text;
  std::size_t width = 0;
  bool after_space = false;
};

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

bool closes(char32_t c) { return one_of(c, U"。，、；：？！…）》〉」』】〕〗”’％·,.;:?!)]}%"); }

bool opens(char32_t c) { return one_of(c, U"（《〈「『【〔〖“‘([{"); }

bool is_wide(std::string_view character) { return display_width(character) == 2; }

// A line may break between two neighbours when one of them is wide: Chinese has no spaces, while a
// word or an address is narrow throughout.
bool may_break_between(char32_t before, bool before_is_wide, char32_t after, bool after_is_wide) {
  if (!before_is_wide && !after_is_wide) return false;
  return !opens(before) && !closes(after);
}

// The marks of a comparison, `[-…-]` and `{+…+}`, stay with the text that they mark.
bool parts_a_mark(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto after = text.substr(at);
  return before.ends_with("[-") || before.ends_with("{+") || after.starts_with("-]") ||
         after.starts_with("+}");
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t begin = 0;
  bool spaced = false;
  char32_t before = 0;
  bool before_is_wide = false;
  const auto finish = [&](std::size_t end) {
    if (end == begin) return;
    const auto piece = text.substr(begin, end - begin);
    pieces.push_back({piece, display_width(piece), spaced});
    spaced = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    const bool wide = is_wide(text.substr(start, at - start));
    // A dot that parts phrases stays at the end of its line.
    const bool before_dot = c == ' ' && start > begin && text.substr(at).starts_with("· ");
    if (!before_dot && (c == ' ' || c == '\n' || c == '\t')) {
      finish(start);
      begin = at;
      spaced = true;
    } else if (start > begin && may_break_between(before, before_is_wide, c, wide) &&
               !parts_a_mark(text, start)) {
      finish(start);
      begin = start;
    }
    before = c;
    before_is_wide = wide;
  }
  finish(text.size());
  return pieces;
}

}  // namespace

std::vector<std::string> wrap_text(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  for (const Piece& piece : pieces_of(text)) {
    const std::size_t space = piece.after_space && used > 0 ? 1 : 0;
    if (used > 0 && used + space + piece.width > columns) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    } else if (space > 0) {
      line += ' ';
      ++used;
    }
    line += piece.text;
    used += piece.width;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string wrap_indented(std::string_view text, std::size_t columns, std::string_view first,
                          std::string_view indent) {
  const std::size_t margin = display_width(indent);
  std::string out;
  for (const auto& line : wrap_text(text, columns > margin + 10 ? columns - margin : 10)) {
    out.append(out.empty() ? first : indent).append(line).append("\n");
  }
  return out;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    next_code_point(text, at);
    const auto character = text.substr(start, at - start);
    const std::size_t wide = display_width(character);
    if (used + wide + 1 > width) break;
    out += character;
    used += wide;
  }
  return width == 0 ? "" : out + "…";
}

std::string pad_to_width(std::string_view text, std::size_t width) {
  std::string out = cut_to_width(text, width);
  const std::size_t used = display_width(out);
  return out.append(used < width ? width - used : 0, ' ');
}

}  // namespace regwatch
