#include "base/url.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_encoded(std::string& out, unsigned char c) {
  out += '%';
  out += hex_digits[c >> 4];
  out += hex_digits[c & 15];
}

// What a browser would encode in a path or query; a `%` stays, encoded already or not.
std::string encode_unsafe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char ch : text) {
    const auto c = static_cast<unsigned char>(ch);
    const bool unsafe = c <= 0x20 || c >= 0x7F || ch == '"' || ch == '<' || ch == '>' ||
                        ch == '`' || ch == '{' || ch == '}' || ch == '|' || ch == '^';
    if (unsafe) {
      append_encoded(out, c);
    } else {
      out += ch;
    }
  }
  return out;
}

// How many dots a segment of nothing but dots has; encoded ones count, as in browsers.
std::size_t dots_of(std::string_view segment) {
  std::size_t dots = 0;
  for (std::size_t i = 0; i < segment.size(); ++i, ++dots) {
    if (segment[i] == '.') continue;
    if (!iequals(segment.substr(i, 3), "%2e")) return 0;
    i += 2;
  }
  return dots;
}

// RFC 3986 §5.2.4.
std::string remove_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  const auto segments = split(path, '/');
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    if (dots_of(segments[i]) == 2) {
      if (!kept.empty()) kept.pop_back();
      if (last) kept.push_back("");
    } else if (dots_of(segments[i]) == 1) {
      if (last) kept.push_back("");
    } else {
      kept.push_back(segments[i]);
    }
  }
  std::string out;
  for (const auto segment : kept) out.append("/").append(segment);
  return out.empty() ? "/" : out;
}

Error invalid(std::string_view text, std::string_view why) {
  return {Fault::invalid, "'" + std::string(ellipsize(text, 200)) + "': " + std::string(why)};
}

// Splits `#fragment` and `?query` off, setting them.
std::string_view cut_tail(std::string_view text, Url& url) {
  if (const auto hash = text.find('#'); hash != text.npos) {
    url.fragment = encode_unsafe(text.substr(hash + 1));
    text = text.substr(0, hash);
  }
  if (const auto mark = text.find('?'); mark != text.npos) {
    url.query = encode_unsafe(text.substr(mark + 1));
    url.has_query = true;
    text = text.substr(0, mark);
  }
  return text;
}

Result<void> read_authority(std::string_view authority, std::string_view whole, Url& url) {
  if (authority.find('@') != authority.npos)
    return invalid(whole, "user information is not allowed");
  std::string_view host = authority;
  std::string_view port;
  if (!authority.empty() && authority.front() == '[') {
    const auto close = authority.find(']');
    if (close == authority.npos) return invalid(whole, "']' expected in the host");
    host = authority.substr(0, close + 1);
    port = authority.substr(close + 1);
    if (!port.empty() && port.front() != ':') return invalid(whole, "':' expected behind ']'");
    if (!port.empty()) port.remove_prefix(1);
  } else if (const auto colon = authority.rfind(':'); colon != authority.npos) {
    host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
  }
  if (host.empty()) return invalid(whole, "a host is expected");
  for (const char c : host) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == '<' || c == '>' || c == '"' || c == '\\' ||
        c == '%')
      return invalid(whole, "the host has a character that no host has");
  }
  url.host = ascii_lower(host);
  if (url.host.size() > 1 && url.host.back() == '.') url.host.pop_back();
  for (const char c : port) {
    if (c < '0' || c > '9') return invalid(whole, "the port is not a number");
    url.port = url.port * 10 + (c - '0');
    if (url.port > 65535) return invalid(whole, "the port is above 65535");
  }
  return {};
}

// Browsers drop tabs and line ends anywhere, and read `\` as `/`.
std::string tidy(std::string_view text) {
  std::string out;
  bool in_query = false;
  for (const char c : trim(text)) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '?' || c == '#') in_query = true;
    out += (c == '\\' && !in_query) ? '/' : c;
  }
  return out;
}

// The scheme with its colon, or nothing.
std::string_view scheme_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos || colon == 0 || text.find_first_of("/?#") < colon) return {};
  const std::string_view scheme = text.substr(0, colon);
  const bool valid = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
  return valid ? scheme : std::string_view{};
}

// `rest` begins behind `scheme:`.
Result<Url> read_absolute(std::string scheme, std::string_view rest, std::string_view whole) {
  Url url;
  url.scheme = std::move(scheme);
  if (url.scheme != "http" && url.scheme != "https")
    return invalid(whole, "only http and https addresses are followed");
  if (rest.substr(0, 2) != "//") return invalid(whole, "'//' expected behind the scheme");
  rest.remove_prefix(2);
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  if (auto read = read_authority(rest.substr(0, end), whole, url); !read) return read.error();
  const auto path = cut_tail(rest.substr(end), url);
  url.path = remove_dot_segments(encode_unsafe(path.empty() ? "/" : path));
  return url;
}

// Second-level names under which others are registered.
constexpr std::array<std::string_view, 10> registries = {"gov", "com", "org", "net", "edu",
                                                         "ac",  "mil", "bj",  "sh",  "co"};

bool is_numeric(std::string_view host) {
  return host.find(':') != host.npos || is_digits(host.substr(host.rfind('.') + 1));
}

std::string_view registered_part(std::string_view host) {
  const auto top = host.rfind('.');
  if (top == host.npos || top == 0) return host;
  auto second = host.rfind('.', top - 1);
  if (second == host.npos) return host;
  const auto label = host.substr(second + 1, top - second - 1);
  const bool registry = std::find(registries.begin(), registries.end(), label) != registries.end();
  if (registry) second = second == 0 ? host.npos : host.rfind('.', second - 1);
  return second == host.npos ? host : host.substr(second + 1);
}

}  // namespace

std::string Url::origin() const {
  std::string out = scheme + "://" + host;
  if (port != 0 && port != (scheme == "https" ? 443 : 80)) out += ":" + std::to_string(port);
  return out;
}

std::string Url::str() const {
  std::string out = origin() + path;
  if (has_query) out += "?" + query;
  if (!fragment.empty()) out += "#" + fragment;
  return out;
}

int Url::effective_port() const { return port != 0 ? port : scheme == "https" ? 443 : 80; }

bool is_of_domain(const Url& url, std::string_view domain) {
  if (!url.host.ends_with(domain)) return false;
  const std::size_t before = url.host.size() - domain.size();
  return before == 0 || url.host[before - 1] == '.';
}

bool is_same_site(std::string_view host, std::string_view other) {
  if (is_numeric(host) || is_numeric(other)) return false;
  return registered_part(host) == registered_part(other);
}

Result<Url> parse_url(std::string_view text) {
  const std::string clean = tidy(text);
  const auto scheme = scheme_of(clean);
  if (scheme.empty())
    return invalid(text, "an absolute address (http://… or https://…) is expected");
  return read_absolute(ascii_lower(scheme), std::string_view(clean).substr(scheme.size() + 1),
                       text);
}

Result<Url> resolve_url(const Url& base, std::string_view reference) {
  const std::string clean = tidy(reference);
  std::string_view rest = clean;
  if (const auto scheme = scheme_of(clean); !scheme.empty()) {
    return read_absolute(ascii_lower(scheme), rest.substr(scheme.size() + 1), reference);
  }
  if (rest.substr(0, 2) == "//") return read_absolute(base.scheme, rest, reference);

  Url url = base;
  url.fragment.clear();
  if (rest.empty()) return url;
  const bool only_fragment = rest.front() == '#';
  if (!only_fragment) {
    url.query.clear();
    url.has_query = false;
  }
  const auto path = cut_tail(rest, url);
  if (path.empty()) return url;
  const std::string encoded = encode_unsafe(path);
  url.path = encoded.front() == '/'
                 ? remove_dot_segments(encoded)
                 : remove_dot_segments(base.path.substr(0, base.path.rfind('/') + 1) + encoded);
  return url;
}

Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
  const auto parsed = parse_url(base);
  if (!parsed) return parsed.error();
  const auto resolved = resolve_url(*parsed, reference);
  if (!resolved) return resolved.error();
  return resolved->str();
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char ch : text) {
    const auto c = static_cast<unsigned char>(ch);
    if (is_unreserved(c)) {
      out += ch;
    } else {
      append_encoded(out, c);
    }
  }
  return out;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto part : split(query, '&')) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    const auto decode = [](std::string_view text) {
      return percent_decode(replace_all(std::string(text), "+", " "));
    };
    out.emplace_back(decode(part.substr(0, equals)),
                     equals == part.npos ? "" : decode(part.substr(equals + 1)));
  }
  return out;
}

std::string build_query(const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (!out.empty()) out += '&';
    out += percent_encode(name) + "=" + percent_encode(value);
  }
  return out;
}

}  // namespace regwatch
