#include "crawler/warc_record.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/random.h"
#include "base/text.h"

namespace regwatch {
namespace {

// Takes one line off the front, without its line end. False where no line end is left.
bool take_line(std::string_view& text, std::string_view& line) {
  const auto end = text.find('\n');
  if (end == text.npos) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return true;
}

std::string_view trim_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_folded(std::string_view line) {
  return !line.empty() && (line.front() == ' ' || line.front() == '\t');
}

// Adds `Name: value`, or continues the field before. False where the line is neither.
bool add_field(std::string_view line, Headers& fields) {
  if (is_folded(line)) {
    if (fields.empty()) return false;
    fields.back().second.append(" ").append(trim_blanks(line));
    return true;
  }
  const auto colon = line.find(':');
  if (colon == line.npos || colon == 0) return false;
  fields.emplace_back(trim_blanks(line.substr(0, colon)), trim_blanks(line.substr(colon + 1)));
  return true;
}

Error invalid(std::string_view expected, std::string_view found) {
  return {Fault::invalid, std::string(expected) + " expected, found '" +
                              ellipsize(to_valid_utf8(found.substr(0, 160)), 40) + "'"};
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Sha256Digest> from_hex(std::string_view text) {
  Sha256Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return digest;
}

std::optional<Sha256Digest> from_base32(std::string_view text) {
  Sha256Digest digest{};
  std::size_t filled = 0;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    unsigned value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<unsigned>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = static_cast<unsigned>(c - 'a');
    } else if (c >= '2' && c <= '7') {
      value = static_cast<unsigned>(c - '2') + 26;
    } else {
      return std::nullopt;
    }
    buffer = ((buffer << 5) | value) & 0xFFFF;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    if (filled < digest.size()) digest[filled++] = static_cast<unsigned char>(buffer >> bits);
  }
  return digest;
}

// `HTTP/1.1 200 OK`, also `HTTP/2 200`.
int status_of(std::string_view line) {
  const auto blank = line.find(' ');
  if (blank == line.npos) return 0;
  int status = 0;
  const auto digits = line.substr(blank + 1, 3);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return fault == std::errc{} && end == digits.data() + 3 && status >= 100 ? status : 0;
}

}  // namespace

std::string WarcRecord::field(std::string_view name) const {
  return find_header(fields, name).value_or("");
}

std::string WarcRecord::type() const { return ascii_lower(field("WARC-Type")); }
std::string WarcRecord::id() const { return strip_angles(field("WARC-Record-ID")); }
std::string WarcRecord::target() const { return strip_angles(field("WARC-Target-URI")); }
std::optional<Instant> WarcRecord::date() const { return parse_instant(field("WARC-Date")); }

Result<WarcRecord> parse_warc_head(std::string_view head) {
  WarcRecord record;
  std::string_view line;
  if (!take_line(head, line) || line.substr(0, 5) != "WARC/") {
    return invalid("'WARC/1.0' or 'WARC/1.1'", line.empty() ? head : line);
  }
  record.version = std::string(trim_blanks(line.substr(5)));
  // Later minor versions may only add; 0.17 and 0.18 were drafts with the same head.
  if (record.version.substr(0, 2) != "1." && record.version.substr(0, 2) != "0.") {
    return invalid("'WARC/1.0' or 'WARC/1.1'", line);
  }
  while (take_line(head, line) && !line.empty()) {
    if (!add_field(line, record.fields)) return invalid("a field 'Name: value'", line);
  }
  const std::string length = record.field("Content-Length");
  const auto [end, fault] =
      std::from_chars(length.data(), length.data() + length.size(), record.content_length);
  if (length.empty() || fault != std::errc{} || end != length.data() + length.size()) {
    return invalid("a Content-Length that is a number", length);
  }
  if (record.field("WARC-Type").empty()) return invalid("a WARC-Type", "");
  return record;
}

std::string strip_angles(std::string_view text) {
  if (text.size() >= 2 && text.front() == '<' && text.back() == '>') {
    text = text.substr(1, text.size() - 2);
  }
  return std::string(text);
}

std::optional<Sha256Digest> parse_sha256_label(std::string_view label) {
  const auto colon = label.find(':');
  if (colon == label.npos) return std::nullopt;
  const auto algorithm = label.substr(0, colon);
  if (!iequals(algorithm, "sha256") && !iequals(algorithm, "sha-256")) return std::nullopt;
  auto value = label.substr(colon + 1);
  while (!value.empty() && value.back() == '=') value.remove_suffix(1);
  if (value.size() == 64) return from_hex(value);
  if (value.size() == 52) return from_base32(value);
  return std::nullopt;
}

std::string sha256_label(const Sha256Digest& digest) { return "sha256:" + to_base32(digest); }

std::string make_record_id() {
  std::array<unsigned char, 16> bytes{};
  fill_random(bytes);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "urn:uuid:";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

std::optional<HttpHead> parse_http_head(std::string_view block) {
  HttpHead head;
  std::string_view rest = block;
  std::string_view line;
  if (!take_line(rest, line)) return std::nullopt;
  head.start_line = std::string(line);
  if (line.substr(0, 5) == "HTTP/") {
    head.status = status_of(line);
    if (head.status == 0) return std::nullopt;
  } else {
    head.method = std::string(line.substr(0, line.find(' ')));
    if (head.method.empty() || line.find(" HTTP/") == line.npos) return std::nullopt;
  }
  while (take_line(rest, line)) {
    if (line.empty()) {
      head.complete = true;
      break;
    }
    // A line that is no field is kept out; servers do send such lines, and browsers skip them.
    add_field(line, head.headers);
  }
  head.size = block.size() - rest.size();
  return head;
}

std::string without_fields(std::string_view head, const std::vector<std::string_view>& names) {
  std::string out;
  out.reserve(head.size());
  bool dropping = false;
  bool first = true;
  while (!head.empty()) {
    const auto end = head.find('\n');
    const auto line = head.substr(0, end == head.npos ? head.size() : end + 1);
    head.remove_prefix(line.size());
    if (first || !is_folded(line)) {
      const auto name = trim_blanks(line.substr(0, line.find(':')));
      dropping = !first && std::any_of(names.begin(), names.end(),
                                       [&](std::string_view n) { return iequals(n, name); });
    }
    first = false;
    if (!dropping) out.append(line);
  }
  return out;
}

Unchunked remove_chunking(std::string_view body) {
  Unchunked out;
  std::string_view rest = body;
  std::string_view line;
  while (true) {
    const bool more = take_line(rest, line);
    const auto size_text = trim_blanks(line.substr(0, line.find(';')));
    std::uint64_t size = 0;
    const auto [end, fault] =
        std::from_chars(size_text.data(), size_text.data() + size_text.size(), size, 16);
    const bool is_size = more && !size_text.empty() && fault == std::errc{} &&
                         end == size_text.data() + size_text.size();
    if (!is_size && !out.was_chunked) return {std::string(body), false, true};
    if (!is_size) break;
    out.was_chunked = true;
    if (size == 0) return out;
    out.body.append(rest.substr(0, size));
    if (size > rest.size()) break;
    rest.remove_prefix(size);
    if (!rest.empty() && rest.front() == '\r') rest.remove_prefix(1);
    if (!rest.empty() && rest.front() == '\n') rest.remove_prefix(1);
  }
  out.complete = false;
  return out;
}

}  // namespace regwatch
