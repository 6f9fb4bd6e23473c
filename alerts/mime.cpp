#include "alerts/mime.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::size_t line_limit = 76;
constexpr std::size_t word_bytes = 45;  // 60 characters of base64; with `=?UTF-8?B?` and `?=` 72.

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string on_one_line(std::string_view text) {
  std::string out = to_valid_utf8(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

bool is_address_byte(char c) {
  return c > 0x20 && c < 0x7F &&
         std::string_view("<>(),;:\\\"[]").find(c) == std::string_view::npos;
}

// Folds at spaces; a word longer than a line stays whole. `used` is what stands on the line
// already.
std::string fold(std::string_view value, std::size_t used) {
  std::string out;
  for (const auto word : split(value, ' ')) {
    if (!out.empty() && used + 1 + word.size() > line_limit) {
      out.append(crlf).append(" ");
      used = 1;
    } else if (!out.empty()) {
      out += ' ';
      ++used;
    }
    out += word;
    used += word.size();
  }
  return out;
}

std::string part(std::string_view boundary, std::string_view type, std::string_view body) {
  std::string out = "--" + std::string(boundary) + "\r\nContent-Type: " + std::string(type);
  out += "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return out + base64_lines(body);
}

}  // namespace

std::string MailAddress::host() const { return address.substr(address.rfind('@') + 1); }

Result<MailAddress> parse_mail_address(std::string_view text) {
  const auto whole = trim(text);
  MailAddress out;
  std::string_view address = whole;
  if (whole.ends_with('>') && whole.find('<') != whole.npos) {
    const auto bracket = whole.rfind('<');
    address = whole.substr(bracket + 1, whole.size() - bracket - 2);
    auto name = trim(whole.substr(0, bracket));
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
    out.name = on_one_line(name);
  }
  const auto at = address.find('@');
  const bool parted = at != address.npos && at > 0 && at + 1 < address.size() &&
                      address.find('@', at + 1) == address.npos;
  const bool controlled = std::any_of(whole.begin(), whole.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (!parted || controlled || address.size() > 254 ||
      !std::all_of(address.begin(), address.end(), is_address_byte)) {
    return Error{Fault::invalid, "'" + ellipsize(on_one_line(whole), 80) +
                                     "' is no mail address; editor@example.com or "
                                     "Name <editor@example.com> is expected"};
  }
  out.address = address;
  return out;
}

std::string format_mail_address(const MailAddress& address) {
  if (address.name.empty()) return address.address;
  const bool atoms = std::all_of(address.name.begin(), address.name.end(), [](char c) {
    return c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  std::string name = address.name;
  if (!is_plain(name)) {
    // On a line of its own, for the last encoded word may fill the one before.
    return encode_header(name, std::string_view("From: ").size()) + "\r\n <" + address.address +
           ">";
  }
  if (!atoms) {
    name = "\"" + replace_all(replace_all(name, "\\", "\\\\"), "\"", "\\\"") + "\"";
  }
  return name + " <" + address.address + ">";
}

std::string encode_header(std::string_view text, std::size_t used) {
  const std::string line = on_one_line(text);
  if (is_plain(line) && line.find("=?") == std::string::npos) return fold(line, used);
  std::string out;
  std::string bytes;
  // The first word shares its line with the field's name.
  std::size_t room = used < 40 ? (line_limit - used - 12) / 4 * 3 : word_bytes;
  const auto flush = [&] {
    if (bytes.empty()) return;
    out.append(out.empty() ? "" : "\r\n ").append("=?UTF-8?B?" + base64(bytes) + "?=");
    bytes.clear();
    room = word_bytes;
  };
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    next_code_point(line, at);
    if (bytes.size() + (at - begin) > std::min(room, word_bytes)) flush();
    bytes.append(line, begin, at - begin);
  }
  flush();
  return out;
}

std::string header_line(std::string_view name, std::string_view value) {
  std::string out(name);
  return out.append(": ").append(encode_header(value, name.size() + 2)).append(crlf);
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= count ? letters[group >> (18 - 6 * j) & 0x3F] : '=';
    }
  }
  return out;
}

std::string base64_lines(std::string_view bytes) {
  const std::string all = base64(bytes);
  std::string out;
  out.reserve(all.size() + all.size() / 38 + 4);
  for (std::size_t at = 0; at < all.size(); at += line_limit) {
    out.append(all, at, line_limit).append(crlf);
  }
  return out;
}

std::string format_mail_date(Instant instant) {
  // The HTTP form differs in the zone alone; RFC 5322 §4.3 calls `GMT` obsolete.
  return replace_all(format_http_date(instant), "GMT", "+0000");
}

std::string compose_alternative(const std::vector<std::pair<std::string, std::string>>& fields,
                                std::string_view boundary, std::string_view text,
                                std::string_view html) {
  std::string out;
  // Each value was made for a header by its caller; a line break that is no folding ends here.
  for (const auto& [name, value] : fields) {
    const std::string folded = replace_all(value, "\r\n ", "\n");
    std::string safe;
    for (const char c : folded) safe += c == '\r' || c == '\0' ? ' ' : c;
    out += name + ": " + replace_all(safe, "\n", "\r\n ") + "\r\n";
  }
  out += "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"";
  out.append(boundary).append("\"\r\n\r\n");
  out += part(boundary, "text/plain", text) + part(boundary, "text/html", html);
  return out.append("--").append(boundary).append("--\r\n");
}

}  // namespace regwatch
