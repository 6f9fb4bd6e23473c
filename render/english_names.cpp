#include "render/english_names.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {

std::string english_key(std::string_view chinese) {
  std::string out;
  std::string text = remove_spaces(to_half_width(to_valid_utf8(chinese)));
  for (const std::string_view open : {"〔", "【"}) text = replace_all(std::move(text), open, "[");
  for (const std::string_view close : {"〕", "】"}) text = replace_all(std::move(text), close, "]");
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (std::u32string_view(U"\"'“”‘’《》〈〉·•").find(c) == std::u32string_view::npos)
      append_utf8(out, c);
  }
  return ascii_lower(out);
}

std::optional<BodyWord> body_at(std::string_view key, const EnglishNames& names) {
  constexpr std::size_t longest = 120;  // Bytes.
  for (std::size_t length = std::min(key.size(), longest); length > 0; --length) {
    const auto found = names.bodies.find(key.substr(0, length));
    if (found != names.bodies.end()) return BodyWord{key.substr(0, length), found->second};
  }
  return std::nullopt;
}

}  // namespace regwatch
