#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace regwatch {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

struct Decoded {
  char32_t code_point = 0xFFFD;
  std::size_t length = 1;
  bool valid = false;
};

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Unicode §3.9, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  const char32_t first = byte(0);
  if (first < 0x80) return {first, 1, true};
  if (first >= 0xC2 && first <= 0xDF && is_continuation(text, at + 1)) {
    return {((first & 0x1F) << 6) | (byte(1) & 0x3F), 2, true};
  }
  if (first >= 0xE0 && first <= 0xEF && is_continuation(text, at + 1) &&
      is_continuation(text, at + 2)) {
    const char32_t c = ((first & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3, true};
  }
  if (first >= 0xF0 && first <= 0xF4 && is_continuation(text, at + 1) &&
      is_continuation(text, at + 2) && is_continuation(text, at + 3)) {
    const char32_t c = ((first & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) |
                       (byte(3) & 0x3F);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4, true};
  }
  return {};
}

// Whether a byte begins, or stands inside of, no space: most of a page, so it is worth a short cut.
bool is_never_space(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF;
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) ||
         (c >= 0x3041 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
         (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_zero_width(char32_t c) {
  return c < 0x20 || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
         (c >= 0x300 && c <= 0x36F);
}

std::size_t end_of_plain_run(std::string_view text, std::size_t at) {
  while (at < text.size() && is_never_space(text[at])) ++at;
  return at;
}

}  // namespace

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x3000 ||
         (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x2060 || c == 0xFEFF;
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD) || c == 0x3007;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  // Nearly all Chinese: three bytes that are neither overlong nor a surrogate.
  if (first >= 0xE1 && first <= 0xEC && at + 2 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    if ((second & 0xC0) == 0x80 && (third & 0xC0) == 0x80) {
      at += 3;
      return (static_cast<char32_t>(first & 0x0F) << 12) |
             (static_cast<char32_t>(second & 0x3F) << 6) | (third & 0x3F);
    }
  }
  const Decoded decoded = decode(text, at);
  at += decoded.length;
  return decoded.code_point;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t at = begin;
    if (!is_space(next_code_point(text, at))) break;
    begin = at;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t start = end - 1;
    while (start > begin && end - start < 4 && is_continuation(text, start)) --start;
    std::size_t at = start;
    if (!is_space(next_code_point(text, at)) || at != end) break;
    end = start;
  }
  return text.substr(begin, end - begin);
}

std::string collapse_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    at = end_of_plain_run(text, at);
    std::size_t end = at;
    if (at < text.size()) {
      const char32_t c = next_code_point(text, at);
      if (!is_space(c)) end = at;
      if (end > begin) {
        if (pending && !out.empty()) out += ' ';
        pending = false;
        out.append(text.substr(begin, end - begin));
      }
      // A zero-width character parts nothing.
      if (end != at) pending = pending || !is_zero_width(c) || c < 0x20;
      continue;
    }
    if (pending && !out.empty()) out += ' ';
    out.append(text.substr(begin));
  }
  return out;
}

std::string remove_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    at = end_of_plain_run(text, at);
    std::size_t end = at;
    if (at < text.size() && !is_space(next_code_point(text, at))) end = at;
    out.append(text.substr(begin, end - begin));
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool iequals(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool icontains(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return lower(x) == lower(y); }) != text.end() ||
         part.empty();
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [text](std::string_view beginning) { return text.starts_with(beginning); });
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

bool is_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    const auto at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == text.npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  if (at == text.npos || from.empty()) return text;
  std::string out;
  std::size_t begin = 0;
  for (; at != text.npos; at = text.find(from, begin)) {
    out.append(text, begin, at - begin).append(to);
    begin = at + from.size();
  }
  return out.append(text, begin);
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t eight = 0;
    if (at + 8 <= text.size()) {
      std::memcpy(&eight, text.data() + at, 8);
      if ((eight & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      ++at;
      continue;
    }
    if (first >= 0xE1 && first <= 0xEC && is_continuation(text, at + 1) &&
        is_continuation(text, at + 2)) {
      at += 3;
      continue;
    }
    const Decoded decoded = decode(text, at);
    if (!decoded.valid) return false;
    at += decoded.length;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    if (decoded.valid) {
      out.append(text.substr(at, decoded.length));
    } else {
      out += "\xEF\xBF\xBD";
    }
    at += decoded.length;
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::string ellipsize(std::string_view text, std::size_t limit) {
  if (count_code_points(text) <= limit) return std::string(text);
  if (limit == 0) return "";
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < limit; ++i) next_code_point(text, at);
  return std::string(text.substr(0, at)) + "…";
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    width += is_zero_width(c) ? 0 : is_wide(c) ? 2 : 1;
  }
  return width;
}

char32_t to_half_width(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + 0x21;
  return c == 0x3000 ? U' ' : c;
}

std::string to_half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    // U+3000 begins with E3, the full-width forms with EF; Han characters begin with neither.
    while (at < text.size() && text[at] != '\xE3' && text[at] != '\xEF') ++at;
    out.append(text.substr(begin, at - begin));
    if (at >= text.size()) break;
    const std::size_t special = at;
    const char32_t c = next_code_point(text, at);
    const char32_t half = to_half_width(c);
    if (half == c) {
      out.append(text.substr(special, at - special));
    } else {
      out += static_cast<char>(half);
    }
  }
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
  return out;
}

}  // namespace regwatch
