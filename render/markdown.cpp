#include "render/markdown.h"

#include <cstdio>

#include "base/text.h"

namespace regwatch {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// `&amp;`, `&#38;`: what a reader of HTML would take for one character.
bool begins_reference(std::string_view text) {
  std::size_t at = text.size() > 1 && text[1] == '#' ? 2 : 1;
  while (at < text.size() && is_letter_or_digit(text[at])) ++at;
  return at < text.size() && text[at] == ';';
}

std::string reference(char c) { return "&#" + std::to_string(static_cast<int>(c)) + ";"; }

// What would begin a list: `1.`, `23)`. The length of its digits, else 0.
std::size_t list_number(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool marked = digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return marked ? digits : 0;
}

// What has a meaning wherever it stands.
std::string escape_inline(std::string_view text) {
  switch (text.front()) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
      return std::string("\\") + text.front();
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '&':
      return begins_reference(text) ? "&amp;" : "&";
    case '~':  // Struck out, and `|` a table, as GitHub reads them.
    case '|':
      return reference(text.front());
    case ':':  // An address in a title is no link, also not by itself, as GitHub makes one.
      return text.starts_with("://") ? reference(':') : ":";
    default:
      return std::string(1, text.front());
  }
}

// The begin of a line, as far as it has a meaning there: how it is written, and its length.
std::pair<std::string, std::size_t> escape_begin(std::string_view line) {
  if (const std::size_t digits = list_number(line); digits > 0)
    return {std::string(line.substr(0, digits)) + "\\" + line[digits], digits + 1};
  if (!line.empty() && std::string_view("#+-").find(line.front()) != std::string_view::npos)
    return {std::string("\\") + line.front(), 1};
  if (!line.empty() && (line.front() == '=' || line.front() == ':'))
    return {reference(line.front()), 1};
  return {"", 0};
}

}  // namespace

std::string escape_markdown(std::string_view line) {
  auto [out, at] = escape_begin(line);
  out.reserve(line.size() + line.size() / 8);
  for (; at < line.size(); ++at) {
    const std::string_view rest = line.substr(at);
    const bool web_address = rest.size() > 4 && iequals(rest.substr(0, 4), "www.");
    if (web_address) {
      out.append(rest.substr(0, 3)).append(reference('.'));
      at += 3;
    } else {
      out += escape_inline(rest);
    }
  }
  return out;
}

std::string markdown_address(std::string_view url) {
  std::string out;
  out.reserve(url.size());
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F && c != '<' && c != '>') {
      out += c;
      continue;
    }
    char encoded[4];
    std::snprintf(encoded, sizeof encoded, "%%%02X", byte);
    out += encoded;
  }
  return out;
}

}  // namespace regwatch
