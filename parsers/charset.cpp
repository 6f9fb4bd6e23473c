#include "parsers/charset.h"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <cerrno>
#include <memory>
#include <optional>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t declaration_bytes = 4096;
constexpr std::size_t guess_bytes = 64 * 1024;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string ascii_upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return out;
}

// The name that iconv knows a charset by, or empty for one that means nothing.
std::string canonical(std::string_view name) {
  const std::string upper = ascii_upper(trim(name));
  if (upper.empty() || upper.size() > 32) return "";
  if (upper == "UTF8" || upper == "UTF-8" || upper == "UNICODE") return "UTF-8";
  for (const std::string_view known : {"GB2312", "GB_2312-80", "GBK", "X-GBK", "GB18030", "CP936",
                                       "EUC-CN", "MS936", "CSGB2312", "WINDOWS-936"}) {
    if (upper == known) return "GB18030";
  }
  if (upper == "ISO-8859-1" || upper == "LATIN1" || upper == "US-ASCII" || upper == "ASCII") {
    return "WINDOWS-1252";
  }
  if (upper == "BIG5" || upper == "X-X-BIG5" || upper == "BIG-5") return "BIG5-HKSCS";
  return upper;
}

// What follows `charset=` or `encoding=`, quotes aside.
std::string value_behind(std::string_view text, std::string_view label) {
  const std::string lower = ascii_lower(text);
  for (std::size_t at = 0; (at = lower.find(label, at)) != std::string::npos; at += label.size()) {
    std::string_view rest = trim(text.substr(at + label.size()));
    if (!rest.starts_with('=')) continue;
    rest = trim(rest.substr(1));
    while (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
    return canonical(rest.substr(0, rest.find_first_of("\"' \t\r\n;,>?/")));
  }
  return "";
}

std::string declared_inside(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, declaration_bytes);
  if (head.starts_with("<?xml")) {
    const std::string xml = value_behind(head.substr(0, head.find("?>")), "encoding");
    if (!xml.empty()) return xml;
  }
  const std::string lower = ascii_lower(head);
  for (std::size_t at = 0; (at = lower.find("<meta", at)) != std::string::npos; at += 5) {
    const std::size_t end = std::min(lower.find('>', at), head.size());
    const std::string meta = value_behind(head.substr(at, end - at), "charset");
    // A page that can be read for its meta is none of UTF-16.
    if (!meta.empty()) return meta.starts_with("UTF-16") ? "UTF-8" : meta;
  }
  return "";
}

class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  ~Converter() {
    if (valid()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool valid() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  Decoded convert(std::string_view bytes, std::size_t unit) {
    Decoded out;
    out.text.reserve(bytes.size() + bytes.size() / 2);
    char* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left > 0) {
      char buffer[16384];
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const std::size_t result = iconv(handle_, &in, &left, &to, &room);
      const int why = errno;
      out.text.append(buffer, static_cast<std::size_t>(to - buffer));
      if (result != static_cast<std::size_t>(-1) || why == E2BIG) continue;
      out.text.append(replacement);
      ++out.lossy;
      const std::size_t skipped = std::min(left, unit);
      in += skipped;
      left -= skipped;
    }
    return out;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<Decoded> decode_as(std::string_view bytes, const std::string& charset) {
  Converter converter(charset);
  if (!converter.valid()) return std::nullopt;
  Decoded out = converter.convert(bytes, charset.starts_with("UTF-16") ? 2 : 1);
  // Some tables hold characters that are none in Unicode.
  if (!is_valid_utf8(out.text)) out.text = to_valid_utf8(out.text);
  out.charset = charset;
  return out;
}

namespace {

Decoded as_valid_utf8(std::string_view bytes) {
  Decoded out;
  out.charset = "UTF-8";
  out.text.assign(bytes);
  return out;
}

Decoded as_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return as_valid_utf8(bytes);
  Decoded out;
  out.charset = "UTF-8";
  out.text = to_valid_utf8(bytes);
  const auto count = [](std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(replacement, at)) != text.npos; at += 3) ++found;
    return found;
  };
  out.lossy = count(out.text) - count(bytes);
  return out;
}

std::string guess(std::string_view bytes) {
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  const std::string_view part = bytes.substr(0, guess_bytes);
  if (uchardet_handle_data(detector.get(), part.data(), part.size()) != 0) return "";
  uchardet_data_end(detector.get());
  return canonical(uchardet_get_charset(detector.get()));
}

// A torn last character, or a few bad bytes in a long page, disprove nothing.
bool is_nearly(const Decoded& decoded) {
  return decoded.lossy <= 1 + count_code_points(decoded.text) / 2000;
}

// Bytes that are no UTF-8, or are said to be something else.
Decoded decode_legacy(std::string_view bytes, const std::string& declared) {
  std::vector<std::string> tries;
  if (!declared.empty() && declared != "UTF-8") tries.push_back(declared);
  const Decoded utf8 = as_utf8(bytes);
  if (is_nearly(utf8) && tries.empty()) return utf8;
  if (tries.empty()) tries.push_back("GB18030");
  if (const std::string guessed = guess(bytes); !guessed.empty()) tries.push_back(guessed);
  tries.push_back("GB18030");
  Decoded best = utf8;
  for (const std::string& charset : tries) {
    auto decoded = decode_as(bytes, charset);
    if (!decoded) continue;
    if (is_nearly(*decoded)) return std::move(*decoded);
    if (decoded->lossy < best.lossy) best = std::move(*decoded);
  }
  return best;
}

}  // namespace

Decoded decode_text(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return as_utf8(bytes.substr(3));
  for (const auto& [mark, charset] :
       {std::pair{"\xFF\xFE", "UTF-16LE"}, {"\xFE\xFF", "UTF-16BE"}}) {
    if (!bytes.starts_with(mark)) continue;
    if (auto decoded = decode_as(bytes.substr(2), charset)) return std::move(*decoded);
  }
  std::string declared = value_behind(content_type, "charset");
  if (declared.empty()) declared = declared_inside(bytes);
  // Well-formed UTF-8 with bytes beyond ASCII is hardly ever anything else, whatever was declared.
  const bool could_be_utf8 = is_valid_utf8(bytes);
  const bool is_shifted = declared.starts_with("ISO-2022") || declared == "HZ-GB-2312";
  if (could_be_utf8 && !is_shifted) return as_valid_utf8(bytes);
  return decode_legacy(bytes, declared);
}

}  // namespace regwatch
