#include "diff/notice.h"

#include <algorithm>
#include <array>

#include "base/names.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

constexpr Names<NoticeStatus, 3> status_names = {{
    {NoticeStatus::listed, "listed"},
    {NoticeStatus::delisted, "delisted"},
    {NoticeStatus::withdrawn, "withdrawn"},
}};

// ── hosts ───────────────────────────────────────────────────────────────────────────────────────

// Second-level names of .cn under which institutions register; `www` before one of them is part of
// a name (www.gov.cn), not a twin of it.
constexpr std::array<std::string_view, 8> registries = {"gov.cn", "org.cn", "com.cn", "net.cn",
                                                        "edu.cn", "ac.cn",  "mil.cn", "cn"};

bool is_registrable(std::string_view host) {
  if (host.find('.') == host.npos) return false;
  if (host.find_first_not_of("0123456789.") == host.npos) return false;  // An IPv4 address.
  return std::find(registries.begin(), registries.end(), host) == registries.end();
}

// One institution answers at www., at wap. or m. for telephones, and often at the bare name.
std::string_view without_twin_label(std::string_view host) {
  for (const std::string_view label : {"www.", "wap.", "m."}) {
    if (host.substr(0, label.size()) != label) continue;
    const auto rest = host.substr(label.size());
    return is_registrable(rest) ? rest : host;
  }
  return host;
}

// ── parameters that say who shared the link, not what it shows ──────────────────────────────────

constexpr std::array<std::string_view, 18> tracking_names = {
    "spm",          "scm",   "isappinstalled", "share_token", "wxshare_count", "nsukey",
    "weixin_share", "gclid", "fbclid",         "msclkid",     "bd_vid",        "hmsr",
    "hmpl",         "hmcu",  "hmkw",           "hmci",        "share_medium",  "share_source"};
// `from` is a parameter of many systems; only WeChat's own values are marks of sharing.
constexpr std::array<std::string_view, 5> wechat_origins = {"singlemessage", "groupmessage",
                                                            "timeline", "message", "weixin"};

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Seconds or milliseconds since the epoch: against caches, or of the moment of sharing.
bool is_epoch(std::string_view value) {
  return (value.size() == 10 || value.size() == 13) &&
         value.find_first_not_of("0123456789") == value.npos;
}

bool is_tracking(std::string_view parameter) {
  const auto equals = parameter.find('=');
  const std::string name = ascii_lower(parameter.substr(0, equals));
  const auto value = equals == parameter.npos ? std::string_view{} : parameter.substr(equals + 1);
  if (name.rfind("utm_", 0) == 0 || contains(tracking_names, name)) return true;
  if (name == "from") return contains(wechat_origins, value);
  return name == "timestamp" && is_epoch(value);
}

std::string without_tracking(std::string_view query) {
  std::string out;
  for (const auto parameter : split(query, '&')) {
    if (parameter.empty() || is_tracking(parameter)) continue;
    if (!out.empty()) out += '&';
    out += parameter;
  }
  return out;
}

// ── paths ───────────────────────────────────────────────────────────────────────────────────────

// RFC 3986 §6.2.2: upper-case hexadecimal digits, and no encoding where none is needed.
std::string normal_encoding(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto triplet = text.substr(i, 3);
    const std::string decoded = percent_decode(triplet);
    if (text[i] == '%' && triplet.size() == 3 && decoded.size() == 1) {
      out += percent_encode(decoded);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Java servers write a visitor's session into the path.
std::string_view without_session(std::string_view path) {
  const std::string lower = ascii_lower(path);
  const auto at = lower.find(";jsessionid=");
  return at == lower.npos ? path : path.substr(0, at);
}

// `#/detail/7` is the address proper of a page that a script builds; any other fragment is a place
// within a page.
bool is_route(std::string_view fragment) {
  return fragment.substr(0, 1) == "/" || fragment.substr(0, 2) == "!/";
}

}  // namespace

std::string_view name_of(NoticeStatus status) { return name_in(status_names, status); }

std::optional<NoticeStatus> status_named(std::string_view name) {
  return value_in(status_names, name);
}

std::string canonical_address(std::string_view text) {
  const auto url = parse_url(text);
  if (!url) return std::string(trim(text));
  std::string out(without_twin_label(url->host));
  if (url->port != 0 && url->port != (url->scheme == "https" ? 443 : 80))
    out += ":" + std::to_string(url->port);
  out += normal_encoding(without_session(url->path));
  const std::string query = without_tracking(normal_encoding(url->query));
  if (!query.empty()) out += "?" + query;
  if (is_route(url->fragment)) out += "#" + normal_encoding(url->fragment);
  return out;
}

std::string notice_id(std::string_view canonical, std::size_t length) {
  // No i, l, o, u: what is read aloud or copied by hand stays what it was.
  static constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const unsigned char byte : sha256(canonical)) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      if (out.size() == length) return out;
      out += alphabet[(buffer >> (bits - 5)) & 31];
    }
    buffer &= (1u << bits) - 1;
  }
  return out;
}

}  // namespace regwatch
