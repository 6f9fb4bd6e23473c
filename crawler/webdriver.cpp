#include "crawler/webdriver.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/text.h"

namespace regwatch {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

// A document of max_page_bytes as JSON with room for its escapes.
constexpr std::size_t max_answer_bytes = 192u << 20;
constexpr std::size_t max_kept = 2000;
// A request that waits longer is one that a page keeps open (long polling), or that nobody answers.
constexpr std::chrono::seconds long_poll{8};

constexpr const char* look_script = R"js(
  const e = document.documentElement;
  return {url: location.href, type: document.contentType,
          complete: document.readyState === 'complete',
          size: e ? e.getElementsByTagName('*').length * 1000 + (e.textContent || '').length : 0};
)js";

constexpr const char* take_script = R"js(
  const limit = arguments[0];
  const html = /html/.test(document.contentType);
  const pre = document.querySelector('pre');
  const text = html ? (document.doctype ? '<!DOCTYPE html>\n' : '') +
                      document.documentElement.outerHTML
                    : (pre || document.documentElement).textContent;
  return text.length > limit ? {too_large: text.length} : {text: text};
)js";

// Bytes travel as characters U+0000 to U+00FF.
constexpr const char* fetch_script = R"js(
  const [asked, limit, done] = arguments;
  const options = {method: asked.method, headers: asked.headers, credentials: 'include'};
  if (asked.method !== 'GET') options.body = asked.body;
  fetch(asked.url, options).then(async (answer) => {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > limit) return done({too_large: bytes.length});
    const parts = [];
    for (let at = 0; at < bytes.length; at += 32768)
      parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + 32768)));
    done({status: answer.status, url: answer.url, headers: [...answer.headers],
          bytes: parts.join('')});
  }).catch((error) => done({error: String(error)}));
)js";

json arguments_for(const BrowserSetup& setup) {
  json words = {"--headless=new",
                "--remote-debugging-pipe",
                "--user-data-dir=" + setup.directory + "/profile",
                "--host-resolver-rules=" + setup.host_rules,
                "--user-agent=" + setup.user_agent,
                "--no-proxy-server",
                "--lang=zh-CN",
                "--window-size=1280,1024",
                "--blink-settings=imagesEnabled=false",
                "--js-flags=--max-old-space-size=512",
                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
                "DnsOverHttpsUpgrade,MediaRouter,OptimizationHints,Translate,WebUSB"};
  for (const char* off :
       {"--disable-quic", "--disable-extensions", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-breakpad", "--disable-crash-reporter", "--disable-domain-reliability",
        "--disable-default-apps", "--disable-webgl", "--no-pings", "--no-first-run",
        "--no-default-browser-check", "--mute-audio"})
    words.push_back(off);
  if (!setup.sandbox) words.push_back("--no-sandbox");
  return words;
}

json capabilities_for(const BrowserSetup& setup, std::chrono::milliseconds patience) {
  const json chrome = {
      {"binary", setup.program},
      {"args", arguments_for(setup)},
      {"perfLoggingPrefs", {{"enableNetwork", true}, {"enablePage", false}}},
      {"prefs",
       {{"download_restrictions", 3},
        {"plugins.always_open_pdf_externally", true},
        {"profile.default_content_setting_values",
         {{"notifications", 2}, {"geolocation", 2}, {"popups", 2}, {"media_stream", 2}}}}}};
  const json wanted = {{"browserName", "chrome"},
                       {"pageLoadStrategy", "none"},
                       {"acceptInsecureCerts", false},
                       {"unhandledPromptBehavior", "dismiss"},
                       {"timeouts", {{"script", patience.count()}, {"pageLoad", patience.count()}}},
                       {"goog:loggingPrefs", {{"performance", "ALL"}}},
                       {"goog:chromeOptions", chrome}};
  return {{"capabilities", {{"alwaysMatch", wanted}}}};
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

template <class Number>
Number number_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<Number>() : Number{};
}

const json& part_of(const json& object, const char* key) {
  static const json nothing = json::object();
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : nothing;
}

// What the DevTools protocol's Network events tell of a page (chromedevtools.github.io).
class NetworkLog {
 public:
  void take(const json& entries) {
    for (const json& entry : entries) {
      const json event = json::parse(text_of(entry, "message"), nullptr, false);
      if (event.is_discarded()) continue;
      const json& message = part_of(event, "message");
      take(text_of(message, "method"), part_of(message, "params"));
    }
  }

  void tell(BrowserLook& look) const {
    look.address = address_;
    look.requests = sent_;
    for (const auto& [id, request] : in_flight_)
      look.in_flight += Clock::now() - request.since < long_poll;
    look.unresolved = unresolved_;
    look.failure = failure_;
    look.is_download = is_download_;
    look.status = status_;
    look.headers = headers_;
    look.remote_ip = remote_ip_;
  }

 private:
  struct Sent {
    std::string url;
    bool is_page = false;
    Clock::time_point since;
  };

  void take(const std::string& method, const json& params) {
    const std::string id = text_of(params, "requestId");
    if (method == "Network.requestWillBeSent") return sent(id, params);
    const auto request = in_flight_.find(id);
    if (request == in_flight_.end()) return;
    if (method == "Network.responseReceived" && request->second.is_page)
      answered(part_of(params, "response"));
    if (method == "Network.loadingFailed") failed(request->second, text_of(params, "errorText"));
    if (method == "Network.loadingFailed" || method == "Network.loadingFinished")
      in_flight_.erase(request);
  }

  void sent(const std::string& id, const json& params) {
    const std::string url = text_of(part_of(params, "request"), "url");
    if (!url.starts_with("http") || in_flight_.size() >= max_kept) return;
    const std::string frame = text_of(params, "frameId");
    const bool is_document = text_of(params, "type") == "Document";
    if (is_document && page_frame_.empty()) page_frame_ = frame;
    const bool is_page = is_document && frame == page_frame_;
    ++sent_;
    in_flight_[id] = {url, is_page, Clock::now()};
    if (!is_page) return;
    address_ = url;
    failure_.clear();
    is_download_ = false;
    status_ = 0;
  }

  void answered(const json& response) {
    status_ = number_of<int>(response, "status");
    remote_ip_ = text_of(response, "remoteIPAddress");
    headers_.clear();
    for (const auto& [name, value] : part_of(response, "headers").items())
      if (value.is_string()) headers_.emplace_back(name, value.get<std::string>());
  }

  void failed(const Sent& request, const std::string& why) {
    if (why == "net::ERR_NAME_NOT_RESOLVED" && unresolved_.size() < max_kept)
      unresolved_.push_back(request.url);
    if (!request.is_page) return;
    // An answer that the browser then breaks off is a file to be saved.
    is_download_ = status_ != 0 && why == "net::ERR_ABORTED";
    if (!is_download_ && request.url == address_ && why != "net::ERR_ABORTED") failure_ = why;
  }

  std::map<std::string, Sent> in_flight_;
  std::vector<std::string> unresolved_;
  std::string page_frame_;
  std::string address_;
  std::string failure_;
  bool is_download_ = false;
  int status_ = 0;
  Headers headers_;
  std::string remote_ip_;
  std::size_t sent_ = 0;
};

Error too_large(const json& value) {
  return {Fault::too_large, "the page in the browser has " +
                                std::to_string(number_of<std::uint64_t>(value, "too_large")) +
                                " characters, which is above the limit"};
}

// The value of an answer, or what the driver says went wrong (WebDriver §6.6).
Result<json> value_of(const HopAnswer& answer) {
  if (answer.failure)
    return Error{Fault::unreachable,
                 "the browser does not answer: " + answer.failure->error.message};
  json body = json::parse(answer.payload, nullptr, false);
  if (body.is_discarded() || !body.is_object() || !body.contains("value"))
    return Error{Fault::unreachable, "the browser's driver answers with something else than JSON"};
  json value = std::move(body["value"]);
  if (answer.status == 200) return value;
  const std::string message = text_of(value, "message");
  return Error{Fault::unreachable, "the browser: " + text_of(value, "error") + ": " +
                                       ellipsize(message.substr(0, message.find('\n')), 200)};
}

std::string bytes_in(const std::string& characters) {
  std::string bytes;
  bytes.reserve(characters.size());
  for (std::size_t at = 0; at < characters.size();)
    bytes += static_cast<char>(next_code_point(characters, at));
  return bytes;
}

Result<Response> response_in(const json& value, const PageFetch& request) {
  if (value.contains("too_large")) return too_large(value);
  if (value.contains("error"))
    return Error{Fault::unreachable, request.url + ": the browser: " + text_of(value, "error")};
  Response response;
  response.status = number_of<int>(value, "status");
  response.url = text_of(value, "url");
  for (const json& field : value.value("headers", json::array())) {
    if (!field.is_array() || field.size() != 2 || !field[0].is_string() || !field[1].is_string())
      continue;
    // The browser took the coding off already.
    const auto name = field[0].get<std::string>();
    if (!iequals(name, "Content-Encoding") && !iequals(name, "Content-Length"))
      response.headers.emplace_back(name, field[1].get<std::string>());
  }
  response.body = bytes_in(text_of(value, "bytes"));
  return response;
}

}  // namespace

struct WebDriver::State : std::enable_shared_from_this<State> {
  TransferLoop& loop;
  int port;
  std::chrono::milliseconds patience;
  std::string session;
  NetworkLog log;

  State(TransferLoop& with, int on, std::chrono::milliseconds limit)
      : loop(with), port(on), patience(limit) {}

  void command(const std::string& path, const json& body, Done<json> done) {
    HopRequest request;
    request.method = "POST";
    request.url.scheme = "http";
    request.url.host = "127.0.0.1";
    request.url.port = port;
    request.url.path = "/session" + (session.empty() ? "" : "/" + session + path);
    request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    request.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    request.max_body_bytes = max_answer_bytes;
    request.use = Guard::Use::driver;
    request.time_limit = patience;
    loop.start(std::move(request),
               [done = std::move(done), self = weak_from_this()](const HopAnswer& answer) {
                 if (self.lock()) done(value_of(answer));
               });
  }

  void run(const char* script, json arguments, Done<json> done) {
    command("/execute/sync", {{"script", script}, {"args", std::move(arguments)}}, std::move(done));
  }
};

WebDriver::WebDriver(TransferLoop& loop, int port, std::chrono::milliseconds patience)
    : state_(std::make_shared<State>(loop, port, patience)) {}

WebDriver::~WebDriver() = default;

void WebDriver::open(const BrowserSetup& setup, Done<std::string> done) {
  state_->command("", capabilities_for(setup, state_->patience),
                  [this, done = std::move(done)](Result<json> value) {
                    if (!value) return done(value.error());
                    state_->session = text_of(*value, "sessionId");
                    const json& granted = part_of(*value, "capabilities");
                    done("Chromium/" + text_of(granted, "browserVersion"));
                  });
}

void WebDriver::go(const std::string& url, Done<void> done) {
  state_->command("/url", {{"url", url}}, [done = std::move(done)](const Result<json>& value) {
    done(value ? Result<void>() : Result<void>(value.error()));
  });
}

void WebDriver::look(Done<BrowserLook> done) {
  const auto looked = [this, done](const Result<json>& value) {
    if (!value) return done(value.error());
    BrowserLook look;
    state_->log.tell(look);
    look.media_type = text_of(*value, "type");
    const std::string shown = text_of(*value, "url");
    look.is_shown = shown.starts_with("http");
    look.complete = value->value("complete", false) && look.is_shown;
    look.size = number_of<std::size_t>(*value, "size");
    done(std::move(look));
  };
  state_->command("/se/log", {{"type", "performance"}},
                  [this, done, looked](const Result<json>& entries) {
                    if (!entries) return done(entries.error());
                    state_->log.take(*entries);
                    state_->run(look_script, json::array(), looked);
                  });
}

void WebDriver::take(std::size_t max_characters, Done<std::string> done) {
  state_->run(take_script, {max_characters}, [done = std::move(done)](const Result<json>& value) {
    if (!value) return done(value.error());
    if (value->contains("too_large")) return done(too_large(*value));
    done(text_of(*value, "text"));
  });
}

void WebDriver::fetch(const PageFetch& request, Done<Response> done) {
  json headers = json::array();
  for (const auto& [name, value] : request.headers) headers.push_back({name, value});
  const json asked = {{"method", request.method},
                      {"url", request.url},
                      {"headers", headers},
                      {"body", request.body}};
  state_->command("/execute/async",
                  {{"script", fetch_script}, {"args", {asked, request.max_bytes}}},
                  [done = std::move(done), request](const Result<json>& value) {
                    done(value ? response_in(*value, request) : Result<Response>(value.error()));
                  });
}

}  // namespace regwatch
