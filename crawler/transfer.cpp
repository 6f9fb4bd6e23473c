#include "crawler/transfer.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <deque>
#include <new>
#include <stdexcept>

#include "base/text.h"
#include "crawler/curl_handles.h"

namespace regwatch {
namespace {

// Far above what a real site sends; interim answers and trailers count.
constexpr std::size_t max_head_bytes = 256u << 10;
constexpr std::size_t max_fields = 500;

constexpr std::string_view legacy_renegotiation = "legacy-renegotiation";
constexpr std::string_view weak_dh = "weak-dh";
constexpr std::string_view extra_ca_habit = "extra-ca";
constexpr std::string_view tls_1_0 = "tls-1.0";

// What the TLS library says of a server, and the habit that it would take to talk to it.
struct HabitWords {
  std::string_view words;
  std::string_view habit;
};
constexpr HabitWords habit_words[] = {
    {"legacy renegotiation", legacy_renegotiation},
    {"dh key too small", weak_dh},
    {"key too small", weak_dh},
    {"md too weak", weak_dh},
    {"legacy sigalg", tls_1_0},
    {"unsupported protocol", tls_1_0},
    {"protocol version", tls_1_0},
    {"local issuer certificate", extra_ca_habit},
    {"self-signed certificate", extra_ca_habit},
    {"self signed certificate", extra_ca_habit},
};

bool has_habit(const HopRequest& request, std::string_view habit) {
  return std::find(request.tls_habits.begin(), request.tls_habits.end(), habit) !=
         request.tls_habits.end();
}

// SSL_OP_LEGACY_SERVER_CONNECT. The context belongs to the TLS library that libcurl brought into
// the process, so that very library is asked, instead of linking against one that may be another.
CURLcode permit_legacy_renegotiation(CURL*, void* context, void*) {
  using SetOptions = std::uint64_t (*)(void*, std::uint64_t);
  constexpr std::uint64_t legacy_server_connect = 0x4;
  auto* symbol = dlsym(RTLD_DEFAULT, "SSL_CTX_set_options");
  if (symbol == nullptr) return CURLE_ABORTED_BY_CALLBACK;
  reinterpret_cast<SetOptions>(symbol)(context, legacy_server_connect);
  return CURLE_OK;
}

struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

// One easy handle with what it is working on.
struct Transfer {
  explicit Transfer(const Guard& guard) : guarded(guard), easy(curl_easy_init()) {
    if (!easy) throw std::bad_alloc();
  }

  GuardedHandle guarded;
  HopRequest request;
  TransferLoop::Done done;
  HopAnswer answer;
  std::string refused;         ///< Why a callback stopped the transfer.
  std::size_t head_bytes = 0;  ///< Of all heads, interim ones and trailers included.
  bool in_body = false;
  std::array<char, CURL_ERROR_SIZE> words{};  ///< libcurl's own account of a failure.
  LineList fields;
  EasyHandle easy;  ///< Last, so that it goes before what it points to.
};

// The head in progress: a new status line begins a new one, so that an interim `100 Continue`
// leaves nothing behind.
bool take_head_line(Transfer& transfer, std::string_view line) {
  transfer.head_bytes += line.size();
  if (transfer.head_bytes > max_head_bytes || transfer.answer.headers.size() > max_fields) {
    transfer.refused = "header fields without end";
    return false;
  }
  HopAnswer& answer = transfer.answer;
  if (transfer.in_body) return true;  // A trailer.
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.substr(0, 5) == "HTTP/" && (answer.head.empty() || answer.head.ends_with("\r\n\r\n"))) {
    answer.headers.clear();
    answer.head = std::string(line) + "\r\n";
    return true;
  }
  if (const auto colon = line.find(':'); colon != line.npos) {
    const std::string_view name = line.substr(0, colon);
    answer.headers.emplace_back(trim(name), trim(line.substr(colon + 1)));
    if (iequals(name, "Transfer-Encoding") || iequals(name, "Set-Cookie")) return true;
  }
  answer.head.append(line).append("\r\n");
  return true;
}

std::size_t on_head(char* bytes, std::size_t, std::size_t count, void* to) {
  return take_head_line(*static_cast<Transfer*>(to), {bytes, count}) ? count : 0;
}

void reserve_announced(Transfer& transfer) {
  constexpr std::size_t believed = 1u << 20;
  const auto announced = find_header(transfer.answer.headers, "Content-Length");
  std::size_t length = 0;
  if (!announced) return;
  std::from_chars(announced->data(), announced->data() + announced->size(), length);
  transfer.answer.payload.reserve(std::min({length, believed, transfer.request.max_body_bytes}));
}

std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  HopAnswer& answer = transfer.answer;
  if (!transfer.in_body) reserve_announced(transfer);
  transfer.in_body = true;
  const std::size_t room = transfer.request.max_body_bytes - answer.payload.size();
  answer.payload.append(bytes, std::min(room, count));
  if (count <= room) return count;
  answer.over_limit = true;
  return 0;
}

std::string host_field(const Url& url) {
  const std::string origin = url.origin();
  return origin.substr(origin.find("//") + 2);
}

// A value with a line end in it would be another header field.
bool is_sendable(const std::pair<std::string, std::string>& field) {
  constexpr std::string_view line_ends("\r\n\0", 3);
  return !field.first.empty() && !field.second.empty() &&
         field.first.find_first_of(line_ends) == std::string::npos &&
         field.second.find_first_of(line_ends) == std::string::npos;
}

LineList make_fields(const HopRequest& request) {
  LineList list;
  const auto append = [&](const std::string& line) { append_line(list, line); };
  bool accepts = false;
  for (const auto& field : request.headers) {
    if (is_sendable(field)) append(field.first + ": " + field.second);
    accepts = accepts || iequals(field.first, "Accept");
  }
  if (!accepts) append("Accept:");  // libcurl's own would be in no record of what was sent.
  if (request.method != "GET") append("Expect:");
  return list;
}

std::string seconds_text(std::chrono::milliseconds span) {
  return std::to_string((span.count() + 999) / 1000) + " s";
}

template <class Value>
void set(const Transfer& transfer, CURLoption option, Value value) {
  [[maybe_unused]] const CURLcode done = curl_easy_setopt(transfer.easy.get(), option, value);
  assert(done == CURLE_OK);
}

// What stays the same over all requests of one handle.
void set_up(Transfer& transfer, const NetworkOptions& options) {
  set(transfer, CURLOPT_NOSIGNAL, 1L);
  set(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
  set(transfer, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(transfer, CURLOPT_FOLLOWLOCATION, 0L);
  set(transfer, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set(transfer, CURLOPT_HTTP09_ALLOWED, 0L);
  set(transfer, CURLOPT_PATH_AS_IS, 1L);
  set(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(transfer, CURLOPT_NOPROXY, "");
  set(transfer, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(transfer, CURLOPT_LOW_SPEED_LIMIT, options.low_speed_bytes);
  set(transfer, CURLOPT_HEADERFUNCTION, on_head);
  set(transfer, CURLOPT_WRITEFUNCTION, on_body);
  set(transfer, CURLOPT_HEADERDATA, &transfer);
  set(transfer, CURLOPT_WRITEDATA, &transfer);
  set(transfer, CURLOPT_PRIVATE, &transfer);
  set(transfer, CURLOPT_ERRORBUFFER, transfer.words.data());
  transfer.guarded.install(transfer.easy.get());
}

// A driver answers when the browser has done what it was told, and sends nothing before.
void set_way(Transfer& transfer, const NetworkOptions& options) {
  const HopRequest& request = transfer.request;
  const bool to_driver = request.use == Guard::Use::driver;
  const bool proxied = options.proxy && !to_driver;
  transfer.guarded.expect(request.url.host, proxied ? Guard::Use::proxy : request.use);
  set(transfer, CURLOPT_PROXY, proxied ? options.proxy->c_str() : "");
  const auto limit = request.time_limit.value_or(options.total_timeout);
  set(transfer, CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
  const auto slow = static_cast<long>(options.low_speed_time.count());
  set(transfer, CURLOPT_LOW_SPEED_TIME, to_driver ? 0L : slow);
}

void set_method(const Transfer& transfer) {
  const HopRequest& request = transfer.request;
  if (request.method == "GET") {
    set(transfer, CURLOPT_HTTPGET, 1L);
    return;
  }
  set(transfer, CURLOPT_POST, 1L);
  set(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  set(transfer, CURLOPT_POSTFIELDS, request.body.c_str());
  if (request.method != "POST") set(transfer, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

// A context with habits is another one than a context without, and libcurl's cache of connections
// and sessions does not know: such a connection is neither taken over nor left behind.
void set_tls(const Transfer& transfer) {
  const HopRequest& request = transfer.request;
  const bool old_version = has_habit(request, tls_1_0);
  set(transfer, CURLOPT_SSLVERSION,
      static_cast<long>(old_version ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_DEFAULT));
  set(transfer, CURLOPT_SSL_CIPHER_LIST,
      old_version                   ? "DEFAULT@SECLEVEL=0"
      : has_habit(request, weak_dh) ? "DEFAULT@SECLEVEL=1"
                                    : static_cast<const char*>(nullptr));
  const bool legacy = has_habit(request, legacy_renegotiation);
  set(transfer, CURLOPT_SSL_CTX_FUNCTION,
      legacy ? permit_legacy_renegotiation : static_cast<curl_ssl_ctx_callback>(nullptr));
  set(transfer, CURLOPT_FRESH_CONNECT, legacy ? 1L : 0L);
  set(transfer, CURLOPT_FORBID_REUSE, legacy ? 1L : 0L);
  // The system's authorities stay trusted: they lie in libcurl's CURLOPT_CAPATH too.
  if (has_habit(request, extra_ca_habit)) set(transfer, CURLOPT_CAINFO, request.extra_ca.c_str());
}

// A TLS failure as a person may act on it. It passes by itself where no habit explains it.
HopFailure explain_tls(const HopRequest& request, const std::string& words) {
  Error error{Fault::unreachable, request.url.host + ": TLS: " + words};
  for (const auto& [said, habit] : habit_words) {
    if (!icontains(words, said)) continue;
    if (!has_habit(request, habit))
      error.message += "; tls = [\"" + std::string(habit) + "\"] in the source's entry may help";
    return {error, false};
  }
  return {error, true};
}

// What libcurl's code means to a caller.
HopFailure explain(const Transfer& transfer, CURLcode code, const NetworkOptions& options) {
  const std::string& host = transfer.request.url.host;
  const std::string words =
      transfer.words[0] != '\0' ? transfer.words.data() : curl_easy_strerror(code);
  if (!transfer.guarded.refusal().empty() && code == CURLE_COULDNT_CONNECT)
    return {{Fault::refused, transfer.guarded.refusal()}, false};
  if (!transfer.refused.empty())
    return {{Fault::broken, host + ": answers with " + transfer.refused}, false};
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {{Fault::unreachable, host + ": the name does not resolve"}, true};
    case CURLE_COULDNT_CONNECT:
      return {{Fault::unreachable, host + ": no connection to port " +
                                       std::to_string(transfer.request.url.effective_port())},
              true};
    case CURLE_OPERATION_TIMEDOUT:
      return {{Fault::unreachable, host + ": no complete answer in time (at most " +
                                       seconds_text(options.connect_timeout) + " to connect, " +
                                       seconds_text(options.total_timeout) + " in all)"},
              true};
    case CURLE_GOT_NOTHING:
      return {{Fault::unreachable, host + ": closed the connection without an answer"}, true};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return {{Fault::broken, host + ": answers with something that is not HTTP"}, false};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
      return {explain_tls(transfer.request, words).error, false};
    case CURLE_SSL_CONNECT_ERROR:
      return explain_tls(transfer.request, words);
    default:
      return {{Fault::unreachable, host + ": " + words}, true};
  }
}

// Whether an answer that ended so is still one: cut at our limit, or broken off within its body.
bool is_answer(Transfer& transfer, CURLcode code) {
  HopAnswer& answer = transfer.answer;
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer.over_limit)) return true;
  const bool broke_off =
      code == CURLE_PARTIAL_FILE || (transfer.in_body && (code == CURLE_RECV_ERROR));
  answer.truncated = broke_off;
  return broke_off;
}

}  // namespace

Result<void> check_tls_habits(const std::vector<std::string>& habits,
                              const std::optional<std::string>& extra_ca) {
  for (const auto& habit : habits) {
    if (habit == extra_ca_habit) {
      if (!extra_ca) return Error{Fault::invalid, "tls: 'extra-ca' wants extra_ca, a PEM file"};
      if (access(extra_ca->c_str(), R_OK) != 0)
        return Error{Fault::missing, *extra_ca + ": this PEM file cannot be read"};
    } else if (habit != legacy_renegotiation && habit != weak_dh && habit != tls_1_0) {
      return Error{Fault::invalid, "tls: '" + habit +
                                       "' is unknown; known are 'legacy-renegotiation', 'weak-dh', "
                                       "'tls-1.0' and 'extra-ca'"};
    }
  }
  return {};
}

std::string request_target(const Url& url) {
  return url.has_query ? url.path + "?" + url.query : url.path;
}

std::string request_head(const HopRequest& request) {
  std::string head = request.method + " " + request_target(request.url) +
                     " HTTP/1.1\r\nHost: " + host_field(request.url) + "\r\n";
  for (const auto& field : request.headers) {
    const bool secret = iequals(field.first, "Cookie") || iequals(field.first, "Authorization");
    if (is_sendable(field) && !secret) head += field.first + ": " + field.second + "\r\n";
  }
  if (request.method != "GET")
    head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return head + "\r\n";
}

struct TransferLoop::State {
  State(const NetworkOptions& with, const Guard& by) : options(with), guard(by) {
    static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
    multi.reset(curl_multi_init());
    if (global != CURLE_OK || !multi) throw std::runtime_error("libcurl cannot be initialised");
    curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(with.max_concurrent));
  }

  ~State() {
    for (const auto& transfer : active) curl_multi_remove_handle(multi.get(), transfer->easy.get());
  }

  std::unique_ptr<Transfer> take_idle() {
    if (idle.empty()) {
      auto transfer = std::make_unique<Transfer>(guard);
      set_up(*transfer, options);
      return transfer;
    }
    auto transfer = std::move(idle.back());
    idle.pop_back();
    return transfer;
  }

  std::unique_ptr<Transfer> retire(CURL* easy) {
    void* data = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &data);
    curl_multi_remove_handle(multi.get(), easy);
    const auto found = std::find_if(active.begin(), active.end(),
                                    [&](const auto& each) { return each.get() == data; });
    assert(found != active.end());
    auto transfer = std::move(*found);
    *found = std::move(active.back());
    active.pop_back();
    return transfer;
  }

  // Files and settings of one habit must not stay with the next request.
  void put_back(std::unique_ptr<Transfer> transfer) {
    if (!transfer->request.tls_habits.empty() || idle.size() >= options.max_concurrent) return;
    transfer->answer = {};
    transfer->request = {};
    idle.push_back(std::move(transfer));
  }

  void wait(std::chrono::milliseconds longest, const Beside* beside) {
    if (longest.count() <= 0) return;
    std::vector<pollfd> descriptors;
    if (beside != nullptr) beside->add_descriptors(descriptors);
    std::vector<curl_waitfd> beside_sockets;
    for (const pollfd& each : descriptors) beside_sockets.push_back({each.fd, CURL_WAIT_POLLIN, 0});
    curl_multi_poll(multi.get(), beside_sockets.data(),
                    static_cast<unsigned>(beside_sockets.size()), static_cast<int>(longest.count()),
                    nullptr);
  }

  void collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      auto transfer = retire(message->easy_handle);
      finish(*transfer, code);
      ended.push_back(std::move(transfer));
    }
  }

  void finish(Transfer& transfer, CURLcode code) const {
    HopAnswer& answer = transfer.answer;
    if (!is_answer(transfer, code)) {
      answer.failure = explain(transfer, code, options);
      return;
    }
    long status = 0;
    const char* ip = nullptr;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_PRIMARY_IP, &ip);
    answer.status = static_cast<int>(status);
    if (ip != nullptr) answer.remote_ip = ip;
  }

  const NetworkOptions& options;
  const Guard& guard;
  std::unique_ptr<CURLM, FreeMulti> multi;  ///< First, so that the handles go before it.
  std::vector<std::unique_ptr<Transfer>> idle;
  std::vector<std::unique_ptr<Transfer>> active;
  std::deque<std::unique_ptr<Transfer>> ended;
};

TransferLoop::TransferLoop(const NetworkOptions& options, const Guard& guard)
    : state_(std::make_unique<State>(options, guard)) {}

TransferLoop::~TransferLoop() = default;

void TransferLoop::start(HopRequest request, Done done) {
  auto transfer = state_->take_idle();
  transfer->request = std::move(request);
  transfer->done = std::move(done);
  transfer->answer = {};
  transfer->refused.clear();
  transfer->head_bytes = 0;
  transfer->in_body = false;
  transfer->words[0] = '\0';
  set_way(*transfer, state_->options);
  transfer->fields = make_fields(transfer->request);
  Url target = transfer->request.url;
  target.fragment.clear();
  set(*transfer, CURLOPT_URL, target.str().c_str());
  set(*transfer, CURLOPT_HTTPHEADER, transfer->fields.get());
  set_method(*transfer);
  set_tls(*transfer);
  if (curl_multi_add_handle(state_->multi.get(), transfer->easy.get()) != CURLM_OK)
    throw std::runtime_error("libcurl does not take another request");
  state_->active.push_back(std::move(transfer));
}

std::size_t TransferLoop::active() const { return state_->active.size() + state_->ended.size(); }

void TransferLoop::step(std::chrono::milliseconds max_wait, const Beside* beside) {
  int running = 0;
  curl_multi_perform(state_->multi.get(), &running);
  state_->collect();
  if (state_->ended.empty()) state_->wait(wait_beside(beside, max_wait), beside);
  while (!state_->ended.empty()) {
    auto transfer = std::move(state_->ended.front());
    state_->ended.pop_front();
    const Done done = std::move(transfer->done);
    HopAnswer answer = std::move(transfer->answer);
    state_->put_back(std::move(transfer));
    done(std::move(answer));
  }
}

}  // namespace regwatch
