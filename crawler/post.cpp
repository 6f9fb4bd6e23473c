#include "crawler/post.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/text.h"
#include "base/url.h"
#include "crawler/curl_handles.h"
#include "crawler/guard.h"

namespace regwatch {
namespace {

using std::chrono::seconds;

constexpr seconds longest_wait{24 * 3600};
// Far above what a real server sends; interim answers count.
constexpr std::size_t max_head_bytes = 64u << 10;

/// What libcurl's callbacks write to.
struct Exchange {
  PostAnswer answer;
  std::size_t max_answer = 0;
  std::size_t head_bytes = 0;  ///< Of all heads.
  bool head_ended = false;     ///< Of the newest head, which an interim one (100) may be.
  std::string refused;         ///< Why a callback stopped the exchange before it was answered.
};

// Once the status is known, a body beyond the limit may be cut off: it changes nothing.
std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& exchange = *static_cast<Exchange*>(data);
  std::string& body = exchange.answer.body;
  const std::size_t taken = std::min(size * count, exchange.max_answer - body.size());
  body.append(bytes, taken);
  return taken;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& exchange = *static_cast<Exchange*>(data);
  auto& headers = exchange.answer.headers;
  const std::string_view line(bytes, size * count);
  exchange.head_bytes += line.size();
  if (exchange.head_bytes > max_head_bytes) {
    // In a trailer the answer stands already.
    if (!exchange.head_ended) exchange.refused = "header fields without end";
    return 0;
  }
  if (line.starts_with("HTTP/") && (exchange.head_ended || headers.empty())) {
    headers.clear();
    exchange.head_ended = false;
  }
  if (exchange.head_ended) return line.size();  // A trailer.
  exchange.head_ended = trim(line).empty();
  if (const auto colon = line.find(':'); colon != line.npos)
    headers[ascii_lower(line.substr(0, colon))] = std::string(trim(line.substr(colon + 1)));
  return line.size();
}

std::optional<seconds> wait_asked_for(const std::map<std::string, std::string>& headers) {
  const auto found = headers.find("retry-after");
  if (found == headers.end()) return std::nullopt;
  const std::string& value = found->second;
  long long wait = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), wait);
  if (error != std::errc() || end != value.data() + value.size()) {
    const std::time_t moment = curl_getdate(value.c_str(), nullptr);
    if (moment < 0) return std::nullopt;
    wait = static_cast<long long>(moment) - static_cast<long long>(std::time(nullptr));
  }
  return std::clamp(seconds(wait), seconds{0}, longest_wait);
}

// A control character could end the field and begin another.
std::string field_line(std::string_view name, std::string_view value) {
  std::string line = std::string(name) + ": ";
  for (const char c : value) {
    const bool is_control = (c >= 0 && c < 0x20) || c == 0x7f;
    if (!is_control) line += c;
  }
  return line;
}

LineList headers_of(const PostRequest& request, const PostManners& manners) {
  LineList list;
  const auto add = [&](const std::string& line) { append_line(list, line); };
  add(field_line("User-Agent", manners.user_agent));
  // Nothing is gained by asking whether a small body is welcome.
  add("Expect:");
  for (const auto& [name, value] : request.headers) add(field_line(name, value));
  return list;
}

void set_request(CURL* easy, const PostRequest& request, const PostManners& manners) {
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  // The environment's proxy variables are not obeyed.
  curl_easy_setopt(easy, CURLOPT_PROXY, manners.proxy.value_or("").c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, manners.proxy ? "" : "*");
  // What a proxy says of its tunnel is no answer.
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (request.ca_file) curl_easy_setopt(easy, CURLOPT_CAINFO, request.ca_file->c_str());
  if (request.method == "POST" || !request.body.empty()) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
  }
  if (request.method != "POST") {
    if (request.body.empty()) curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  const auto total = request.timeout.count();
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(total));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(total, 10'000L)));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

PostOutcome refused(std::string why) { return {std::nullopt, std::move(why), false}; }

/// Whether all of the request may have reached whom it was for: of less nobody can act.
bool was_handed_over(CURL* easy, const PostRequest& request) {
  curl_off_t sent = 0;
  long header_bytes = 0;
  curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &sent);
  curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &header_bytes);
  return header_bytes > 0 && sent >= static_cast<curl_off_t>(request.body.size());
}

/// What came of an exchange that is over, well or not.
PostOutcome outcome_of(CURL* easy, CURLcode code, Exchange& exchange, const PostRequest& request,
                       std::string why) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  const bool answered = status >= 200 && (code == CURLE_OK || exchange.head_ended);
  if (!answered) {
    if (!exchange.refused.empty()) why = exchange.refused;
    return {std::nullopt, std::move(why), was_handed_over(easy, request)};
  }
  exchange.answer.status = static_cast<int>(status);
  exchange.answer.cut = code != CURLE_OK;
  exchange.answer.retry_after = wait_asked_for(exchange.answer.headers);
  return {std::move(exchange.answer), "", false};
}

PostOutcome exchange_with(const Url& url, const Guard& guard, const PostRequest& request,
                          const PostManners& manners) {
  GuardedHandle guarded(guard);
  const EasyHandle easy(curl_easy_init());
  if (!easy) return refused("libcurl cannot start");
  Exchange exchange;
  exchange.max_answer = request.max_answer;
  std::array<char, CURL_ERROR_SIZE> words{};
  const LineList headers = headers_of(request, manners);
  const std::string address = url.str();
  set_request(easy.get(), request, manners);
  curl_easy_setopt(easy.get(), CURLOPT_URL, address.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  guarded.install(easy.get());
  guarded.expect(url.host, manners.proxy ? Guard::Use::proxy : Guard::Use::page);
  const CURLcode code = curl_easy_perform(easy.get());
  // One of its addresses may be refused and another connected. The guard's words name the host.
  if (code == CURLE_COULDNT_CONNECT && !guarded.refusal().empty())
    return refused(guarded.refusal());
  const char* why = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
  return outcome_of(easy.get(), code, exchange, request, url.host + ": " + why);
}

}  // namespace

PostOutcome post(const PostRequest& request, const PostManners& manners) {
  const auto url = parse_url(request.url);
  // Its own words would show the address.
  if (!url) return refused("no http or https address, or one with a user's name in it");
  const auto guard = Guard::make({operator_host(*url)}, manners.allow);
  if (!guard) return refused(guard.error().message);
  if (manners.proxy) {
    const auto target = guard->check_host(url->host, url->effective_port(), Guard::Use::page);
    if (!target) return refused(target.error().message);
  }
  return exchange_with(*url, *guard, request, manners);
}

std::string without_secrets(const std::string& url) {
  const auto parsed = parse_url(url);
  if (!parsed) return "(no address)";
  return parsed->origin() + "/…";
}

}  // namespace regwatch
