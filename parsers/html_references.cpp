#include "parsers/html_references.h"

#include <cstdint>
#include <cstring>
#include <string>

#include "base/text.h"

namespace regwatch {
namespace {

struct Name {
  std::string_view name;
  std::string_view text;
};

constexpr Name names[] = {
    {"nbsp", "\u00A0"},   {"amp", "&"},   {"lt", "<"},       {"gt", ">"},        {"quot", "\""},
    {"apos", "'"},        {"ldquo", "“"}, {"rdquo", "”"},    {"lsquo", "‘"},     {"rsquo", "’"},
    {"mdash", "—"},       {"ndash", "–"}, {"hellip", "…"},   {"middot", "·"},    {"bull", "•"},
    {"times", "×"},       {"copy", "©"},  {"reg", "®"},      {"emsp", "\u2003"}, {"ensp", "\u2002"},
    {"thinsp", "\u2009"}, {"laquo", "«"}, {"raquo", "»"},    {"deg", "°"},       {"plusmn", "±"},
    {"divide", "÷"},      {"sect", "§"},  {"yen", "¥"},      {"permil", "‰"},    {"rarr", "→"},
    {"larr", "←"},        {"le", "≤"},    {"ge", "≥"},       {"alpha", "α"},     {"beta", "β"},
    {"mu", "μ"},          {"trade", "™"}, {"zwj", "\u200D"}, {"zwnj", "\u200C"},
};

struct Reference {
  std::size_t length = 0;  ///< As written, from `&` to `;`. 0: not one that is known.
  char32_t code_point = 0;
  std::string_view text;
};

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int digit_of(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 32);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// `text` begins behind `&#`.
Reference read_number(std::string_view text) {
  const int base = !text.empty() && (text[0] == 'x' || text[0] == 'X') ? 16 : 10;
  std::size_t at = base == 16 ? 1 : 0;
  const std::size_t begin = at;
  char32_t value = 0;
  while (at < text.size() && at < 10 && digit_of(text[at], base) >= 0) {
    value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digit_of(text[at++], base));
    if (value >= 0xF0000) return {};
  }
  if (at == begin || at >= text.size() || text[at] != ';') return {};
  // Control characters and surrogates have rules of their own.
  const bool is_plain = (value >= 0x20 && value < 0x7F) || (value >= 0xA0 && value < 0xD800) ||
                        (value >= 0xE000 && value < 0xFDD0) || value == '\t' || value == '\n';
  return is_plain ? Reference{at + 3, value, {}} : Reference{};
}

Reference read_reference(std::string_view text) {
  if (text.size() > 1 && text[1] == '#') return read_number(text.substr(2));
  std::size_t end = 1;
  while (end < text.size() && end < 10 && is_alphanumeric(text[end])) ++end;
  if (end >= text.size() || text[end] != ';') return {};
  const std::string_view name = text.substr(1, end - 1);
  for (const Name& known : names) {
    if (known.name == name) return {end + 1, 0, known.text};
  }
  return {};
}

// `&` before anything but a letter, a digit or `#` means itself.
bool is_lone(std::string_view text) {
  return text.size() < 2 || !(is_alphanumeric(text[1]) || text[1] == '#');
}

}  // namespace

bool knows_all_references(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('&', at)) != std::string_view::npos;) {
    const std::string_view rest = text.substr(at);
    if (is_lone(rest)) {
      ++at;
      continue;
    }
    const Reference reference = read_reference(rest);
    if (reference.length == 0) return false;
    at += reference.length;
  }
  return true;
}

std::size_t decode_references(std::string_view text, char* out) {
  std::size_t written = 0;
  const auto put = [&](std::string_view bytes) {
    std::memcpy(out + written, bytes.data(), bytes.size());
    written += bytes.size();
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = text.find('&', at);
    if (next == std::string_view::npos) next = text.size();
    put(text.substr(at, next - at));
    at = next;
    if (at == text.size()) break;
    const Reference reference = read_reference(text.substr(at));
    if (reference.length == 0) {
      put("&");
      ++at;
      continue;
    }
    std::string number;
    if (reference.text.empty()) append_utf8(number, reference.code_point);
    put(reference.text.empty() ? std::string_view(number) : reference.text);
    at += reference.length;
  }
  return written;
}

}  // namespace regwatch
