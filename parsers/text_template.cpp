#include "parsers/text_template.h"

#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

Error unbalanced(std::string_view text, std::size_t at, std::string_view expected) {
  return {Fault::invalid, "'" + std::string(text) + "': position " + std::to_string(at + 1) + ": " +
                              std::string(expected)};
}

}  // namespace

Result<TextTemplate> TextTemplate::compile(std::string_view text) {
  TextTemplate out;
  std::string literal;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c != '{' && c != '}') {
      literal += c;
      continue;
    }
    if (text.substr(at + 1, 1) == std::string_view(&c, 1)) {
      literal += c;
      ++at;
      continue;
    }
    if (c == '}') return unbalanced(text, at, "'}' without '{'; a brace itself is written '}}'");
    const std::size_t end = text.find_first_of("{}", at + 1);
    if (end == text.npos || text[end] == '{')
      return unbalanced(text, at, "expected '}' behind '{'; a brace itself is written '{{'");
    std::string_view name = trim(text.substr(at + 1, end - at - 1));
    const bool is_encoded = !name.starts_with('+');
    if (!is_encoded) name = trim(name.substr(1));
    if (name.empty()) return unbalanced(text, at, "expected a name between '{' and '}'");
    out.pieces_.push_back({std::exchange(literal, ""), false, false});
    out.pieces_.push_back({std::string(name), true, is_encoded});
    at = end;
  }
  out.pieces_.push_back({literal, false, false});
  return out;
}

std::vector<std::string> TextTemplate::names() const {
  std::vector<std::string> names;
  for (const Piece& piece : pieces_) {
    if (piece.is_place) names.push_back(piece.text);
  }
  return names;
}

std::optional<std::string> TextTemplate::fill(const Lookup& lookup, bool encode) const {
  std::string out;
  for (const Piece& piece : pieces_) {
    if (!piece.is_place) {
      out += piece.text;
      continue;
    }
    const auto value = lookup(piece.text);
    if (!value || value->empty()) return std::nullopt;
    out += encode && piece.is_encoded ? percent_encode(*value) : *value;
  }
  return out;
}

std::optional<std::string> TextTemplate::fill_address(const Lookup& lookup) const {
  return fill(lookup, true);
}

std::optional<std::string> TextTemplate::fill_text(const Lookup& lookup) const {
  return fill(lookup, false);
}

}  // namespace regwatch
