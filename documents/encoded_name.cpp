#include "documents/encoded_name.h"

#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "documents/file_name.h"
#include "parsers/charset.h"

namespace regwatch {
namespace {

std::string in_charset(std::string_view octets, std::string_view charset) {
  return decode_text(octets, "text/plain; charset=" + std::string(charset)).text;
}

int base64_digit(char c) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto at = digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string base64_decode(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) continue;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

std::string quoted_decode(std::string_view text) {
  std::string as_percent;
  for (const char c : text) {
    if (c == '%') {
      as_percent += "%25";
    } else {
      as_percent += c == '=' ? '%' : c == '_' ? ' ' : c;
    }
  }
  return percent_decode(as_percent);
}

// RFC 2616 §2.2: a quoted string, where `\` takes the next character as it is. A backslash before
// what needs none is a Windows path.
std::string unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') return std::string(trim(value));
  std::string out;
  for (std::size_t i = 1; i < value.size() && value[i] != '"'; ++i) {
    const bool escapes =
        value[i] == '\\' && i + 1 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\');
    if (escapes) ++i;
    out += value[i];
  }
  return out;
}

// The parameters of a header's value; `;` within quotes parts nothing.
std::vector<std::pair<std::string, std::string>> parameters_of(std::string_view value) {
  std::vector<std::pair<std::string, std::string>> out;
  std::size_t start = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == '"' && (i == 0 || value[i - 1] != '\\')) quoted = !quoted;
    if (i < value.size() && (quoted || value[i] != ';')) continue;
    const std::string_view part = trim(value.substr(start, i - start));
    start = i + 1;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    out.emplace_back(ascii_lower(trim(part.substr(0, equals))),
                     std::string(trim(part.substr(equals + 1))));
  }
  return out;
}

// RFC 5987 §3.2: charset'language'octets.
std::string extended_value(std::string_view value) {
  const std::string plain = unquoted(value);
  const std::size_t first = plain.find('\'');
  const std::size_t second = first == std::string::npos ? first : plain.find('\'', first + 1);
  if (second == std::string::npos) return decoded_octets(percent_decode(plain));
  const std::string octets = percent_decode(plain.substr(second + 1));
  const std::string charset = plain.substr(0, first);
  if (iequals(charset, "UTF-8") || charset.empty()) return decoded_octets(octets);
  return in_charset(octets, charset);
}

bool is_percent_encoded(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto is_hex = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    if (text[i] == '%' && is_hex(text[i + 1]) && is_hex(text[i + 2])) return true;
  }
  return false;
}

std::string plain_value(std::string_view value) {
  std::string name = unquoted(value);
  if (name.find("=?") != std::string::npos) return decode_encoded_words(name);
  // Not what RFC 6266 says, but what browsers understand and many servers send.
  if (is_percent_encoded(name)) name = percent_decode(name);
  return decoded_octets(name);
}

// 未知 in GBK is a Greek letter with a Hebrew accent in UTF-8. Chinese in UTF-8 takes three bytes a
// character, so that a name of twos alone is GBK.
std::string gbk_in_disguise(std::string_view octets) {
  for (std::size_t at = 0; at < octets.size();) {
    if (next_code_point(octets, at) >= 0x800) return std::string(octets);
  }
  const auto gbk = decode_as(octets, "GB18030");
  return gbk && gbk->lossy == 0 ? gbk->text : std::string(octets);
}

}  // namespace

std::string decoded_octets(std::string_view octets) {
  if (!is_valid_utf8(octets)) return in_charset(octets, "gb18030");
  // UTF-8 that a server took for Latin-1 and encoded once more: every character is below U+0100.
  std::string bytes;
  for (std::size_t at = 0; at < octets.size();) {
    const char32_t c = next_code_point(octets, at);
    if (c > 0xFF) return gbk_in_disguise(octets);
    bytes += static_cast<char>(c);
  }
  const bool was_ascii = bytes.size() == octets.size();
  if (was_ascii) return bytes;
  if (is_valid_utf8(bytes)) return bytes;
  const Decoded guess = decode_text(bytes, "text/plain; charset=gb18030");
  return guess.lossy == 0 && bytes.size() >= 4 ? guess.text : std::string(octets);
}

std::string decode_encoded_words(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t start = text.find("=?");
    const std::size_t charset_end =
        start == std::string_view::npos ? start : text.find('?', start + 2);
    if (charset_end == std::string_view::npos || charset_end + 3 > text.size() ||
        text[charset_end + 2] != '?')
      return out + decoded_octets(text);
    const std::size_t end = text.find("?=", charset_end + 3);
    if (end == std::string_view::npos) return out + decoded_octets(text);
    const std::string_view charset = text.substr(start + 2, charset_end - start - 2);
    const std::string_view words = text.substr(charset_end + 3, end - charset_end - 3);
    const bool base64 = text[charset_end + 1] == 'B' || text[charset_end + 1] == 'b';
    // White space between two encoded words is no part of the text.
    if (const auto before = text.substr(0, start); !trim(before).empty())
      out += decoded_octets(before);
    out += in_charset(base64 ? base64_decode(words) : quoted_decode(words), charset);
    text.remove_prefix(end + 2);
  }
}

std::string file_name_in_disposition(std::string_view value) {
  std::string plain;
  for (const auto& [name, parameter] : parameters_of(value)) {
    if (name == "filename*") return extended_value(parameter);
    if (name == "filename" && plain.empty()) plain = plain_value(parameter);
  }
  return plain;
}

}  // namespace regwatch
