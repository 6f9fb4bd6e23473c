#include "crawler/cookies.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t max_cookies_per_host = 50;
constexpr std::size_t max_cookie_bytes = 4096;
constexpr std::size_t max_hosts = 50;

// RFC 6265 §5.1.4.
std::string default_path(const Url& url) {
  const auto slash = url.path.rfind('/');
  return slash == 0 || slash == url.path.npos ? "/" : url.path.substr(0, slash);
}

bool path_matches(std::string_view request, std::string_view cookie) {
  if (request.substr(0, cookie.size()) != cookie) return false;
  return request.size() == cookie.size() || cookie.back() == '/' || request[cookie.size()] == '/';
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Instant expiry_after(std::string_view max_age, Instant now) {
  long long seconds = 0;
  const auto read = std::from_chars(max_age.data(), max_age.data() + max_age.size(), seconds);
  if (read.ec == std::errc::invalid_argument) return Instant::max();
  constexpr long long ten_years = 10LL * 365 * 86400;
  if (read.ec != std::errc{} || seconds > ten_years) seconds = ten_years;
  return seconds <= 0 ? Instant::min() : now + std::chrono::seconds(seconds);
}

struct NameValue {
  std::string_view name;
  std::string_view value;
};

NameValue cut_pair(std::string_view part) {
  const auto equals = part.find('=');
  if (equals == part.npos) return {trim(part), {}};
  return {trim(part.substr(0, equals)), trim(part.substr(equals + 1))};
}

}  // namespace

void CookieJar::take(std::string_view set_cookie, const Url& from, Instant now) {
  if (set_cookie.size() > max_cookie_bytes || has_control(set_cookie)) return;
  const auto parts = split(set_cookie, ';');
  const NameValue pair = cut_pair(parts.front());
  if (pair.name.empty()) return;
  Cookie cookie{std::string(pair.name), std::string(pair.value), default_path(from)};
  bool has_max_age = false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const NameValue attribute = cut_pair(parts[i]);
    if (iequals(attribute.name, "path") && attribute.value.substr(0, 1) == "/")
      cookie.path = attribute.value;
    if (iequals(attribute.name, "secure")) cookie.secure = true;
    if (iequals(attribute.name, "max-age")) {
      cookie.expires = expiry_after(attribute.value, now);
      has_max_age = true;
    }
    if (iequals(attribute.name, "expires") && !has_max_age)
      cookie.expires = parse_http_date(attribute.value).value_or(Instant::max());
  }
  if (by_host_.size() >= max_hosts && !by_host_.contains(from.host)) return;
  auto& cookies = by_host_[from.host];
  std::erase_if(cookies, [&](const Cookie& known) {
    return (known.name == cookie.name && known.path == cookie.path) || known.expires <= now;
  });
  if (cookie.expires > now && cookies.size() < max_cookies_per_host)
    cookies.push_back(std::move(cookie));
}

std::string CookieJar::header_for(const Url& url, Instant now) const {
  const auto found = by_host_.find(url.host);
  if (found == by_host_.end()) return {};
  std::vector<const Cookie*> sent;
  for (const Cookie& cookie : found->second) {
    if (cookie.expires > now && (!cookie.secure || url.scheme == "https") &&
        path_matches(url.path, cookie.path))
      sent.push_back(&cookie);
  }
  std::stable_sort(sent.begin(), sent.end(), [](const Cookie* a, const Cookie* b) {
    return a->path.size() > b->path.size();
  });
  std::string header;
  for (const Cookie* cookie : sent)
    header += (header.empty() ? "" : "; ") + cookie->name + "=" + cookie->value;
  return header;
}

}  // namespace regwatch
