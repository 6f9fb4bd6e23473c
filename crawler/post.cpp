#include "crawler/post.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>

#include "base/text.h"
#include "base/url.h"
#include "crawler/guard.h"

namespace regwatch {
namespace {

using std::chrono::seconds;

constexpr seconds longest_wait{24 * 3600};

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

/// What libcurl's callbacks write to.
struct Exchange {
  PostAnswer answer;
  std::size_t max_answer = 0;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& exchange = *static_cast<Exchange*>(data);
  std::string& body = exchange.answer.body;
  // The rest is read and dropped: cutting the connection would look like a failure.
  body.append(bytes, std::min(size * count, exchange.max_answer - body.size()));
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& headers = static_cast<Exchange*>(data)->answer.headers;
  const std::string_view line(bytes, size * count);
  // A status line begins an answer; an interim one (100) has headers of its own.
  if (line.starts_with("HTTP/")) headers.clear();
  const auto colon = line.find(':');
  if (colon != line.npos && headers.size() < 200) {
    headers[ascii_lower(line.substr(0, colon))] = std::string(trim(line.substr(colon + 1)));
  }
  return size * count;
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

HeaderList headers_of(const PostRequest& request, const PostManners& manners) {
  curl_slist* list = nullptr;
  const auto add = [&](const std::string& name, const std::string& value) {
    // A line break would begin another header.
    list = curl_slist_append(
        list, (name + ": " + replace_all(replace_all(value, "\r", ""), "\n", "")).c_str());
  };
  add("User-Agent", manners.user_agent);
  list = curl_slist_append(list, "Expect:");
  for (const auto& [name, value] : request.headers) add(name, value);
  return HeaderList(list);
}

void set_request(CURL* easy, const PostRequest& request, const PostManners& manners) {
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  // The environment's proxy variables are not obeyed.
  curl_easy_setopt(easy, CURLOPT_PROXY, manners.proxy.value_or("").c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, manners.proxy ? "" : "*");
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

/// Whether bytes of the request may have reached whom they were for.
bool was_handed_over(CURL* easy) {
  curl_off_t sent = 0;
  long header_bytes = 0;
  curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &sent);
  curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &header_bytes);
  return sent > 0 || header_bytes > 0;
}

}  // namespace

PostOutcome post(const PostRequest& request, const PostManners& manners) {
  const auto url = parse_url(request.url);
  if (!url) return refused("no http or https address");
  const auto guard = Guard::make({operator_host(*url)}, manners.allow);
  if (!guard) return refused(guard.error().message);
  if (manners.proxy) {
    const auto target = guard->check_host(url->host, url->effective_port(), Guard::Use::page);
    if (!target) return refused(target.error().message);
  }
  GuardedHandle guarded(*guard);
  const std::unique_ptr<CURL, EasyDeleter> easy(curl_easy_init());
  if (!easy) return refused("libcurl cannot start");
  Exchange exchange;
  exchange.max_answer = request.max_answer;
  std::array<char, CURL_ERROR_SIZE> words{};
  const HeaderList headers = headers_of(request, manners);
  set_request(easy.get(), request, manners);
  curl_easy_setopt(easy.get(), CURLOPT_URL, url->str().c_str());
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  guarded.install(easy.get());
  guarded.expect(url->host, manners.proxy ? Guard::Use::proxy : Guard::Use::page);
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) {
    if (!guarded.refusal().empty()) return refused(url->host + ": " + guarded.refusal());
    const std::string why = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
    return {std::nullopt, url->host + ": " + why, was_handed_over(easy.get())};
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange.answer.status = static_cast<int>(status);
  exchange.answer.retry_after = wait_asked_for(exchange.answer.headers);
  return {std::move(exchange.answer), "", false};
}

std::string without_secrets(const std::string& url) {
  const auto parsed = parse_url(url);
  if (!parsed) return "(no address)";
  return parsed->origin() + "/…";
}

}  // namespace regwatch
