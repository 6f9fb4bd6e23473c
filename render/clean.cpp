#include "render/clean.h"

#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

// U+2028 and U+2029 end a line and a paragraph, and for many readers a record too.
bool ends_line(char32_t c) { return c == 0x2028 || c == 0x2029; }

// Unicode TR 36 §3.3: a title holding these could show an address or a date reversed.
bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

// Unicode §23.7; XML 1.0 §2.2 has no place for the two at the end of a plane.
bool is_noncharacter(char32_t c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); }

constexpr std::size_t max_bytes = 64 * 1024;

}  // namespace

bool is_showable(char32_t c) {
  return !is_control(c) && !ends_line(c) && !turns_direction(c) && !is_noncharacter(c);
}

std::string clean_line(std::string_view text, std::size_t limit) {
  text = text.substr(0, max_bytes);
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_space(c)) {
      append_utf8(kept, c);
    } else if (is_control(c)) {
      kept += ' ';
    } else if (is_showable(c)) {
      append_utf8(kept, c);
    }
  }
  return ellipsize(collapse_spaces(kept), limit);
}

std::string clean_text(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == '\t') {
      kept += " | ";
    } else if (ends_line(c)) {
      kept += '\n';
    } else if (c == '\n' || is_showable(c)) {
      append_utf8(kept, c);
    }
  }
  return kept;
}

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::optional<std::string> clean_link(std::string_view url) {
  const auto parsed = parse_url(url);
  if (!parsed) return std::nullopt;
  return parsed->str();
}

}  // namespace regwatch
