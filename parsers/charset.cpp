#include "parsers/charset.h"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <cerrno>
#include <optional>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t declared_within = 4096;  // Real pages put scripts before their meta.
constexpr std::size_t guessed_from = 64 * 1024;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return out;
}

// The name by which iconv is asked; empty for what is no charset.
std::string canonical_name(std::string_view label) {
  std::string name;
  for (const char c : trim(label)) {
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
    if (!allowed || name.size() > 30) return "";
    name += c;
  }
  name = upper(name);
  for (const std::string_view alias :
       {"GB2312", "GBK", "GB18030", "X-GBK", "GB_2312-80", "CHINESE", "EUC-CN", "CP936", "MS936",
        "HZ-GB-2312", "ISO-8859-1", "GB"}) {
    // A Chinese page that calls itself Latin 1 is a server's default, and never is.
    if (name == alias) return name == "ISO-8859-1" ? "" : "GB18030";
  }
  if (name == "UTF8") return "UTF-8";
  return name;
}

// The value of `charset=` or `encoding=` that follows `at`.
std::string_view value_behind(std::string_view text, std::size_t at) {
  while (at < text.size() &&
         (text[at] == ' ' || text[at] == '=' || text[at] == '"' || text[at] == '\''))
    ++at;
  const auto end = text.find_first_of(" \t\r\n;\"'>/?", at);
  return text.substr(at, end == text.npos ? text.npos : end - at);
}

std::string charset_in_header(std::string_view content_type) {
  const std::string lower = ascii_lower(content_type);
  const auto at = lower.find("charset");
  return at == lower.npos ? "" : canonical_name(value_behind(lower, at + 7));
}

std::string charset_in_bytes(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, declared_within));
  if (head.starts_with("<?xml")) {
    const auto end = head.find("?>");
    const auto at = head.find("encoding");
    if (at != head.npos && at < end) return canonical_name(value_behind(head, at + 8));
  }
  for (auto meta = head.find("<meta"); meta != head.npos; meta = head.find("<meta", meta + 5)) {
    const auto end = head.find('>', meta);
    const std::string_view tag =
        std::string_view(head).substr(meta, end == head.npos ? head.npos : end - meta);
    if (const auto at = tag.find("charset"); at != tag.npos)
      return canonical_name(value_behind(tag, at + 7));
  }
  return "";
}

std::string guess(std::string_view bytes) {
  const uchardet_t detector = uchardet_new();
  const auto sample = bytes.substr(0, guessed_from);
  uchardet_handle_data(detector, sample.data(), sample.size());
  uchardet_data_end(detector);
  const std::string name = canonical_name(uchardet_get_charset(detector));
  uchardet_delete(detector);
  return name;
}

// Converts, with U+FFFD for what cannot be. Nothing where iconv does not know the charset.
std::optional<Decoded> convert(std::string_view bytes, const std::string& charset) {
  const iconv_t converter = iconv_open("UTF-8", charset.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  Decoded out;
  out.charset = charset;
  out.text.reserve(bytes.size() * 3 / 2);
  char* in = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  char buffer[16 * 1024];
  while (left > 0) {
    char* at = buffer;
    std::size_t room = sizeof buffer;
    const std::size_t converted = iconv(converter, &in, &left, &at, &room);
    out.text.append(buffer, sizeof buffer - room);
    if (converted != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    out.text += replacement;
    ++out.lossy;
    if (errno == EINVAL) break;  // The text ends within a character.
    ++in;
    --left;
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
  }
  iconv_close(converter);
  return out;
}

Decoded as_utf8(std::string_view bytes) {
  Decoded out;
  out.charset = "UTF-8";
  if (is_valid_utf8(bytes)) {
    out.text = bytes;
    return out;
  }
  out.text = to_valid_utf8(bytes);
  for (auto at = out.text.find(replacement); at != std::string::npos;
       at = out.text.find(replacement, at + 3))
    ++out.lossy;
  return out;
}

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::optional<Decoded> by_byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return as_utf8(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "UTF-16BE");
  return std::nullopt;
}

// Whichever reading loses less; the first of equals.
Decoded better(Decoded a, Decoded b) { return b.lossy < a.lossy ? std::move(b) : std::move(a); }

}  // namespace

Decoded decode_text(std::string_view bytes, std::string_view content_type) {
  if (auto marked = by_byte_order_mark(bytes)) return std::move(*marked);
  // Valid UTF-8 beyond ASCII is UTF-8 whatever was declared: no other text passes by chance.
  if (is_valid_utf8(bytes)) {
    const std::string declared = is_ascii(bytes) ? charset_in_header(content_type) : "";
    Decoded out = as_utf8(bytes);
    if (declared.starts_with("UTF-16") || declared == "ISO-2022-CN") {
      if (auto converted = convert(bytes, declared)) return std::move(*converted);
    }
    return out;
  }
  std::string declared = charset_in_header(content_type);
  if (declared.empty()) declared = charset_in_bytes(bytes);
  Decoded utf8 = as_utf8(bytes);
  if (!declared.empty() && declared != "UTF-8") {
    auto converted = convert(bytes, declared);
    // A few broken bytes in the declared charset are the page's; many disprove the declaration.
    if (converted && converted->lossy * 200 <= bytes.size()) return std::move(*converted);
  }
  auto chinese = convert(bytes, "GB18030");
  if (declared == "UTF-8" && utf8.lossy * 200 <= bytes.size() && (!chinese || chinese->lossy > 0))
    return utf8;
  if (chinese && chinese->lossy == 0) return std::move(*chinese);
  const std::string guessed = guess(bytes);
  if (!guessed.empty() && guessed != "UTF-8") {
    if (auto converted = convert(bytes, guessed); converted && converted->lossy == 0)
      return std::move(*converted);
  }
  return chinese ? better(std::move(utf8), std::move(*chinese)) : std::move(utf8);
}

}  // namespace regwatch
